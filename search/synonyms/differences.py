"""What changes between two texts of rules, line by line."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple


class Difference(NamedTuple):
    """A line that one text has and the other lacks; `line` counts from 1 in its own."""

    kind: Literal["added", "removed"]
    line: int
    text: str


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Lines taken away and lines added, in the order of the texts."""
    return tuple(_differences(before.splitlines(), after.splitlines()))


def _differences(before: list[str], after: list[str]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, begin, end, new_begin, new_end in matcher.get_opcodes():
        if before[begin:end] == after[new_begin:new_end]:
            continue
        for number in range(begin, end):
            yield Difference("removed", number + 1, before[number])
        for number in range(new_begin, new_end):
            yield Difference("added", number + 1, after[number])
