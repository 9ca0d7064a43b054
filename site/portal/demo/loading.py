"""The demo's stages in their order; each says how many things it changed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from portal.demo.accounts import load_accounts
from portal.demo.agencies import load_agencies
from portal.demo.catalogue import load_calendar, load_fields, load_units
from portal.demo.progress import Progress


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the demo. It changes nothing the second time, so a run that was stopped
    is simply started again."""

    label: str
    load: Callable[[Progress], int]


STAGES = (
    Stage("Administrative units", load_units),
    Stage("Work calendar", load_calendar),
    Stage("Fields", load_fields),
    Stage("Agencies", load_agencies),
    Stage("Accounts", load_accounts),
)


def load_demo(progress: Progress) -> dict[str, int]:
    """Load what is missing; how many things each stage changed, by its label."""
    changes: dict[str, int] = {}
    for stage in STAGES:
        with transaction.atomic():
            changes[stage.label] = stage.load(progress)
    return changes
