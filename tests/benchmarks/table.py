"""The one shape of a result, and how it is printed."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured piece of work beside its baseline and its bar.

    `ours` and `baseline` are in `unit`; `ratio` is what the bar judges.
    """

    work: str
    ours: float
    baseline: float | None
    unit: str
    ratio: float | None
    bar: str
    is_met: bool
    note: str = ""


def median_ms(work: Callable[[], object], *, rounds: int = 30, warm: int = 3) -> float:
    """The median time of one call, in milliseconds."""
    for _ in range(warm):
        work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def render(rows: list[Row]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| work | ours | baseline | ratio | bar | met |",
        "|---|---:|---:|---:|---|---|",
    ]
    for row in rows:
        baseline = "" if row.baseline is None else f"{row.baseline:,.2f} {row.unit}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
        note = f" ({row.note})" if row.note else ""
        lines.append(
            f"| {row.work}{note} | {row.ours:,.2f} {row.unit} | {baseline} | {ratio} "
            f"| {row.bar} | {'yes' if row.is_met else 'NO'} |"
        )
    return "\n".join(lines)


def report(rows: list[Row]) -> None:
    """What a benchmark prints at its end: a table for people, a line for the run."""
    sys.stdout.write(render(rows) + "\n")
    sys.stdout.write("rows: " + json.dumps([asdict(row) for row in rows]) + "\n")
