"""The embedded search of PostgreSQL beside a bare ts_rank query; see bench_search."""

from tests.benchmarks.bench_search import measure_search
from tests.benchmarks.surroundings import require_postgresql


def main() -> None:
    require_postgresql()
    measure_search()


if __name__ == "__main__":
    main()
