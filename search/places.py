"""Names of places in what was typed: they say where, not what.

`đăng ký tạm trú ở phường Phú Bài` asks for the residence, in a ward; no title has the
ward's name, and the portal knows where one is. The room that knows units says how they
are and were called (an inversion point); the lexicon carries the names.
"""

from collections.abc import Callable, Iterable, Sequence

from search.normalise import folded_words
from search.synonyms.rules import Word

_KINDS = (
    ("thi", "tran"),
    ("thi", "xa"),
    ("thanh", "pho"),
    ("tinh",),
    ("tp",),
    ("quan",),
    ("huyen",),
    ("phuong",),
    ("xa",),
    ("tt",),
    ("tx",),
)
PlaceSource = Callable[[], Iterable[str]]
_sources: list[PlaceSource] = []


def register_places(source: PlaceSource) -> None:
    """Say who knows names of places, with or without their kind."""
    if source not in _sources:
        _sources.append(source)


def known_places() -> list[str]:
    """All names, folded and without their kind, each once."""
    names = {
        " ".join(_without_kind(folded_words(name)))
        for source in _sources
        for name in source()
    }
    return sorted(names - {""})


def _without_kind(words: Sequence[str]) -> Sequence[str]:
    for kind in _KINDS:
        if tuple(words[: len(kind)]) == kind and len(words) > len(kind):
            return words[len(kind) :]
    return words


def place_positions(words: Sequence[Word], names: frozenset[str]) -> frozenset[int]:
    """Where a place is named: its kind and name, or a name of two words and more
    (one word alone may be any: Đúc is a ward, and a trade)."""
    folded = [word.folded for word in words]
    found: set[int] = set()
    for begin in range(len(folded)):
        kind = next(
            (
                kind
                for kind in _KINDS
                if tuple(folded[begin : begin + len(kind)]) == kind
            ),
            (),
        )
        start = begin + len(kind)
        for length in range(min(4, len(folded) - start), 0 if kind else 1, -1):
            if " ".join(folded[start : start + length]) in names:
                found.update(range(begin, start + length))
                break
    return frozenset(found)
