"""The order among the best matches: how well a title says what was typed.

An engine's own rank counts words; a bag of words cannot tell a title that *is* the
query from a long text that mentions all of it. The window of best matches is therefore
ordered anew by what titles and everyday phrases say, the same for every engine, with
the engine's rank as one voice among others. Rare words weigh more than common ones.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from search.terms import Concept, Terms, Wording

# Titles begin with it or do not; nobody means anything by it.
_EMPTY_BEGINNING = ("thu", "tuc")


class Weights(NamedTuple):
    """How much each voice counts, and why it is heard."""

    # All of what was typed stands in the title, in the typed or another wording.
    title: float = 1.0
    # The same for the one everyday phrase that says it best.
    phrase: float = 0.5
    # Or for title, phrases together: half may stand in each.
    head: float = 5.0
    # The title says little else: the base procedure comes before its special cases.
    brevity: float = 0.3
    # Title and all phrases together: a long story touches several.
    all: float = 2.5
    # Words stand side by side as typed, in the title.
    adjacent: float = 0.7
    # The same for title and phrases, rare pairs first.
    pairs: float = 1.0
    # Tones as typed: `cấp mã` is not `cấp má`.
    accented: float = 0.5
    # The title is what was typed, or a phrase is.
    exact_title: float = 6.0
    exact_phrase: float = 5.0
    # What the engine thinks, which also read the body.
    engine: float = 5.0
    # What many citizens need, or open, comes before what few firms need.
    popularity: float = 4.0
    # Nobody types a code and means anything else.
    code: float = 100.0


WEIGHTS = Weights()
# While somebody still types, the shortest title that goes on so is the likeliest.
SUGGESTING = WEIGHTS._replace(brevity=8.0, popularity=1.0)

# What a meaning of a rule is worth beside the word itself; what filler is worth.
_MEANING = 0.85
_FILLER = 0.15
_UNKNOWN = 0.3
# The need at which its voice is half as loud as it can get.
_HALF_NEEDED = 40


# A hundred openings, which is the most that counts, are worth a need of 40: anybody can
# open a result, so this alone never outdoes what was asked for.
_OPENED = 0.4


class Candidate(NamedTuple):
    """A match as far as the order needs it; `rank` is the engine's, best is 1."""

    rank: float
    type: str
    key: str
    title: str
    title_accented: str
    phrases: str
    popularity: int
    code: str


def scorer(terms: Terms, weights: Weights = WEIGHTS) -> Callable[[Candidate], float]:
    """How well a candidate answers these terms; comparable within one query only."""
    voices = voices_of(terms)

    def score(candidate: Candidate) -> float:
        return sum(
            weight * voice
            for weight, voice in zip(weights, voices(candidate), strict=True)
        )

    return score


