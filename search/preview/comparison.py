"""Two rankings of one text side by side: what rises, falls, comes and goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.results import SearchHit

# What people look at; changes below it change nothing for them.
TOP = 10


class Mark(StrEnum):
    SAME = "same"
    UP = "up"
    DOWN = "down"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Place:
    """A result at its rank; `steps` is how far it rose or fell."""

    rank: int
    title: str
    name: str
    mark: Mark = Mark.SAME
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    text: str
    live: tuple[Place, ...]
    draft: tuple[Place, ...]

    @property
    def is_changed(self) -> bool:
        return any(place.mark != Mark.SAME for place in (*self.live, *self.draft))


def compare(
    text: str, live: Sequence[SearchHit], draft: Sequence[SearchHit]
) -> Comparison:
    """The first ten of both; among those on the left only what goes is marked."""
    before, after = live[:TOP], draft[:TOP]
    old = {_identity(hit): rank for rank, hit in enumerate(before, start=1)}
    kept = {_identity(hit) for hit in after}
    return Comparison(
        text=text,
        live=tuple(
            _place(
                rank, hit, Mark.SAME if _identity(hit) in kept else Mark.GONE, steps=0
            )
            for rank, hit in enumerate(before, start=1)
        ),
        draft=tuple(
            _moved(rank, hit, old.get(_identity(hit)))
            for rank, hit in enumerate(after, start=1)
        ),
    )


def _moved(rank: int, hit: SearchHit, before: int | None) -> Place:
    if before is None:
        return _place(rank, hit, Mark.NEW, steps=0)
    if before == rank:
        return _place(rank, hit, Mark.SAME, steps=0)
    mark = Mark.UP if rank < before else Mark.DOWN
    return _place(rank, hit, mark, steps=abs(before - rank))


def _place(rank: int, hit: SearchHit, mark: Mark, *, steps: int) -> Place:
    return Place(rank, hit.title, hit.code or hit.path, mark, steps)


def _identity(hit: SearchHit) -> tuple[str, str]:
    return hit.type, hit.key
