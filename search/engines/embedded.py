"""What both embedded engines share: everything but the SQL of the match.

One statement brings every match with its group and rank; counting, filtering and
ordering the best of them is arithmetic on that. For the tens of thousands of documents
of a province this is faster than asking the database once for each facet.
"""

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from heapq import nlargest
from operator import itemgetter
from typing import ClassVar, NamedTuple

from django.db.models import Q, QuerySet

from search import ranking
from search.engines.groups import Group, Tally, all_groups, tally
from search.models import SearchDocument
from search.normalise import code_beginning
from search.results import (
    FACETS,
    SearchHit,
    SearchQuery,
    SearchResults,
    Suggestion,
)
from search.snippets import excerpt, mark
from search.terms import Terms, parse

# So many of the best matches are put in order by their titles.
WINDOW = 200
# With fewer results than this, texts are found that lack some of the words.
FEW = 3
# The share of the words that are known at all, and of all words, that must be there.
_KNOWN_SHARE = 0.7
_ALL_SHARE = 0.5


class Match(NamedTuple):
    """A document that matches: `rank` is the engine's own, more is better."""

    id: int
    group: int
    rank: float


class TermMatch(NamedTuple):
    """A document that has the word of this number."""

    term: int
    id: int
    group: int


class Reach(NamedTuple):
    """Where a match may lie: these groups (None: all), valid on this day."""

    groups: Collection[int] | None
    at: date


class EmbeddedEngine(ABC):
    """An engine that is the database itself."""

    name: ClassVar[str]

    @abstractmethod
    def match_all(self, terms: Terms, reach: Reach) -> list[Match]:
        """Documents with all required words, somewhere."""

    @abstractmethod
    def match_each(self, words: Sequence[str], reach: Reach) -> list[TermMatch]:
        """Documents with any of the words, once for each."""

    @abstractmethod
    def match_prefix(self, terms: Terms, reach: Reach) -> list[Match]:
        """Documents whose title or phrases have the words, the last one unfinished."""

    def search(self, query: SearchQuery) -> SearchResults:
        terms = parse(query.text)
        if not terms:
            return self._answer(query, tally(Counter(), {}, query.filters), ())
        groups = all_groups()
        reach = _reach(groups, query)
        matches = {match.id: match for match in self._matches(terms, reach)}
        counted = _count(matches, groups, query)
        relaxed = counted.count < FEW and len(terms.required) > 1
        if relaxed:
            strict = counted.count
            for match in self._relaxed_matches(terms, reach):
                matches.setdefault(match.id, match)
            counted = _count(matches, groups, query)
            relaxed = counted.count > strict
        passing = [m for m in matches.values() if m.group in counted.passing]
        ordered = _ordered(passing, terms)
        begin = (query.page - 1) * query.page_size
        hits = _hits(ordered[begin : begin + query.page_size], terms)
        return self._answer(query, counted, hits, relaxed=relaxed)

    def suggest(self, query: SearchQuery) -> tuple[Suggestion, ...]:
        terms = parse(query.text)
        if not terms:
            return ()
        groups = all_groups()
        reach = _reach(groups, query)
        if code := code_beginning(query.text):
            found = _valid(reach).filter(code__startswith=code).order_by("code")
            matches = [Match(id_, group, 0.0) for id_, group in found]
        else:
            matches = self.match_prefix(terms, reach)
        passing = _count({m.id: m for m in matches}, groups, query).passing
        matches = [match for match in matches if match.group in passing]
        ids = [id_ for id_, _ in _ordered(matches, terms)[: query.page_size]]
        rows = SearchDocument.objects.defer("summary").in_bulk(ids)
        return tuple(
            Suggestion(row.title, row.type, row.code, row.path)
            for row in (rows[id_] for id_ in ids if id_ in rows)
        )

    def _matches(self, terms: Terms, reach: Reach) -> list[Match]:
        """A code that was typed out names its record, whatever its text says."""
        matches = self.match_all(terms, reach)
        if terms.code:
            best = max((match.rank for match in matches), default=0.0)
            found = _valid(reach).filter(code=terms.code)
            matches += [Match(id_, group, best + 1.0) for id_, group in found]
        return matches

    def _relaxed_matches(self, terms: Terms, reach: Reach) -> list[Match]:
        """Documents with most of the words that the index knows; rare words weigh."""
        found = self.match_each(terms.required, reach)
        frequency = Counter(match.term for match in found)
        total = len({match.id for match in found})
        needed = max(
            math.ceil(_KNOWN_SHARE * len(frequency)),
            math.ceil(_ALL_SHARE * len(terms.required)),
        )
        has: Counter[int] = Counter()
        weight: Counter[int] = Counter()
        group_of: dict[int, int] = {}
        for term, id_, group in found:
            has[id_] += 1
            weight[id_] += round(1000 * math.log1p(total / frequency[term]))
            group_of[id_] = group
        # Below any rank of those that have all the words.
        ceiling = 1 + max(weight.values(), default=0)
        return [
            Match(id_, group_of[id_], weight[id_] / ceiling - 1.0)
            for id_, words in has.items()
            if words >= needed
        ]

    def _answer(
        self,
        query: SearchQuery,
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
        )


