"""The admin's search on PostgreSQL; see bench_admin_search."""

from tests.benchmarks.bench_admin_search import measure_admin_search
from tests.benchmarks.surroundings import require_postgresql


def main() -> None:
    require_postgresql()
    measure_admin_search()


if __name__ == "__main__":
    main()
