"""What the engines find: python -m tests.relevance [--half seen|unseen|all] [--misses]

docs/relevance.md says how to read the table and what the halves are for.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import django

from tests.relevance.databases import FOLDER, RECORDS, key_of_index, open_database
from tests.relevance.floors import PATH, write_floors
from tests.relevance.judgements import HALVES, KINDS, load_halves
from tests.relevance.measuring import Ask, Outcome, ask_all, scores_by_kind
from tests.relevance.table import render, render_misses


def main() -> None:
    options = read_options(sys.argv[1:])
    if options.catalogue != "demo" and not RECORDS.is_file():
        sys.exit(f"No records at {RECORDS}; name some with DATA=<jsonl>.")
    open_database(options.catalogue, fresh=options.fresh)
    django.setup()
    outcomes = _measure(options)
    scores = {engine: scores_by_kind(some) for engine, some in outcomes.items()}
    sys.stdout.write(render(scores) + "\n")
    if options.misses:
        for engine, some in outcomes.items():
            sys.stdout.write("\n" + render_misses(engine, some) + "\n")
    if options.set_floors:
        write_floors(options.catalogue, scores)
        sys.stdout.write(f"\nFloors are in {PATH}.\n")


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.relevance")
    parser.add_argument("--half", choices=(*HALVES, "all"), default="seen")
    parser.add_argument(
        "--catalogue",
        choices=("records", "demo", "portal"),
        default="portal",
        help="the national records, the demo's procedures, or both as it loads them",
    )
    parser.add_argument("--engine", action="append", metavar="NAME", default=[])
    parser.add_argument("--kind", action="append", choices=KINDS, default=[])
    parser.add_argument("--misses", action="store_true", help="say what was missed")
    parser.add_argument(
        "--fresh", action="store_true", help="load the records again in any case"
    )
    parser.add_argument(
        "--set-floors",
        action="store_true",
        help="keep what is measured on the unseen half, less 0.01, as CI's floor",
    )
    options = parser.parse_args(arguments)
    if options.misses and options.half != "seen":
        parser.error("--misses shows queries: of the seen half only.")
    if options.set_floors and (options.half != "unseen" or options.kind):
        parser.error("--set-floors needs --half unseen and all of its kinds.")
    return options


def _measure(options: argparse.Namespace) -> dict[str, list[Outcome]]:
    from django.utils import translation

    from tests.relevance.catalogues import indexed_codes
    from tests.relevance.judgements import answerable

    halves = HALVES if options.half == "all" else (options.half,)
    judgements = load_halves(halves)
    if options.kind:
        judgements = [one for one in judgements if one.kind in options.kind]
    with translation.override("vi"):
        _bring_index_in_step(options.catalogue)
        codes = indexed_codes()
        if options.catalogue == "demo":
            judgements = answerable(judgements, codes)
        hidden = sum(not one.meant & codes for one in judgements)
        sys.stderr.write(
            f"{len(codes):,} procedures are in the index; of {len(judgements)} queries "
            f"{hidden} mean none of them.\n"
        )
        return {name: ask_all(ask, judgements) for name, ask in _asked(options.engine)}


def _bring_index_in_step(catalogue: str) -> None:
    """Write the index again when the code that derives it has changed."""
    from tests.relevance.catalogues import index_afresh

    stamp = FOLDER / f"{catalogue}.index"
    state = f"{_database()} {key_of_index()}"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != state:
        index_afresh()
        stamp.write_text(state, encoding="utf-8")


def _asked(wanted: list[str]) -> Iterable[tuple[str, Ask]]:
    """The engines by name, each made ready when its turn comes."""
    from tests.relevance.engines import asking, engines
    from tests.relevance.stock.searching import OPERATORS

    prepared = engines()
    known = [*prepared, *OPERATORS]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        sys.exit(f"No such engine here: {', '.join(unknown)}. There are: {known}")
    for name in wanted or [*prepared, "wagtail"]:
        yield name, asking(prepared[name]()) if name in prepared else _baseline(name)


def _baseline(name: str) -> Ask:
    from tests.relevance.stock.keeping import Kept
    from tests.relevance.stock.searching import OPERATORS, asking

    path = FOLDER / f"{Path(_database()).stem}.{name}.json"
    return Kept(path, asking(OPERATORS[name]))


def _database() -> str:
    from django.conf import settings

    return str(settings.DATABASES["default"]["NAME"])


if __name__ == "__main__":
    main()