def _reach(groups: Mapping[int, Group], query: SearchQuery) -> Reach:
    if not query.scope.scopes and not query.scope.excluded:
        return Reach(None, query.at)
    seen = [id_ for id_, group in groups.items() if group.is_seen_in(query.scope)]
    return Reach(seen, query.at)


def _valid(reach: Reach) -> QuerySet[SearchDocument, tuple[int, int]]:
    rows = SearchDocument.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=reach.at),
        Q(valid_to=None) | Q(valid_to__gt=reach.at),
    )
    if reach.groups is not None:
        rows = rows.filter(group__in=reach.groups)
    return rows.values_list("id", "group_id")


def _count(
    matches: Mapping[int, Match], groups: Mapping[int, Group], query: SearchQuery
) -> Tally:
    filters = {facet: query.filters.get(facet, ()) for facet in FACETS}
    per_group = Counter([match.group for match in matches.values()])
    # A group that came into being since `all_groups` was read waits for the next time.
    known = Counter({id_: n for id_, n in per_group.items() if id_ in groups})
    return tally(known, groups, filters)


def _ordered(matches: list[Match], terms: Terms) -> list[tuple[int, float]]:
    """Ids with scores, best first: the window by titles, the rest by the engine."""
    best = nlargest(WINDOW, matches, key=itemgetter(2, 0))
    window = {match.id: match.rank for match in best}
    rows = SearchDocument.objects.filter(id__in=window).values_list(
        "id",
        "title_folded",
        "title_accented",
        "text__phrases",
        "popularity",
        "code",
    )
    top, low = max(window.values(), default=0.0), min(window.values(), default=0.0)
    spread = (top - low) or 1.0
    scored = [
        (
            id_,
            ranking.score(
                ranking.Candidate(id_, (window[id_] - low) / spread, *row), terms
            ),
        )
        for id_, *row in rows
    ]
    scored.sort(key=lambda item: (-item[1], item[0]))
    if len(matches) > len(window):
        rest = [match for match in matches if match.id not in window]
        rest.sort(key=lambda match: (-match.rank, match.id))
        scored += [(match.id, 0.0) for match in rest]
    return scored


def _hits(page: Sequence[tuple[int, float]], terms: Terms) -> tuple[SearchHit, ...]:
    scores = dict(page)
    words = frozenset(terms.folded)
    rows = {
        row.pk: row
        for row in SearchDocument.objects.filter(id__in=scores)
        .select_related("text")
        .only(*_HIT_FIELDS)
    }
    return tuple(_hit(rows[id_], words, score) for id_, score in page if id_ in rows)


_HIT_FIELDS = [
    "type",
    "key",
    "code",
    "path",
    "title",
    "title_en",
    "tier",
    "level",
    "field_name",
    "agency",
    "channel",
    "fee",
    "term",
    "summary",
    "published_at",
    "text__body_written",
]


def _hit(row: SearchDocument, words: frozenset[str], score: float) -> SearchHit:
    return SearchHit(
        type=row.type,
        key=row.key,
        code=row.code,
        path=row.path,
        title=row.title,
        title_en=row.title_en,
        title_segments=mark(row.title, words),
        snippet=excerpt((row.summary, row.text.body_written), words),
        score=round(score, 4),
        tiers=tuple(row.tier.split()),
        level=row.level,
        field_name=row.field_name,
        agency=row.agency,
        channel=row.channel,
        fee=row.fee,
        term=row.term,
        published_at=row.published_at,
    )
