"""What waiting for the citizen does to the due date (domain 4.3), and extending it."""

from datetime import datetime, timedelta

from services_catalog.calendars.working_time import WorkingTime
from services_catalog.procedures.case_types import SupplementPolicy, TermUnit
from submissions.clock.due_dates import Term, due_at, is_late
from submissions.clock.working_hours import (
    ZONE,
    add_working_days,
    add_working_hours,
    local,
    next_working_day,
    opening,
    working_days_between,
    working_hours_between,
)


def due_after_wait(
    *,
    policy: SupplementPolicy,
    term: Term,
    due: datetime,
    stopped_at: datetime,
    complete_at: datetime,
    working_time: WorkingTime,
) -> datetime:
    """The due date once the clock runs again.

    Restart counts the full term anew (Decree 61/2018/NĐ-CP article 19.4); resume keeps
    what was used. A dossier that was late when it stopped stays late.
    """
    if is_late(due, stopped_at):
        return due
    if policy == SupplementPolicy.RESTART:
        return due_at(term, complete_at, working_time)
    return _resumed(term.unit, due, stopped_at, complete_at, working_time)


def _resumed(
    unit: TermUnit,
    due: datetime,
    stopped_at: datetime,
    complete_at: datetime,
    working_time: WorkingTime,
) -> datetime:
    start = opening(complete_at, working_time)
    stopped, due = local(stopped_at), local(due)
    if unit == TermUnit.WORKING_HOUR:
        left = working_hours_between(stopped, due, working_time)
        return add_working_hours(start, left / timedelta(hours=1), working_time)
    if unit == TermUnit.CALENDAR_DAY:
        day = start.date() + (due.date() - stopped.date())
        if not working_time.is_working_day(day):
            day = next_working_day(day, working_time)
    else:
        left_days = working_days_between(stopped.date(), due.date(), working_time)
        day = add_working_days(start.date(), left_days, working_time)
    return datetime.combine(day, due.time(), ZONE)


def answer_by(asked_at: datetime, days: int, working_time: WorkingTime) -> datetime:
    """The last moment to send the papers asked for: the end of that working day."""
    day = add_working_days(local(asked_at).date(), days, working_time)
    return datetime.combine(day, working_time.spans[-1][1], ZONE)


def may_extend(due: datetime, at: datetime) -> bool:
    """An extension is proposed at least one day before the due date (domain 4.1)."""
    return local(at).date() < local(due).date()
