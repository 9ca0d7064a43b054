"""The piece of a text that shows why it was found, with the words marked."""

import re
from collections.abc import Iterator, Set
from itertools import islice

from search.normalise import fold
from search.results import Segment

LENGTH = 220
_BEFORE = 60
# How far into a text one looks for the first hit: about two paragraphs.
_MAX_WORDS = 150
_WORD = re.compile(r"[^\W_]+")


def _hits(text: str, terms: Set[str]) -> Iterator[tuple[int, int]]:
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


def mark(text: str, terms: Set[str]) -> tuple[Segment, ...]:
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


def excerpt(texts: tuple[str, ...], terms: Set[str]) -> tuple[Segment, ...]:
    """About 220 characters around the first hit in the first text that has one;
    without any, the beginning of the first text that is not empty."""
    for text in texts:
        first = next(_hits(text, terms), None)
        if first is not None:
            return mark(_cut(text, first[0]), terms)
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
