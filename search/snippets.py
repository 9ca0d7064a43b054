"""The piece of a text that shows why it was found, with the words marked."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from search.normalise import fold
from search.results import Segment

LENGTH = 160
_BEFORE = 40
_MAX_CHARACTERS = 500
_MAX_WORDS = 300
_WORD = re.compile(r"[^\W_]+")


def _hits(text: str, terms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the terms stand; words that follow one another are one place."""
    begin = end = -1
    for word in islice(_WORD.finditer(text), _MAX_WORDS):
        if fold(word[0]) not in terms:
            continue
        if begin >= 0 and text[end : word.start()].isspace():
            end = word.end()
            continue
        if begin >= 0:
            yield begin, end
        begin, end = word.span()
    if begin >= 0:
        yield begin, end


# What many people look for is found again and again: its words are read once.
@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(text)))


def _first_hit(text: str, terms: frozenset[str]) -> int:
    """Where the first term stands, or -1; most texts have none near their beginning,
    which is found out without looking at each place."""
    near = text[:_MAX_CHARACTERS]
    if terms.isdisjoint(_words(near)):
        return -1
    return next(w.start() for w in _WORD.finditer(near) if fold(w[0]) in terms)


def mark(text: str, terms: frozenset[str]) -> tuple[Segment, ...]:
    """The whole text in segments, what matches a folded term marked."""
    segments: list[Segment] = []
    done = 0
    for begin, end in _hits(text, terms):
        if begin > done:
            segments.append(Segment(text[done:begin], marked=False))
        segments.append(Segment(text[begin:end], marked=True))
        done = end
    if done < len(text):
        segments.append(Segment(text[done:], marked=False))
    return tuple(segments)


def excerpt(texts: tuple[str, ...], terms: frozenset[str]) -> tuple[Segment, ...]:
    """About 160 characters around the first hit in the first text that has one;
    without any, the beginning of the first text that is not empty."""
    for text in texts:
        first = _first_hit(text, terms)
        if first >= 0:
            return mark(_cut(text, first), terms)
    return mark(_cut(next(filter(None, texts), ""), 0), terms)


def _cut(text: str, hit: int) -> str:
    begin = 0
    if hit > _BEFORE:
        begin = text.find(" ", hit - _BEFORE, hit) + 1 or hit
    end = len(text)
    if end - begin > LENGTH:
        end = text.rfind(" ", begin + LENGTH // 2, begin + LENGTH)
        end = end if end > 0 else begin + LENGTH
    before = "… " if begin else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[begin:end].strip()}{after}"
