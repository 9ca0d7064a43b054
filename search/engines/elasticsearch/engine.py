"""Answering from Elasticsearch: ask, order the window anew, and read what came."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import get_language

from search import ranking
from search.engines.elasticsearch.bodies import (
    MAX_DEPTH,
    RANKED,
    Sieve,
    look_body,
    search_body,
    suggest_body,
    suggest_code_body,
)
from search.engines.elasticsearch.connection import (
    STUMBLES,
    Budget,
    ElasticsearchAnswerError,
    alias,
    ask,
)
from search.engines.elasticsearch.documents import FIELD_SEPARATOR, identity
from search.engines.port import FEW, MOST_STRICT, WINDOW
from search.labels import labels_of
from search.normalise import code_beginning
from search.promotions.current import results_placed_first
from search.results import (
    FACETS,
    FacetValue,
    SearchHit,
    SearchQuery,
    SearchResults,
    Suggestion,
)
from search.snippets import excerpt, mark
from search.terms import Terms

_SHOWN = (
    "type",
    "key",
    "code",
    "path",
    "title",
    "title_en",
    "level",
    "agency",
    "agency_en",
    "channel",
    "fee",
    "fee_en",
    "term",
    "term_en",
)
_SOURCE = (
    *_SHOWN,
    *RANKED,
    "field_named",
    "published_at",
    "tier",
    "summary",
    "opening",
)
_SUGGESTED = ("title", "type", "code", "path", "title_en")
_T = TypeVar("_T")
Answer = Mapping[str, Any]


class ElasticsearchEngine:
    """An engine that keeps to the same contract as the embedded ones."""

    name = "elasticsearch"

    def search(self, query: SearchQuery, terms: Terms) -> SearchResults:
        if not terms:
            return _results(query, terms, count=0, hits=(), facets=_nothing(query))
        answer, is_relaxed = self._ask(query, terms, Budget.of_a_search())
        return _understood(lambda: _read(answer, query, terms, is_relaxed=is_relaxed))

    def suggest(self, query: SearchQuery, terms: Terms) -> tuple[Suggestion, ...]:
        if not terms:
            return ()
        budget = Budget.of_a_search()
        if code := code_beginning(query.text):
            answer = _ask(suggest_code_body(code, query), budget)
            return _understood(
                lambda: _suggestions([(hit["_source"], 0.0) for hit in _hits(answer)])
            )
        answer = _ask(suggest_body(terms, query, size=WINDOW), budget)
        return _understood(
            lambda: _suggestions(
                _ordered(_hits(answer), terms, ranking.SUGGESTING)[: query.page_size]
            )
        )

    def look(self) -> bool:
        """Whether there is an index that searches can be asked of; else it raises."""
        answer = _ask(look_body(), Budget.of_a_search())
        return _understood(lambda: len(_hits(answer)) >= 0)

    def _ask(
        self, query: SearchQuery, terms: Terms, budget: Budget
    ) -> tuple[Answer, bool]:
        """All that was typed, or most of it if hardly anything has all; says which."""
        size = min(max(WINDOW, query.page * query.page_size), MAX_DEPTH)
        strict, relaxed = Sieve.strict(terms), Sieve.relaxed(terms)
        if terms.code or len(terms.required) <= MOST_STRICT:
            body = search_body(terms, query, strict, source=_SOURCE, size=size)
            answer = _ask(body, budget)
            found = _understood(lambda: _matched(answer, "with_all"))
            if terms.code or found >= FEW or relaxed == strict:
                return answer, False
        body = search_body(terms, query, relaxed, source=_SOURCE, size=size)
        answer = _ask(body, budget)
        found = _understood(lambda: _matched(answer, "with_all"))
        return answer, found < FEW and _understood(
            lambda: _matched(answer, "matched") > found
        )


def _ask(body: dict[str, Any], budget: Budget) -> Answer:
    """One request, whole: the body goes as it is, under the names that it has.

    Half an answer is none: if a shard is missing, the server is to say so.
    """
    path = f"/{alias()}/_search?allow_partial_search_results=false"
    answer = ask(path, body, budget)
    if not isinstance(answer, Mapping) or answer.get("timed_out") is not False:
        message = "The answer is no search result, or an incomplete one."
        raise ElasticsearchAnswerError(message)
    return answer


def _understood(read: Callable[[], _T]) -> _T:
    """Whatever is missing or of another kind than it should be is a wrong answer."""
    try:
        return read()
    except STUMBLES as error:
        message = f"The answer cannot be read: {type(error).__name__}."
        raise ElasticsearchAnswerError(message) from error


def _matched(answer: Answer, name: str) -> int:
    return int(answer["aggregations"][name]["doc_count"])


def _hits(answer: Answer) -> list[Answer]:
    return list(answer["hits"]["hits"])


def _read(
    answer: Answer, query: SearchQuery, terms: Terms, *, is_relaxed: bool
) -> SearchResults:
    first = [identity(*key) for key in results_placed_first(query, terms)]
    ordered = _placed(_hits(answer), terms, first)
    begin = (query.page - 1) * query.page_size
    words = terms.marked
    page = ordered[begin : begin + query.page_size]
    return _results(
        query,
        terms,
        count=int(answer["hits"]["total"]["value"]),
        hits=tuple(_hit(source, score, words) for source, score in page),
        facets=_facets(answer["aggregations"], query),
        is_relaxed=is_relaxed,
    )


def _placed(
    hits: Sequence[Answer], terms: Terms, first: Sequence[str]
) -> list[tuple[Mapping[str, Any], float]]:
    """As ordered, behind what is placed first and may be seen."""
    seen = {hit["_id"]: hit for hit in hits}
    placed = [seen[id_] for id_ in first if id_ in seen]
    others = _ordered([hit for hit in hits if hit["_id"] not in first], terms)
    top = others[0][1] if others else 0.0
    steps = range(len(placed), 0, -1)
    above = [
        (hit["_source"], top + step) for hit, step in zip(placed, steps, strict=True)
    ]
    return above + others


def _ordered(
    hits: Sequence[Answer], terms: Terms, weights: ranking.Weights = ranking.WEIGHTS
) -> list[tuple[Mapping[str, Any], float]]:
    """Sources with scores: the window in the order of its titles, then as they came."""
    window, rest = hits[:WINDOW], hits[WINDOW:]
    ranks = [float(hit["_score"]) for hit in window]
    top, low = max(ranks, default=0.0), min(ranks, default=0.0)
    spread = (top - low) or 1.0
    score = ranking.scorer(terms, weights)
    scored = []
    for hit, rank in zip(window, ranks, strict=True):
        source = hit["_source"]
        candidate = ranking.Candidate(
            (rank - low) / spread,
            source["type"],
            source["key"],
            source["title_folded"],
            source["title_accented"],
            " | ".join(source["phrases_folded"]),
            source["popularity"],
            source["code"],
        )
        scored.append((source, score(candidate)))
    scored.sort(key=lambda item: -item[1])
    return scored + [(hit["_source"], 0.0) for hit in rest]


def _hit(source: Mapping[str, Any], score: float, words: frozenset[str]) -> SearchHit:
    published = source.get("published_at")
    _, field_name, field_name_en = source["field_named"].split(FIELD_SEPARATOR)
    return SearchHit(
        **{name: _text(source[name]) for name in _SHOWN},
        field_name=field_name,
        field_name_en=field_name_en,
        published_at=datetime.fromisoformat(published) if published else None,
        title_segments=mark(source["title"], words),
        snippet=excerpt((source["summary"], source["opening"]), words),
        score=round(score, 4),
        tiers=tuple(map(_text, source["tier"])),
    )


def _text(value: object) -> str:
    """What templates print, and the API promises, is text and nothing else."""
    if not isinstance(value, str):
        message = "A text is missing."
        raise TypeError(message)
    return value


def _suggestions(
    ordered: Sequence[tuple[Mapping[str, Any], float]],
) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(*(_text(source[name]) for name in _SUGGESTED))
        for source, _ in ordered
    )


def _facets(
    counted: Mapping[str, Any], query: SearchQuery
) -> dict[str, tuple[FacetValue, ...]]:
    return {
        facet: _values(facet, counted[facet]["values"]["buckets"], query)
        for facet in FACETS
    }


def _values(
    facet: str, buckets: Sequence[Mapping[str, Any]], query: SearchQuery
) -> tuple[FacetValue, ...]:
    chosen = query.filters.get(facet, ())
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    is_english = get_language() == "en"
    for bucket in buckets:
        value, *said = bucket["key"].split(FIELD_SEPARATOR)
        if value:
            counts[value] = counts.get(value, 0) + bucket["doc_count"]
            name, name_en = said or ("", "")
            names.setdefault(value, (is_english and name_en) or name)
    for value in chosen:
        counts.setdefault(value, 0)
    labels = labels_of(facet, counts)
    return facet_values(counts, {v: names.get(v) or labels[v] for v in counts}, chosen)


def facet_values(
    counts: Mapping[str, int], labels: Mapping[str, str], chosen: Sequence[str]
) -> tuple[FacetValue, ...]:
    values = [
        FacetValue(value, labels[value], count, value in chosen)
        for value, count in counts.items()
    ]
    return tuple(sorted(values, key=lambda item: (-item.count, item.label)))


def _nothing(query: SearchQuery) -> dict[str, tuple[FacetValue, ...]]:
    return {facet: _values(facet, (), query) for facet in FACETS}


def _results(
    query: SearchQuery,
    terms: Terms,
    *,
    count: int,
    hits: tuple[SearchHit, ...],
    facets: Mapping[str, tuple[FacetValue, ...]],
    is_relaxed: bool = False,
) -> SearchResults:
    return SearchResults(
        count=count,
        hits=hits,
        facets=facets,
        engine=ElasticsearchEngine.name,
        page=query.page,
        page_size=query.page_size,
        relaxed=is_relaxed,
        corrected=terms.corrected or None,
        suggestion=terms.corrected or None,
    )
