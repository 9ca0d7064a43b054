"""What both embedded engines share: everything but the SQL of the match.

One statement counts the matches of each group, which settles the number of results
and every facet; another brings the best of them. So no statement is made per facet, and
no rank is computed for what nobody looks at.
"""

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from search import ranking
from search.engines.groups import Tally, seen_in, tally
from search.engines.port import FEW, MOST_STRICT, WINDOW, needed_of
from search.models import SearchDocument
from search.normalise import code_beginning
from search.promotions.current import results_placed_first
from search.promotions.rules import DocumentKey
from search.results import SearchHit, SearchQuery, SearchResults, Suggestion
from search.snippets import excerpt, mark
from search.terms import Concept, Terms

_SHOWN_COLUMNS = (
    "type",
    "key",
    "code",
    "path",
    "title",
    "title_en",
    "level",
    "field_name",
    "agency",
    "channel",
    "fee",
    "term",
    "published_at",
    "field_name_en",
    "agency_en",
    "fee_en",
    "term_en",
)
# What the order needs of a document, after its id as ranking.Candidate has it.
_RANKED_COLUMNS = (
    "id",
    "type",
    "key",
    "title_folded",
    "title_accented",
    "phrases_folded",
    "popularity",
    "code",
)
_HIT_COLUMNS = ("id", "tier", "summary", "opening", *_SHOWN_COLUMNS)
# More than all documents of a province.
MAX_MATCHES = 1_000_000
# Of those that lack some of what was typed, so many are ranked by title and phrases.
_MOST_RANKED = 400


class Match(NamedTuple):
    """A document that matches: `rank` is the engine's own, more is better."""

    id: int
    group: int
    rank: float


class Reach(NamedTuple):
    """Where a match may lie: these groups (None: all), valid on this day."""

    groups: Collection[int] | None
    at: date


class EmbeddedEngine(ABC):
    """An engine that is the database itself."""

    name: ClassVar[str]

    @abstractmethod
    def count_groups(self, terms: Terms, reach: Reach) -> dict[int, int]:
        """How many documents of each group have all required concepts, somewhere."""

    @abstractmethod
    def match_all(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        """The best documents with all required concepts, somewhere."""

    @abstractmethod
    def match_enough(
        self,
        concepts: Sequence[Concept],
        rarest: Sequence[Concept],
        needed: int,
        reach: Reach,
    ) -> list[Match]:
        """Documents with so many of the concepts, which is their rank. Whoever has
        enough has one of the rarest, so only those are looked at."""

    @abstractmethod
    def rank_heads(self, words: Mapping[str, float], limit: int) -> dict[int, float]:
        """The best documents by what title, phrases and summary have of the words,
        whose weights tell how rare they are."""

    @abstractmethod
    def match_prefix(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        """The best whose title or phrases have the words, the last one unfinished."""

    def search(self, query: SearchQuery, terms: Terms) -> SearchResults:
        if not terms:
            return self._answer(query, terms, tally({}, query.filters), ())
        reach = Reach(seen_in(query.scope), query.at)
        if first := _of_keys(results_placed_first(query, terms), reach):
            return self._search_widely(query, terms, reach, first)
        if not terms.code and len(terms.required) > MOST_STRICT:
            return self._search_widely(query, terms, reach)
        groups = self.count_groups(terms, reach)
        if terms.code or sum(groups.values()) < FEW:
            return self._search_widely(query, terms, reach)
        counted = tally(groups, query.filters)
        if any(query.filters.values()):
            reach = Reach(counted.passing, query.at)
        limit = min(counted.count, max(WINDOW, query.page * query.page_size))
        matches = self.match_all(terms, reach, limit)
        return self._answer(query, terms, counted, _page(matches, query, terms))

    def _search_widely(
        self,
        query: SearchQuery,
        terms: Terms,
        reach: Reach,
        first: Sequence[Match] = (),
    ) -> SearchResults:
        """What has the code, or most of what was typed if hardly anything has all; and
        what is placed first, whatever it has."""
        matches = {m.id: m for m in self.match_all(terms, reach, MAX_MATCHES)}
        strict = len(matches)
        for match in self._wider_matches(terms, reach, strict):
            matches.setdefault(match.id, match)
        is_wider = len(matches) > strict
        for match in first:
            matches.setdefault(match.id, match)
        groups = Counter([match.group for match in matches.values()])
        counted = tally(groups, query.filters)
        passing = [m for m in matches.values() if m.group in counted.passing]
        passing.sort(key=lambda match: (-match.rank, match.id))
        return self._answer(
            query,
            terms,
            counted,
            _page(passing, query, terms, first=[match.id for match in first]),
            relaxed=not terms.code and strict < FEW and is_wider,
        )

    def _wider_matches(self, terms: Terms, reach: Reach, strict: int) -> list[Match]:
        if terms.code:
            return _of_code(terms.code, reach)
        if strict < FEW or len(terms.required) > MOST_STRICT:
            return self._relaxed_matches(terms, reach)
        return []

    def suggest(self, query: SearchQuery, terms: Terms) -> tuple[Suggestion, ...]:
        if not terms:
            return ()
        reach = Reach(seen_in(query.scope), query.at)
        if code := code_beginning(query.text):
            ids = list(
                _valid(reach)
                .filter(code__startswith=code)
                .order_by("code")
                .values_list("id", flat=True)[: query.page_size]
            )
        else:
            matches = self.match_prefix(terms, reach, WINDOW)
            ordered = _ordered(matches, terms, ranking.SUGGESTING)
            ids = [id_ for id_, _ in ordered[: query.page_size]]
        shown = SearchDocument.objects.only("title", "title_en", "type", "code", "path")
        rows = shown.in_bulk(ids)
        return tuple(
            Suggestion(row.title, row.type, row.code, row.path, row.title_en)
            for row in (rows[id_] for id_ in ids if id_ in rows)
        )

    def _relaxed_matches(self, terms: Terms, reach: Reach) -> list[Match]:
        """Documents with most of what was typed, by their titles and phrases."""
        concepts = sorted(terms.required, key=terms.rarity, reverse=True)
        needed = needed_of(terms.known)
        rarest = concepts[: len(concepts) - needed + 1]
        found = self.match_enough(concepts, rarest, needed, reach)
        words = (word for one in concepts for said in one.wordings for word in said)
        weights = {word: terms.lexicon.weight(word) for word in words}
        heads = self.rank_heads(weights, _MOST_RANKED)
        best = max(heads.values(), default=0.0) or 1.0
        # Below any rank of those that have it all.
        return [
            Match(id_, group, heads.get(id_, 0.0) / best - 2.0)
            for id_, group, _ in found
        ]

    def _answer(
        self,
        query: SearchQuery,
        terms: Terms,
        counted: Tally,
        hits: tuple[SearchHit, ...],
        *,
        relaxed: bool = False,
    ) -> SearchResults:
        return SearchResults(
            count=counted.count,
            hits=hits,
            facets=counted.facets,
            engine=self.name,
            page=query.page,
            page_size=query.page_size,
            relaxed=relaxed,
            corrected=terms.corrected or None,
            suggestion=terms.corrected or None,
        )


def _valid(reach: Reach) -> QuerySet[SearchDocument]:
    rows = SearchDocument.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=reach.at),
        Q(valid_to=None) | Q(valid_to__gt=reach.at),
    )
    return rows if reach.groups is None else rows.filter(group__in=reach.groups)


