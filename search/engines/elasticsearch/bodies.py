"""What Elasticsearch is asked: one readable builder, one table of weights.

Everything that someone typed stands in `match` and `term` clauses, as data; the query
string syntax is not used at all.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from search.engines.elasticsearch.documents import identity
from search.engines.port import needed_of
from search.promotions.current import results_placed_first
from search.results import FACETS, SearchQuery
from search.scopes import Scope
from search.terms import Concept, Terms

Clause = dict[str, Any]

# Where a word stands, and how much that says. This is the first sieve: the best of it
# are ordered anew by `search.ranking`, so it only has to let none of them through.
BOOSTS: Mapping[str, float] = {
    # What the law calls it.
    "title_folded": 4,
    # What people call it.
    "phrases_folded": 4,
    # Two words in a row mean more than the two apart.
    "title_folded.pairs": 3,
    "phrases_folded.pairs": 3,
    # With the tones as typed; no hindrance to those who type none.
    "accented": 2,
    "summary_folded": 1,
    # A long text mentions much.
    "body_folded": 0.4,
}
# A meaning of a rule beside the word itself.
_MEANING = 0.7
# What many need comes first among the many that have a common word.
_POPULARITY = {"field": "popularity", "modifier": "ln1p", "factor": 1, "missing": 0}

# All facets together are far fewer values than this (151 units, 175 fields).
_MAX_VALUES = 500
_AGGREGATED = {facet: facet for facet in FACETS} | {"field": "field_named"}
_EVERYTHING: Clause = {"match_all": {}}
MAX_DEPTH = 10_000


class Sieve(NamedTuple):
    """How many of the required concepts a result must have."""

    needed: int

    @classmethod
    def strict(cls, terms: Terms) -> "Sieve":
        return cls(len(terms.required))

    @classmethod
    def relaxed(cls, terms: Terms) -> "Sieve":
        return cls(needed_of(terms.known))


def search_body(
    terms: Terms, query: SearchQuery, sieve: Sieve, *, source: Sequence[str], size: int
) -> dict[str, Any]:
    """A page of results with the counts of every facet."""
    filters = {name: list(values) for name, values in query.filters.items() if values}
    first = [identity(*key) for key in results_placed_first(query, terms)]
    return {
        "query": {
            "function_score": {
                "query": {
                    "bool": {
                        "filter": [*_visible(query), _found(terms, sieve, first)],
                        "should": [*_voices(terms), *_above_all(first)],
                    }
                },
                "functions": [{"field_value_factor": _POPULARITY}],
                "boost_mode": "sum",
            }
        },
        "post_filter": _all_of(filters),
        "aggs": {
            **{facet: _counted(facet, filters) for facet in FACETS},
            # By what was typed: what is placed first tells nothing about that.
            "matched": {"filter": _matching(terms, sieve) if first else _EVERYTHING},
            "with_all": {"filter": _matching(terms, Sieve.strict(terms), "head")},
        },
        "_source": list(source),
        "from": 0,
        "size": size,
        "track_total_hits": True,
        "sort": ["_score", {"key": "asc"}],
    }


def suggest_body(terms: Terms, query: SearchQuery, *, size: int) -> dict[str, Any]:
    """Titles and phrases that go on as typed, the last word perhaps unfinished."""
    *whole, last = terms.folded
    said = " ".join(whole)

    def begins(name: str, boost: float) -> Clause:
        must: list[Clause] = [{"term": {f"{name}.begun": last[:12]}}]
        if said:
            must.append({"match": {name: {"query": said, "operator": "and"}}})
        return {"bool": {"must": must, "boost": boost}}

    return {
        "query": {
            "bool": {
                "filter": _visible(query),
                "must": {
                    "dis_max": {
                        "queries": [
                            begins("title_folded", 1.2),
                            begins("phrases_folded", 1),
                        ]
                    }
                },
            }
        },
        "_source": ["title", "title_en", "path", *RANKED],
        "size": size,
        "track_total_hits": False,
        # Also refused by an index that is not shaped as ours.
        "sort": ["_score", {"key": "asc"}],
    }


def suggest_code_body(beginning: str, query: SearchQuery) -> dict[str, Any]:
    return {
        "query": {
            "bool": {"filter": [*_visible(query), {"prefix": {"code": beginning}}]}
        },
        "_source": ["title", "title_en", "type", "code", "path"],
        "sort": [{"code": "asc"}],
        "size": query.page_size,
        "track_total_hits": False,
    }


def look_body() -> dict[str, Any]:
    """Whether there is an index of ours at all, empty or not."""
    return {
        "query": {"match_all": {}},
        "_source": False,
        "size": 1,
        "track_total_hits": False,
        "sort": [{"key": "asc"}],
    }


# What `search.ranking` reads of a candidate.
RANKED = (
    "type",
    "key",
    "title_folded",
    "title_accented",
    "phrases_folded",
    "popularity",
    "code",
)


def _visible(query: SearchQuery) -> list[Clause]:
    """Seen in this scope, valid on this day."""
    day = query.at.isoformat()
    return [
        *_in_scope(query.scope),
        {"bool": {"must_not": [{"range": {"valid_from": {"gt": day}}}]}},
        {"bool": {"must_not": [{"range": {"valid_to": {"lte": day}}}]}},
    ]


def _in_scope(scope: Scope) -> list[Clause]:
    clauses: list[Clause] = []
    if scope.scopes:
        clauses.append({"terms": {"scopes": list(scope.scopes)}})
    if scope.excluded:
        hidden = {"terms": {"excluded": list(scope.excluded)}}
        clauses.append({"bool": {"must_not": [hidden]}})
    return clauses


def _matching(terms: Terms, sieve: Sieve, place: str = "whole") -> Clause:
    """Enough of the concepts; or the code, whatever the text says."""
    words: Clause = {
        "bool": {
            "should": [_said(concept, place) for concept in terms.required],
            "minimum_should_match": sieve.needed,
        }
    }
    if not terms.code:
        return words
    return {"bool": {"should": [words, {"term": {"code": terms.code}}]}}


def _found(terms: Terms, sieve: Sieve, first: Sequence[str]) -> Clause:
    """What matches, and what is placed first whatever it has."""
    if not first:
        return _matching(terms, sieve)
    placed = {"ids": {"values": list(first)}}
    return {"bool": {"should": [_matching(terms, sieve), placed]}}


def _above_all(first: Sequence[str]) -> list[Clause]:
    """So that what is placed first lies within what is read."""
    return [{"ids": {"values": list(first), "boost": 1_000_000}}] if first else []


def _said(concept: Concept, place: str) -> Clause:
    """Any of the wordings, with all its words, in that place."""
    clauses: list[Clause] = [
        {"match": {place: {"query": " ".join(wording), "operator": "and"}}}
        for wording in concept.wordings
    ]
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses}}


def _voices(terms: Terms) -> list[Clause]:
    said = " ".join(terms.folded)
    meanings = " ".join(
        word
        for one in terms.required
        for wording in one.wordings[1:]
        for word in wording
    )
    clauses: list[Clause] = []
    if terms.code:
        clauses.append({"term": {"code": {"value": terms.code, "boost": 1_000}}})
    for name, boost in BOOSTS.items():
        if name == "accented":
            if terms.accented:
                typed = " ".join(terms.accented)
                clauses.append({"match": {name: {"query": typed, "boost": boost}}})
            continue
        if name.endswith(".pairs") and len(terms.folded) < 2 and not meanings:
            continue
        clauses.append({"match": {name: {"query": said, "boost": boost}}})
        if meanings:
            lower = boost * _MEANING
            clauses.append({"match": {name: {"query": meanings, "boost": lower}}})
    return clauses


def _all_of(filters: Mapping[str, list[str]]) -> Clause:
    return {"bool": {"filter": [{"terms": {name: v}} for name, v in filters.items()]}}


def _counted(facet: str, filters: Mapping[str, list[str]]) -> Clause:
    """How many each value would give with the *other* filters as they are."""
    others = {name: values for name, values in filters.items() if name != facet}
    return {
        "filter": _all_of(others),
        "aggs": {
            "values": {"terms": {"field": _AGGREGATED[facet], "size": _MAX_VALUES}}
        },
    }
