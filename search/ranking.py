"""The order among the best matches: how well a title says what was typed.

An engine's own rank counts words; a bag of words cannot tell a title that *is* the
query from a long text that mentions all of it. The window of best matches is therefore
ordered anew by the title, with the engine's rank as one voice among others.
"""

import math
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from search.terms import Terms

# Titles begin with it or do not; nobody means anything by it.
_EMPTY_BEGINNING = ("thu", "tuc")

_EXACT = 10.0
_CODE = 100.0
_COVERAGE = 4.0
_ADJACENT = 3.0
_ACCENTED = 3.0
_PHRASE = 8.0
_BREVITY = 1.0
_ENGINE = 1.5
_POPULARITY = 0.1


class Candidate(NamedTuple):
    """A match as far as the order needs it; `rank` is the engine's, best is 1."""

    id: int
    rank: float
    title: str
    title_accented: str
    phrases: str
    popularity: int
    code: str


def _core(words: Sequence[str]) -> tuple[str, ...]:
    begins = tuple(words[:2]) == _EMPTY_BEGINNING and len(words) > 2
    return tuple(words[2:]) if begins else tuple(words)


def _share(wanted: Collection[object], present: frozenset[Any]) -> float:
    return sum(map(present.__contains__, wanted)) / len(wanted) if wanted else 0.0


def scorer(terms: Terms) -> Callable[[Candidate], float]:
    """How well a candidate answers these terms; comparable within one query only."""
    typed = _core(terms.folded)
    words = frozenset(typed)
    pairs = frozenset(pairwise(typed))
    phrase = " ".join(typed)

    def score(candidate: Candidate) -> float:
        title = _core(candidate.title.split())
        total = _ENGINE * candidate.rank
        total += _POPULARITY * math.log1p(candidate.popularity)
        total += _COVERAGE * _share(words, frozenset(title))
        total += _ADJACENT * _share(pairs, frozenset(pairwise(title)))
        total += _BREVITY * _share(title, words)
        if terms.accented:
            accented = frozenset(candidate.title_accented.split())
            total += _ACCENTED * _share(terms.accented, accented)
        if typed == title:
            total += _EXACT
        if candidate.phrases and phrase in candidate.phrases.split(" | "):
            total += _PHRASE
        if terms.code and candidate.code == terms.code:
            total += _CODE
        return total

    return score
