"""Run the benchmarks and print one table: python -m tests.benchmarks [NAME …]

Each measures in a process of its own, so that none warms the caches of the next.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.table import Row, render

FOLDER = Path(__file__).parent
RESULT_MARK = "rows: "


def names() -> list[str]:
    return sorted(
        path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py")
    )


def measure(name: str) -> list[Row]:
    """The rows that a benchmark prints as its last line.

    Raises CalledProcessError if it breaks off.
    """
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-m", f"tests.benchmarks.bench_{name}"],
        cwd=FOLDER.parents[1],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    last = answer.stdout.strip().splitlines()[-1]
    return [Row(**row) for row in json.loads(last.removeprefix(RESULT_MARK))]


def main() -> None:
    wanted = sys.argv[1:] or names()
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        sys.exit(f"No such benchmark: {', '.join(unknown)}. There are: {names()}")
    rows, broken = [], []
    for name in wanted:
        sys.stderr.write(f"{name} …\n")
        try:
            measured = measure(name)
        except subprocess.CalledProcessError:
            # What the others measure meanwhile is not lost with it.
            broken.append(name)
            continue
        sys.stderr.write(render(measured) + "\n")
        rows += measured
    sys.stdout.write(render(rows) + "\n")
    if broken:
        sys.exit(f"Broken off: {', '.join(broken)}. What they say stands above.")
    sys.exit(0 if all(row.is_met for row in rows) else 1)


if __name__ == "__main__":
    main()
