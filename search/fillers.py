"""Words that people put around what they need: greetings, questions, wishes.

They are kept in a list of their own (`data/fillers_vi.txt`) and required of no result.
Typed without tones, a single one is only taken for what it is where it can be nothing
else: "dang" may be đang or đăng ký, "can" cần or căn cước.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from search.synonyms.rules import Phrase, Word, phrase, stands_at

_LIST = Path(__file__).resolve().parent / "data" / "fillers_vi.txt"
_UNMISTAKABLE = frozenset(
    ["toi", "em", "muon", "va", "cac", "nhung", "cua", "nhu", "khi"]
)


@lru_cache(maxsize=1)
def _by_first() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, set[Phrase]] = defaultdict(set)
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        for part in line.partition("#")[0].split(","):
            if words := phrase(part):
                found[words[0].folded].add(words)
    return {first: tuple(sorted(all_, key=len)[::-1]) for first, all_ in found.items()}


def filler_positions(words: Sequence[Word]) -> frozenset[int]:
    """Which of these words are filler, by their number."""
    has_tones = any(not word.accented.isascii() for word in words)
    places: set[int] = set()
    begin = 0
    while begin < len(words):
        length = next(
            (
                len(filler)
                for filler in _by_first().get(words[begin].folded, ())
                if stands_at(filler, words, begin)
                and (len(filler) > 1 or _is_certain(filler[0], words[begin], has_tones))
            ),
            0,
        )
        places.update(range(begin, begin + length))
        begin += length or 1
    return frozenset(places)


def _is_certain(filler: Word, typed: Word, has_tones: bool) -> bool:
    if typed.folded in _UNMISTAKABLE:
        return True
    return has_tones and filler.accented == typed.accented
