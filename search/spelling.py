"""What was meant by words that nobody writes: keystrokes, missing spaces, slips.

Each word has a few readings, each at a price; what follows what in titles decides
between them (the cheapest way through, after Viterbi). What was typed is dear only
where the index does not know it, so a right word is hardly ever changed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.lexicon.words import Lexicon
from search.syllables import is_syllable, run_together, without_keystrokes

_LETTERS = "abcdeghiklmnopqrstuvxy"
# Prices, in natural logarithms of how much rarer each is than typing the word rightly.
_KEYSTROKES = 0.5
_RUN_TOGETHER = 0.6
_SLIP = 5.0
_SLIP_OF_A_KNOWN_WORD = 9.0
_UNKNOWN_SYLLABLE = 6.0
_UNKNOWN_WORD = 12.0
# A slip is looked for in words at least so long: shorter ones are one letter from all.
_SHORTEST_SLIP = 3
_MOST_READINGS = 24
_MOST_READINGS_OF_A_KNOWN_WORD = 8
_PAIR_SHARE = 0.8
# So much cheaper the other reading must be before it is proposed.
_GAIN = 2.5


class Reading(NamedTuple):
    """The folded words that a typed word may stand for."""

    words: tuple[str, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """What each typed word is read as; `changed` tells the places that differ."""

    words: tuple[tuple[str, ...], ...]
    changed: frozenset[int] = frozenset()

    @property
    def is_changed(self) -> bool:
        return bool(self.changed)

    @property
    def text(self) -> tuple[str, ...]:
        return tuple(word for words in self.words for word in words)


def read(
    typed: Sequence[str], lexicon: Lexicon, *, kept: frozenset[int] = frozenset()
) -> Spelling:
    """The likeliest reading of folded words; the places in `kept` are right as typed
    (an abbreviation that a rule knows, a word with tones that the index has)."""
    as_typed = Spelling(tuple((word,) for word in typed))
    if not lexicon.documents or not typed:
        return as_typed
    readings = [
        [Reading((word,), 0.0)] if place in kept else _readings(word, lexicon)
        for place, word in enumerate(typed)
    ]
    literal = sum(_price_of([own[0] for own in readings], lexicon))
    price, chosen = _cheapest(readings, lexicon)
    if literal - price < _GAIN:
        return as_typed
    words = tuple(reading.words for reading in chosen)
    changed = frozenset(
        place
        for place, (word, now) in enumerate(zip(typed, words, strict=True))
        if now != (word,)
    )
    return Spelling(words, changed)


def _readings(word: str, lexicon: Lexicon) -> list[Reading]:
    """As typed first, then whatever else it may be, the cheapest few."""
    known = lexicon.is_known(word)
    own = 0.0 if known else _UNKNOWN_SYLLABLE if is_syllable(word) else _UNKNOWN_WORD
    found = [Reading((word,), own)]
    if word.isdigit():
        return found
    others: list[Reading] = []
    if not known:
        if bare := without_keystrokes(word):
            others.append(Reading((bare,), _KEYSTROKES + _rarity(bare, lexicon)))
        others += [
            Reading(cut, _RUN_TOGETHER * len(cut) + _rarity_of_all(cut, lexicon))
            for cut in run_together(word)
        ]
    if len(word) >= _SHORTEST_SLIP:
        slip = _SLIP_OF_A_KNOWN_WORD if known else _SLIP
        others += [
            Reading((near,), slip + 0.3 * _rarity(near, lexicon))
            for near in _one_slip_away(word)
            if lexicon.is_known(near)
        ]
    others.sort(key=lambda it: (it.price, -lexicon.words.get(it.words[0], 0)))
    most = _MOST_READINGS_OF_A_KNOWN_WORD if known else _MOST_READINGS
    return found + others[:most]


def _rarity(word: str, lexicon: Lexicon) -> float:
    return 0.0 if lexicon.is_known(word) else _UNKNOWN_SYLLABLE


def _rarity_of_all(words: Sequence[str], lexicon: Lexicon) -> float:
    return sum(_rarity(word, lexicon) for word in words)


def _follows(first: str, second: str, lexicon: Lexicon) -> float:
    """The price of one word behind another: 0 where nothing else ever stands."""
    share = lexicon.pair_share(first, second)
    common = lexicon.words.get(second, 0) / lexicon.total
    return -math.log(_PAIR_SHARE * share + (1 - _PAIR_SHARE) * common + 1e-5)


def _within(words: Sequence[str], lexicon: Lexicon) -> float:
    return sum(_follows(first, second, lexicon) for first, second in pairwise(words))


def _price_of(readings: Sequence[Reading], lexicon: Lexicon) -> Iterator[float]:
    before: Reading | None = None
    for reading in readings:
        yield reading.price + _within(reading.words, lexicon)
        if before is not None:
            yield _follows(before.words[-1], reading.words[0], lexicon)
        before = reading


def _cheapest(
    readings: Sequence[Sequence[Reading]], lexicon: Lexicon
) -> tuple[float, list[Reading]]:
    ways: list[tuple[float, list[Reading]]] = [
        (own.price + _within(own.words, lexicon), [own]) for own in readings[0]
    ]
    for here in readings[1:]:
        ways = [
            min(
                (
                    (
                        price
                        + _follows(way[-1].words[-1], reading.words[0], lexicon)
                        + reading.price
                        + _within(reading.words, lexicon),
                        [*way, reading],
                    )
                    for price, way in ways
                ),
                key=lambda item: item[0],
            )
            for reading in here
        ]
    return min(ways, key=lambda item: item[0])


@lru_cache(maxsize=4096)
def _one_slip_away(word: str) -> frozenset[str]:
    """Every word with one letter dropped, doubled, swapped, wrong or too many."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {begin + end[1:] for begin, end in parts if end}
    near |= {begin + end[1] + end[0] + end[2:] for begin, end in parts if len(end) > 1}
    near |= {begin + c + end[1:] for begin, end in parts if end for c in _LETTERS}
    near |= {begin + c + end for begin, end in parts for c in _LETTERS}
    return frozenset(near - {word})
