"""From what an editor typed to a condition on the words of things."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from wagtail.search.query import (
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from cms_pages.editors_search.fulltext import Holds
from search.normalise import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS, folded_words

_EVERYTHING = Q(pk__isnull=False)
_NOTHING = Q(pk__in=())


def typed_words(query: SearchQuery) -> list[str]:
    """The folded words of a plain query, in their order; none of one with operators."""
    if isinstance(query, Boost):
        return typed_words(query.subquery)
    if not isinstance(query, PlainText | Phrase | Fuzzy):
        return []
    return folded_words(query.query_string[:MAX_QUERY_CHARACTERS])[:MAX_QUERY_WORDS]


def condition_of(query: SearchQuery, column: str, *, beginnings: bool) -> Q:
    """What a row must hold in a column; nothing does where no word was typed."""

    def condition(part: SearchQuery) -> Q:
        return condition_of(part, column, beginnings=beginnings)

    if isinstance(query, MatchAll):
        return _EVERYTHING
    if isinstance(query, Boost):
        return condition(query.subquery)
    if isinstance(query, Not):
        return ~condition(query.subquery)
    if isinstance(query, And | Or):
        join: Callable[[Q, Q], Q] = and_ if isinstance(query, And) else or_
        return reduce(join, map(condition, query.subqueries))
    words = typed_words(query)
    if not words:
        return _NOTHING
    relation = "phrase" if isinstance(query, Phrase) else query.operator
    return Q(Holds(column, words, relation, beginnings=beginnings))
