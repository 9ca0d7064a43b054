"""Where a dossier is, as the stages of a line: for anyone three, for its owner too."""

from typing import TypedDict

from submissions.dossiers.lifecycle import Progress, progress_of


class Stage(TypedDict):
    """One dot of the stage bar; `state` is done, current or empty."""

    label: str
    state: str


def stages_of(status: str) -> list[Stage]:
    """Received, in progress, finished: all before the present one are done."""
    progress = progress_of(status)
    order = list(Progress)
    present = order.index(progress)
    return [
        Stage(label=str(each.label), state=_state(position, present))
        for position, each in enumerate(order)
    ]


def _state(position: int, present: int) -> str:
    # A finished dossier has no stage left to be in.
    if position < present or position == present == len(Progress) - 1:
        return "done"
    return "current" if position == present else ""
