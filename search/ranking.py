"""The order among the best matches: how well a title says what was typed.

An engine's own rank counts words; a bag of words cannot tell a title that *is* the
query from a long text that mentions all of it. The window of best matches is therefore
ordered anew by the title, with the engine's rank as one voice among others.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.terms import Terms

# Titles begin with it or do not; nobody means anything by it.
_EMPTY_BEGINNING = ("thu", "tuc")

_EXACT = 10.0
_CODE = 100.0
_COVERAGE = 4.0
_ADJACENT = 3.0
_ACCENTED = 3.0
_PHRASE = 5.0
_BREVITY = 1.0
_ENGINE = 1.5
_POPULARITY = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
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


def _share(wanted: Sequence[object], present: frozenset[object]) -> float:
    return sum(item in present for item in wanted) / len(wanted) if wanted else 0.0


def score(candidate: Candidate, terms: Terms) -> float:
    """How well a candidate answers; comparable within one query only."""
    typed, title = _core(terms.folded), _core(candidate.title.split())
    pairs = tuple(pairwise(typed))
    total = (
        _ENGINE * candidate.rank
        + _POPULARITY * math.log1p(candidate.popularity)
        + _COVERAGE * _share(typed, frozenset(title))
        + _ADJACENT * _share(pairs, frozenset(pairwise(title)))
        + _ACCENTED
        * _share(terms.accented, frozenset(candidate.title_accented.split()))
    )
    if title:
        total += _BREVITY * min(1.0, len(typed) / len(title))
    if typed == title:
        total += _EXACT
    if candidate.phrases and " ".join(typed) in candidate.phrases.split(" | "):
        total += _PHRASE
    if terms.code and candidate.code == terms.code:
        total += _CODE
    return total
