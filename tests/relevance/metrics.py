"""How good an order of answers is: pure functions of codes, best first, and grades."""

from collections.abc import Collection, Mapping, Sequence
from math import log2

DEPTH = 10


def first_rank(ranked: Sequence[str], wanted: Collection[str]) -> int | None:
    """Where the first of the wanted stands among the first ten, counted from 1."""
    ranks = (rank for rank, code in enumerate(ranked[:DEPTH], 1) if code in wanted)
    return next(ranks, None)


def reciprocal_rank(ranked: Sequence[str], wanted: Collection[str]) -> float:
    """1 for the first place, 1/2 for the second …, 0 when it is not among the ten."""
    rank = first_rank(ranked, wanted)
    return 0.0 if rank is None else 1 / rank


def recall(ranked: Sequence[str], wanted: Collection[str]) -> float:
    """The share of the wanted that the first ten show, of as many as ten can show."""
    found = set(ranked[:DEPTH]) & set(wanted)
    return len(found) / min(len(wanted), DEPTH)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Discounted gain of the first ten, as a share of the best order's.

    A code that an engine shows twice gains once.
    """
    shown = list(dict.fromkeys(ranked))[:DEPTH]
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return _gain([grades.get(code, 0) for code in shown]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
