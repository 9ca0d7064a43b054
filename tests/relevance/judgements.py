"""The judged set: what was typed, of which kind, and which procedures answer it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
HALVES = ("seen", "unseen")
# The procedure that is meant, and one that also helps.
MEANT, HELPS = 2, 1
KINDS = (
    "exact_title",
    "toneless_title",
    "title_fragment",
    "half_tones",
    "wrong_tones",
    "tone_placement",
    "telex_vni",
    "typo",
    "everyday_words",
    "abbreviation",
    "question",
    "situation",
    "code",
    "old_unit",
    "qualifier",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`relevant` grades procedures by their codes; what is not in it does not help."""

    query: str
    kind: str
    relevant: dict[str, int]

    @property
    def meant(self) -> frozenset[str]:
        return frozenset(
            code for code, grade in self.relevant.items() if grade == MEANT
        )


@cache
def load(half: str) -> tuple[Judgement, ...]:
    path = FOLDER / f"queries_{half}.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Judgement(**row) for row in rows)


def load_halves(halves: Iterable[str]) -> list[Judgement]:
    return [judgement for half in halves for judgement in load(half)]


def answerable(
    judgements: Iterable[Judgement], codes: Collection[str]
) -> list[Judgement]:
    """Those that a catalogue of these codes can answer, judged by what it has."""
    kept = [
        Judgement(
            one.query,
            one.kind,
            {code: grade for code, grade in one.relevant.items() if code in codes},
        )
        for one in judgements
    ]
    return [one for one in kept if one.meant]
