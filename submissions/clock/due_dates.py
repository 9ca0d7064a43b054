"""When a dossier must be accepted and when it is due (domain 4.2)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from services_catalog.calendars.working_time import WorkingTime
from services_catalog.procedures.case_types import TermUnit
from submissions.clock.working_hours import (
    add_working_days,
    add_working_hours,
    closing_of,
    local,
    next_working_day,
    opening,
    opening_of,
)

# The officer decides on an online dossier within eight working hours of its receipt by
# the system (domain 4.2, quoted there from the 2025 one-stop decree).
ACCEPTANCE_HOURS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit as a case type sets it; `cut_off` is its same-day hour, if any."""

    value: int
    unit: TermUnit = TermUnit.WORKING_DAY
    cut_off: time | None = None


def accept_by(submitted_at: datetime, working_time: WorkingTime) -> datetime:
    return add_working_hours(submitted_at, ACCEPTANCE_HOURS, working_time)


def due_at(term: Term, accepted_at: datetime, working_time: WorkingTime) -> datetime:
    """When the result is due, counted from acceptance outside or within hours."""
    start = _start(term, accepted_at, working_time)
    if term.unit == TermUnit.WORKING_HOUR:
        return add_working_hours(start, term.value, working_time)
    if term.value == 0:
        return closing_of(start.date(), working_time)
    if term.unit == TermUnit.CALENDAR_DAY:
        return _on_working_day(start + timedelta(days=term.value), working_time)
    day = add_working_days(start.date(), term.value, working_time)
    return datetime.combine(day, start.timetz())


def is_late(due: datetime | None, at: datetime) -> bool:
    """Late is judged by date, not by the minute; without a due date nothing is late."""
    return due is not None and local(at).date() > local(due).date()


def _start(term: Term, accepted_at: datetime, working_time: WorkingTime) -> datetime:
    start = opening(accepted_at, working_time)
    if term.cut_off is not None and start.time() > term.cut_off:
        following = next_working_day(start.date(), working_time)
        return opening_of(following, working_time)
    return start


def _on_working_day(due: datetime, working_time: WorkingTime) -> datetime:
    """A due date on a day off moves to the next working day, at the same hour."""
    if working_time.is_working_day(due.date()):
        return due
    day = next_working_day(due.date(), working_time)
    return datetime.combine(day, due.timetz())