class _WordWeights(dict[str, float]):
    """How rare words are, each looked up once a query."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, word: str) -> float:
        found = self[word] = self._weight(word)
        return found


def voices_of(terms: Terms) -> Callable[[Candidate], Weights]:
    """What each voice says of a candidate, most of them between 0 and 1."""
    lexicon = terms.lexicon
    weight = _WordWeights(lexicon.weight).__getitem__
    typed = _core(terms.folded)
    required = [word for concept in terms.required for word in concept.wordings[0]]
    pairs = frozenset(pairwise(required))
    everything = frozenset(
        word for one in terms.concepts for wording in one.wordings for word in wording
    )
    coverage = _Coverage(terms)
    exact = " ".join(typed)
    needed = " ".join(required)

    def voices(candidate: Candidate) -> Weights:
        title = _core(candidate.title.split())
        title_words = everything.intersection(title)
        phrases = candidate.phrases.split(" | ") if candidate.phrases else []
        phrase, best = 0.0, frozenset[str]()
        everywhere = title_words
        here = set(pairwise(title))
        for text in phrases:
            said_words = text.split()
            words = everything.intersection(said_words)
            if not words:
                continue
            everywhere |= words
            here.update(pairwise(said_words))
            said = _mass_share(set(said_words), everything, weight)
            value = coverage.of(words) * (0.4 + 0.6 * said)
            if value > phrase:
                phrase, best = value, words
        opened = lexicon.opened.get(f"{candidate.type}:{candidate.key}", 0)
        need = candidate.popularity + _OPENED * opened
        return Weights(
            title=coverage.of(title_words),
            phrase=phrase,
            head=coverage.of(title_words | best),
            brevity=_mass_share(title, everything, weight),
            all=coverage.of(everywhere),
            adjacent=_share(pairs, frozenset(pairwise(title))),
            accented=_share(
                terms.accented, frozenset(candidate.title_accented.split())
            ),
            exact_title=float(typed == title),
            exact_phrase=float(exact in phrases or needed in phrases),
            engine=candidate.rank,
            popularity=need / (need + _HALF_NEEDED),
            code=float(bool(terms.code) and candidate.code == terms.code),
        )

    return voices


class _Coverage:
    """Which share of what was typed some words cover.

    Many candidates have the same of the words that matter, so answers are kept.
    """

    def __init__(self, terms: Terms) -> None:
        self._weight = terms.lexicon.weight
        self._is_known = (
            terms.lexicon.is_known if terms.lexicon.documents else lambda _: True
        )
        # Concepts of one word in one wording, which most are; then the others.
        self._words: list[tuple[float, str]] = []
        self._others: list[tuple[float, list[_Said]]] = []
        for concept in terms.concepts:
            weight = self._weight_of(concept)
            if len(concept.wordings) == 1 and len(concept.wordings[0]) == 1:
                self._words.append((weight, concept.wordings[0][0]))
            else:
                self._others.append((weight, self._wordings(concept)))
        everything = [*self._words, *self._others]
        self._total = sum(weight for weight, _ in everything) or 1.0
        self._known: dict[frozenset[str], float] = {}

    def of(self, words: frozenset[str]) -> float:
        """`words` are those of a text that the terms have in any wording."""
        if words not in self._known:
            self._known[words] = self._of(words)
        return self._known[words]

    def _of(self, words: frozenset[str]) -> float:
        found = sum(weight for weight, word in self._words if word in words)
        for weight, wordings in self._others:
            found += weight * max(
                worth * (sum(m for word, m in parts if word in words) / total) ** 2
                for worth, parts, total in wordings
            )
        return found / self._total

    def _weight_of(self, concept: Concept) -> float:
        weight = max(
            sum(
                self._weight(word) if self._is_known(word) else _UNKNOWN
                for word in wording
            )
            / math.sqrt(len(wording))
            for wording in concept.wordings
        )
        return _FILLER * weight if concept.is_filler else weight

    def _wordings(self, concept: Concept) -> list["_Said"]:
        found = []
        for number, wording in enumerate(concept.wordings):
            parts = [(word, self._weight(word)) for word in wording]
            total = sum(mass for _, mass in parts) or 1.0
            found.append(_Said(_MEANING if number else 1.0, parts, total))
        return found


class _Said(NamedTuple):
    """A wording: its worth, its words with their weights, and those together."""

    worth: float
    parts: list[tuple[str, float]]
    total: float


def _core(words: Sequence[str]) -> Wording:
    begins = tuple(words[:2]) == _EMPTY_BEGINNING and len(words) > 2
    return tuple(words[2:]) if begins else tuple(words)


def _share(wanted: Iterable[object], present: frozenset[object]) -> float:
    asked = list(wanted)
    return sum(map(present.__contains__, asked)) / len(asked) if asked else 0.0


def _mass_share(
    words: Iterable[str], present: frozenset[str], weight: Callable[[str], float]
) -> float:
    """Which share of the words' weight stands among those present."""
    total = found = 0.0
    for word in words:
        mass = weight(word)
        total += mass
        if word in present:
            found += mass
    return found / total if total else 0.0


def _pair_mass(
    pairs: Iterable[tuple[str, str]],
    present: set[tuple[str, str]],
    weight: Callable[[str], float],
) -> float:
    total = found = 0.0
    for pair in pairs:
        mass = weight(pair[0]) + weight(pair[1])
        total += mass
        if pair in present:
            found += mass
    return found / total if total else 0.0
