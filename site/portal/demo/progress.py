"""A bar a stage on the terminal, and nothing where nobody looks."""

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


class Progress:
    """How far the present stage has come; `quiet` shows no bar, nor does a log file."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def over(self, items: Iterable[T], label: str) -> Iterator[T]:
        """Pass the items on, one step of the bar each."""
        total = len(items) if isinstance(items, Sized) else None
        yield from tqdm(
            items,
            desc=f"{label:<16}",
            total=total,
            disable=True if self.quiet else None,
            leave=False,
        )
