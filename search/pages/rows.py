"""One result as the component draws it, in the language of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from search.addresses import address_of_entry
from search.labels import labels_of
from search.normalise import MAX_QUERY_WORDS, folded_words
from search.results import SearchHit, Segment
from search.snippets import mark

# From this level on an application can be sent from home.
_ONLINE = "3"


@dataclass(frozen=True, slots=True)
class Row:
    """`title_lang` and `snippet_lang` name the language where it is not the page's;
    `identity` and `position` are what a click on it is counted by."""

    identity: str
    position: int
    title: tuple[Segment, ...]
    url: str
    overline: str
    snippet: tuple[Segment, ...]
    fee: str
    term: str
    code: str
    tag: str = ""
    title_lang: str = ""
    snippet_lang: str = ""

    @property
    def label(self) -> str:
        """The title as plain text."""
        return "".join(segment.text for segment in self.title)


def rows_of(
    hits: Sequence[SearchHit],
    *,
    text: str,
    portal: str,
    place: str = "",
    first: int = 1,
) -> tuple[Row, ...]:
    """Rows whose addresses lie in the frame of a portal.

    `place` names who does it, where results stand in another portal than theirs;
    `first` is the position of the first among all.
    """
    language = get_language() or "vi"
    words = frozenset(folded_words(text)[:MAX_QUERY_WORDS])
    return tuple(
        _row(hit.said_in(language), language, words, portal, place, position)
        for position, hit in enumerate(hits, start=first)
    )


def _row(
    hit: SearchHit,
    language: str,
    words: frozenset[str],
    portal: str,
    place: str,
    position: int,
) -> Row:
    is_english = language == "en"
    said_in_english = is_english and hit.title_en
    return Row(
        identity=f"{hit.type}:{hit.key}",
        position=position,
        title=mark(hit.title_en, words) if said_in_english else hit.title_segments,
        url=address_of_entry(hit, portal=portal),
        overline=" · ".join(filter(None, _overline(hit, place))),
        snippet=hit.snippet,
        fee=hit.fee,
        term=hit.term,
        code=hit.code,
        tag=gettext("Submit online") if hit.level >= _ONLINE else "",
        title_lang="vi" if is_english and not said_in_english else "",
        snippet_lang="vi" if is_english else "",
    )


def _overline(hit: SearchHit, place: str) -> list[str]:
    if hit.type == "procedure":
        levels = {
            "province": gettext("Province level"),
            "district": gettext("District level"),
            "commune": gettext("Commune level"),
            "ministry": gettext("Central government"),
        }
        tiers = [levels.get(tier, tier) for tier in hit.tiers]
        said = ", ".join([*tiers[:1], *(tier.lower() for tier in tiers[1:])])
        return [said, place, hit.field_name]
    parts = [labels_of("type", [hit.type])[hit.type]]
    if hit.type == "document":
        parts.append(PurePosixPath(hit.path).suffix[1:].upper())
    parts.append(hit.agency)
    if hit.type in ("news", "document") and hit.published_at:
        parts.append(date_format(localtime(hit.published_at), "d/m/Y"))
    return parts
