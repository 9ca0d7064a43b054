"""What to do next where a search found nothing, or before one has begun."""

from dataclasses import dataclass, replace
from datetime import date

from search import queries
from search.fields import fields_in
from search.nearby import nearby
from search.pages.rows import Row, rows_of
from search.pages.state import SearchState
from themes.addresses import address_of
from themes.frame import HelpLine, Link

_FIELDS = 8


@dataclass(frozen=True, slots=True)
class Way:
    """Another search that does find something: where, and how much."""

    url: str
    count: int


@dataclass(frozen=True, slots=True)
class FieldLink:
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Guidance:
    """`unfiltered` and `wide` are there only if they lead to something."""

    fields: tuple[FieldLink, ...]
    life_events: tuple[Link, ...]
    help_line: HelpLine
    unfiltered: Way | None = None
    wide: Way | None = None
    near_word: str = ""
    near: tuple[Row, ...] = ()


def guidance_at_start(state: SearchState, *, at: date) -> Guidance:
    """The directory's fields, the events of life, and who can be called."""
    return Guidance(
        fields=tuple(
            FieldLink(
                field.label,
                address_of("field", field.value, portal=state.portal),
                field.count,
            )
            for field in fields_in(state.scope, at=at)[:_FIELDS]
        ),
        life_events=state.frame.life_events,
        help_line=state.frame.help_line,
    )


def guidance_after_nothing(state: SearchState, *, at: date) -> Guidance:
    """Ways that do lead to something: without the filters, in all of the province; if
    the words find nothing anywhere, what shares one of them; and the directory."""
    everything = state.of_everything()
    unfiltered = _way(everything, at) if everything != state else None
    wide = (
        _way(everything.widened(wide=True), at)
        if state.is_within_unit and not state.is_wide
        else None
    )
    if unfiltered:
        return Guidance((), (), state.frame.help_line, unfiltered, wide)
    near = None if wide else nearby(state.query(at=at))
    return replace(
        guidance_at_start(state, at=at),
        wide=wide,
        near_word=near.word if near else "",
        near=rows_of(near.hits, text=near.word, portal=state.portal) if near else (),
    )


def _way(state: SearchState, at: date) -> Way | None:
    count = queries.search(replace(state.query(at=at), page=1, page_size=1)).count
    return Way(state.address(), count) if count else None
