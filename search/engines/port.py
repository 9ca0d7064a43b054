"""The one way to ask the index; every engine keeps to `tests/integration/search`."""

import math
from typing import Protocol

from search.results import SearchQuery, SearchResults, Suggestion
from search.terms import Terms


class SearchEngine(Protocol):
    """An engine never raises for what someone typed; odd input finds nothing."""

    @property
    def name(self) -> str: ...

    def search(self, query: SearchQuery, terms: Terms) -> SearchResults:
        """`terms` is what `query.text` was read as."""
        ...

    def suggest(self, query: SearchQuery, terms: Terms) -> tuple[Suggestion, ...]:
        """Titles that begin or go on as typed, at most `page_size` of them."""
        ...


# With fewer results than this, texts are found that lack some of what was typed.
FEW = 3
# More than so many concepts are a question: hardly a text has the words of all of it.
MOST_STRICT = 3
# So many of the best matches are put in order by their titles.
WINDOW = 60
_QUESTION_SHARE = 0.5


def needed_of(concepts: int) -> int:
    """How many of the required concepts will do when not all can be had."""
    if concepts < MOST_STRICT:
        return max(1, concepts)
    return max(2, math.ceil(_QUESTION_SHARE * concepts))
