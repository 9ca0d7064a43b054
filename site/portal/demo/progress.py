"""A bar a stage on the terminal, and nothing where nobody looks."""

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


class Progress:
    """How far the present stage has come; `quiet` shows no bar."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def over(self, items: Iterable[T], label: str) -> Iterator[T]:
        """Pass the items on, one step of the bar each."""
        total = len(items) if isinstance(items, Sized) else None
        yield from tqdm(
            items, desc=f"{label:<22}", total=total, disable=self.quiet, leave=True
        )
