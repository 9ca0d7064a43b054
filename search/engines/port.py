"""The one way to ask the index; every engine keeps to `tests/integration/search`."""

from typing import Protocol

from search.results import SearchQuery, SearchResults, Suggestion


class SearchEngine(Protocol):
    """An engine never raises for what someone typed; odd input finds nothing."""

    @property
    def name(self) -> str: ...

    def search(self, query: SearchQuery) -> SearchResults: ...

    def suggest(self, query: SearchQuery) -> tuple[Suggestion, ...]:
        """Titles that begin or go on as typed, at most `page_size` of them."""
        ...
