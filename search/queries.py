"""Asking the index: the one place that knows which engine answers.

Elasticsearch is asked where it is configured. Whatever befalls it, the same search is
answered by the embedded engine at once, whose index is always current.
"""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from django.db import connection
from elasticsearch.exceptions import (
    ApiError,
    ConnectionError,  # noqa: A004  # the client's own, no builtin fits it
)

from search.engines.breaker import Breaker
from search.engines.elasticsearch import following
from search.engines.elasticsearch.connection import FAILURES, is_configured
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded_postgresql import PostgresqlEngine
from search.engines.embedded_sqlite import SqliteEngine
from search.engines.port import SearchEngine
from search.freshness import Fresh
from search.lexicon.current import lexicon
from search.results import SearchQuery, SearchResults, Suggestion
from search.synonyms.current import rules_in_force
from search.terms import Terms, parse

logger = logging.getLogger(__name__)

ELASTICSEARCH = ElasticsearchEngine()
BREAKER = Breaker()
# Refused, or no such index: the next search would be answered the same.
_CERTAIN = {401, 403, 404}
_T = TypeVar("_T")


def _say_that_it_is_behind() -> bool:
    logger.warning("search.behind", extra={"engine": engine().name})
    return True


# Asked of the database at most once in so many seconds.
BEHIND = Fresh(
    generation=lambda: following.is_behind() or None,
    load=_say_that_it_is_behind,
    empty=lambda: False,
    seconds=5,
)


def engine() -> SearchEngine:
    """The engine of the database that the portal runs on, which is always there."""
    return _embedded(connection.vendor)


@lru_cache
def _embedded(vendor: str) -> SearchEngine:
    engines: dict[str, type[SearchEngine]] = {
        "sqlite": SqliteEngine,
        "postgresql": PostgresqlEngine,
    }
    return engines[vendor]()


def search(query: SearchQuery) -> SearchResults:
    terms = terms_of(query)
    found = _by_elasticsearch(lambda: ELASTICSEARCH.search(query, terms))
    return engine().search(query, terms) if found is None else found


def suggest(query: SearchQuery) -> tuple[Suggestion, ...]:
    # What is still being typed is not mended, and means what it says.
    terms = parse(query.text)
    found = _by_elasticsearch(lambda: ELASTICSEARCH.suggest(query, terms))
    return engine().suggest(query, terms) if found is None else found


def terms_of(query: SearchQuery) -> Terms:
    """What was typed, read by the rules in force (or by those of a preview)."""
    rules = rules_in_force() if query.rules is None else query.rules
    return parse(query.text, rules=rules, lexicon=lexicon(), is_exact=query.exact)


def health() -> dict[str, object]:
    """Who answers now, for those who watch the portal.

    Asks as a search does, so that a server that is back is noticed though nobody
    searches.
    """
    if not is_configured():
        return {"state": "ok", "engine": engine().name}
    is_well = _by_elasticsearch(ELASTICSEARCH.look) is not None
    return {
        "state": "ok" if is_well else "degraded",
        "engine": ELASTICSEARCH.name if is_well else engine().name,
        "breaker": BREAKER.state.value,
        "waiting": following.waiting(),
    }


def _by_elasticsearch(ask: Callable[[], _T]) -> _T | None:
    """Its answer; None where it is not there, lacks what is published, or failed."""
    if not is_configured() or BEHIND.get():
        return None
    ticket = BREAKER.begin()
    if ticket is None:
        return None
    try:
        answer = ask()
    except FAILURES as error:
        _note_failure(ticket, error)
        return None
    if BREAKER.succeed(ticket):
        logger.info("search.breaker_closed", extra={"engine": ELASTICSEARCH.name})
    return answer


def _note_failure(ticket: int, error: Exception) -> None:
    """Of what was asked nothing is written: it may be about a person."""
    noted = {"engine": engine().name, "reason": type(error).__name__}
    logger.warning("search.fallback", extra=noted)
    is_certain = isinstance(error, ConnectionError) or (
        isinstance(error, ApiError) and error.meta.status in _CERTAIN
    )
    if BREAKER.fail(ticket, is_certain=is_certain):
        logger.warning("search.breaker_open", extra=noted)
