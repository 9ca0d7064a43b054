"""The figures that no engine may fall below: last measured on the unseen half, less a
hundredth."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.relevance.measuring import ALL, Scores

PATH = Path(__file__).with_name("floors.toml")
MARGIN = 0.01
MEASURES = ("mrr", "recall", "ndcg")
# Kinds with an aim of their own, and those that are mostly of households.
GUARDED = (
    *("exact_title", "toneless_title", "everyday_words", "question", "situation"),
    ALL,
)
HEAD = """\
# What was last measured on the unseen half, less 0.01: engine, catalogue, kind.
# Written by `python -m tests.relevance --half unseen --set-floors`.
"""
# engine → catalogue → kind → measure
Floors = dict[str, dict[str, dict[str, dict[str, float]]]]


def read_floors() -> Floors:
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


def write_floors(catalogue: str, measured: Mapping[str, Mapping[str, Scores]]) -> None:
    """Enter what was measured; other engines and catalogues keep their floors.

    Wagtail's backend is compared with, not guarded.
    """
    floors = read_floors() if PATH.is_file() else {}
    for engine, scores in measured.items():
        if not engine.startswith("wagtail"):
            floors.setdefault(engine, {})[catalogue] = _floors_of(scores)
    PATH.write_text(HEAD + _toml(floors), encoding="utf-8")


def falls(
    floors: Mapping[str, Mapping[str, float]], scores: Mapping[str, Scores]
) -> list[str]:
    """Every figure below its floor, in words; empty when all hold."""
    return [
        f"{kind} {measure}: {figure:.3f} < {floor:.3f}"
        for kind, of_kind in floors.items()
        for measure, floor in of_kind.items()
        if (figure := getattr(scores[kind], measure)) < floor
    ]


def _floors_of(scores: Mapping[str, Scores]) -> dict[str, dict[str, float]]:
    return {
        kind: {
            measure: max(0.0, round(getattr(scores[kind], measure) - MARGIN, 3))
            for measure in MEASURES
        }
        for kind in GUARDED
        if kind in scores
    }


def _toml(floors: Floors) -> str:
    lines = []
    for engine, catalogues in sorted(floors.items()):
        for catalogue, kinds in sorted(catalogues.items()):
            for kind, measures in kinds.items():
                figures = "\n".join(
                    f"{name} = {value}" for name, value in measures.items()
                )
                lines.append(f"\n[{engine}.{catalogue}.{kind}]\n{figures}\n")
    return "".join(lines)
