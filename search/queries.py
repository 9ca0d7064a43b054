"""Asking the index: the one place that knows which engine answers."""

from functools import lru_cache

from django.db import connection

from search.engines.embedded_postgresql import PostgresqlEngine
from search.engines.embedded_sqlite import SqliteEngine
from search.engines.port import SearchEngine
from search.lexicon.current import lexicon
from search.results import SearchQuery, SearchResults, Suggestion
from search.synonyms.current import rules_in_force
from search.terms import Terms, parse


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
    return engine().search(query, terms_of(query))


def suggest(query: SearchQuery) -> tuple[Suggestion, ...]:
    # What is still being typed is not mended, and means what it says.
    return engine().suggest(query, parse(query.text))


def terms_of(query: SearchQuery) -> Terms:
    """What was typed, read by the rules in force (or by those of a preview)."""
    rules = rules_in_force() if query.rules is None else query.rules
    return parse(query.text, rules=rules, lexicon=lexicon())
