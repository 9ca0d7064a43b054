"""Asking the index: the one place that knows which engine answers."""

from functools import lru_cache

from django.db import connection

from search.engines.embedded_postgresql import PostgresqlEngine
from search.engines.embedded_sqlite import SqliteEngine
from search.engines.port import SearchEngine
from search.results import SearchQuery, SearchResults, Suggestion


def engine() -> SearchEngine:
    """The engine of the database that the portal runs on."""
    return _embedded(connection.vendor)


@lru_cache
def _embedded(vendor: str) -> SearchEngine:
    engines: dict[str, type[SearchEngine]] = {
        "sqlite": SqliteEngine,
        "postgresql": PostgresqlEngine,
    }
    return engines[vendor]()


def search(query: SearchQuery) -> SearchResults:
    return engine().search(query)


def suggest(query: SearchQuery) -> tuple[Suggestion, ...]:
    return engine().suggest(query)