def _of_keys(keys: Sequence[DocumentKey], reach: Reach) -> list[Match]:
    """These documents in this order, those that may be found at all."""
    if not keys:
        return []
    named = _valid(reach).filter(
        type__in={type_ for type_, _ in keys}, key__in={key for _, key in keys}
    )
    found = {
        (type_, key): Match(id_, group, 0.0)
        for id_, group, type_, key in named.values_list("id", "group_id", "type", "key")
    }
    return [found[key] for key in keys if key in found]


def _of_code(code: str, reach: Reach) -> list[Match]:
    """The record that a code names, whatever its text says."""
    found = _valid(reach).filter(code=code).values_list("id", "group_id")
    return [Match(id_, group, 0.0) for id_, group in found]


def _ordered(
    matches: Sequence[Match], terms: Terms, weights: ranking.Weights = ranking.WEIGHTS
) -> list[tuple[int, float]]:
    """Ids with scores: the first matches in the order of their titles, then the rest
    as the engine gave them."""
    window = {match.id: match.rank for match in matches[:WINDOW]}
    rows = _read(_RANKED_COLUMNS, window)
    top, low = max(window.values(), default=0.0), min(window.values(), default=0.0)
    spread = (top - low) or 1.0
    score = ranking.scorer(terms, weights)
    scored = [
        (row[0], score(ranking.Candidate((window[row[0]] - low) / spread, *row[1:])))
        for row in rows
    ]
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored + [(match.id, 0.0) for match in matches[WINDOW:]]


def _with_first(
    matches: Sequence[Match], terms: Terms, first: Sequence[int]
) -> list[tuple[int, float]]:
    """Ids with scores; those of `first` that are among the matches stand above all."""
    present = {match.id for match in matches}
    placed = [id_ for id_ in first if id_ in present]
    others = _ordered([m for m in matches if m.id not in placed], terms)
    top = others[0][1] if others else 0.0
    steps = range(len(placed), 0, -1)
    above = [(id_, top + step) for id_, step in zip(placed, steps, strict=True)]
    return above + others


def _page(
    matches: Sequence[Match],
    query: SearchQuery,
    terms: Terms,
    first: Sequence[int] = (),
) -> tuple[SearchHit, ...]:
    begin = (query.page - 1) * query.page_size
    ordered = _with_first(matches, terms, first) if first else _ordered(matches, terms)
    page = ordered[begin : begin + query.page_size]
    words = terms.marked
    rows = {row[0]: row for row in _read(_HIT_COLUMNS, [id_ for id_, _ in page])}
    return tuple(_hit(rows[id_], words, score) for id_, score in page if id_ in rows)


def _read(columns: Sequence[str], ids: Collection[int]) -> list[tuple[Any, ...]]:
    """Columns of these documents. Written out: to compose the question anew costs
    each search more than the answer. Nothing is asked about none."""
    if not ids:
        return []
    is_postgresql = connection.vendor == "postgresql"
    among = "= ANY(%s)" if is_postgresql else "IN (SELECT value FROM json_each(%s))"
    sql = f"SELECT {', '.join(columns)} FROM search_searchdocument WHERE id {among}"  # noqa: S608
    wanted = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(sql, [wanted if is_postgresql else json.dumps(wanted)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _moment(stored: datetime | str | None) -> datetime | None:
    """A moment as the databases keep it: in UTC, SQLite's as text."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment.replace(tzinfo=UTC) if moment else None


def _hit(row: tuple[Any, ...], words: frozenset[str], score: float) -> SearchHit:
    _id, tier, summary, opening, *shown = row
    told = dict(zip(_SHOWN_COLUMNS, shown, strict=True))
    told["published_at"] = _moment(told["published_at"])
    return SearchHit(
        **told,
        title_segments=mark(told["title"], words),
        snippet=excerpt((summary, opening), words),
        score=round(score, 4),
        tiers=tuple(tier.split()),
    )
