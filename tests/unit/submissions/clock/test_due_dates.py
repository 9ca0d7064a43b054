"""The worked examples of the law, to the minute, and what must hold of every date."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services_catalog.calendars.working_time import WorkingTime
from services_catalog.procedures.case_types import SupplementPolicy, TermUnit
from submissions.clock.due_dates import Term, accept_by, due_at, is_late
from submissions.clock.waiting import answer_by, due_after_wait, may_extend
from submissions.clock.working_hours import (
    ZONE,
    NoWorkingTimeError,
    add_working_hours,
    opening,
    working_hours_between,
)

NATIONAL_DAY = WorkingTime(holidays=frozenset({date(2026, 9, 2), date(2026, 9, 3)}))
PLAIN = WorkingTime()


def at(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


def test_five_working_days_skip_weekend_and_holidays() -> None:
    due = due_at(Term(5), at("2026-08-31", "09:00"), NATIONAL_DAY)

    assert due == at("2026-09-09", "09:00")


def test_twenty_working_hours_run_over_friday_monday_and_tuesday() -> None:
    term = Term(20, TermUnit.WORKING_HOUR)

    assert due_at(term, at("2026-08-07", "10:00"), PLAIN) == at("2026-08-11", "16:00")


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [
        (("2026-08-07", "22:15"), ("2026-08-10", "17:00")),
        (("2026-08-07", "15:30"), ("2026-08-10", "15:30")),
    ],
)
def test_acceptance_is_due_within_eight_working_hours(
    submitted: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert accept_by(at(*submitted), PLAIN) == at(*expected)


@pytest.mark.parametrize(
    ("accepted", "day"),
    [("14:59", "2026-08-07"), ("15:00", "2026-08-07"), ("15:01", "2026-08-10")],
)
def test_same_day_term_passes_to_the_next_working_day_after_its_cut_off(
    accepted: str, day: str
) -> None:
    term = Term(0, TermUnit.WORKING_DAY, cut_off=time(15, 0))

    assert due_at(term, at("2026-08-07", accepted), PLAIN) == at(day, "17:00")


@pytest.mark.parametrize(
    ("accepted", "counted_from"),
    [
        (("2026-08-07", "05:00"), ("2026-08-07", "07:00")),
        (("2026-08-07", "11:30"), ("2026-08-07", "13:30")),
        (("2026-08-07", "12:10"), ("2026-08-07", "13:30")),
        (("2026-08-07", "17:00"), ("2026-08-10", "07:00")),
        (("2026-08-08", "10:00"), ("2026-08-10", "07:00")),
    ],
)
def test_acceptance_outside_hours_counts_from_the_next_opening(
    accepted: tuple[str, str], counted_from: tuple[str, str]
) -> None:
    assert opening(at(*accepted), PLAIN) == at(*counted_from)


def test_calendar_days_skip_nothing_but_end_on_a_working_day() -> None:
    term = Term(5, TermUnit.CALENDAR_DAY)

    assert due_at(term, at("2026-08-03", "09:00"), PLAIN) == at("2026-08-10", "09:00")
    assert due_at(term, at("2026-08-05", "09:00"), PLAIN) == at("2026-08-10", "09:00")


def test_a_swapped_saturday_counts_as_a_working_day() -> None:
    swapped = WorkingTime(swapped=frozenset({date(2026, 8, 8)}))

    assert due_at(Term(1), at("2026-08-07", "09:00"), swapped) == at(
        "2026-08-08", "09:00"
    )


def test_a_moment_of_another_zone_is_counted_in_vietnam() -> None:
    utc = datetime.fromisoformat("2026-08-07T23:00:00+00:00")

    assert opening(utc, PLAIN) == at("2026-08-10", "07:00")


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        opening(datetime(2026, 8, 7, 9, 0), PLAIN)  # noqa: DTZ001


@pytest.mark.parametrize(
    "calendar", [WorkingTime(weekdays=frozenset()), WorkingTime(spans=())]
)
def test_a_calendar_without_working_time_is_refused(calendar: WorkingTime) -> None:
    with pytest.raises(NoWorkingTimeError):
        add_working_hours(at("2026-08-07", "09:00"), 1, calendar)


def test_late_is_judged_by_date_not_by_the_minute() -> None:
    due = at("2026-06-15", "09:00")

    assert not is_late(due, at("2026-06-15", "23:59"))
    assert is_late(due, at("2026-06-16", "00:00"))
    assert not is_late(None, at("2030-01-01", "00:00"))


WAIT = {
    "term": Term(10),
    "due": at("2026-06-15", "09:00"),
    "stopped_at": at("2026-06-03", "10:00"),
    "complete_at": at("2026-06-12", "09:00"),
    "working_time": PLAIN,
}


def test_restart_counts_the_full_term_again() -> None:
    due = due_after_wait(policy=SupplementPolicy.RESTART, **WAIT)

    assert due == at("2026-06-26", "09:00")


def test_resume_keeps_the_two_days_used() -> None:
    due = due_after_wait(policy=SupplementPolicy.RESUME, **WAIT)

    assert due == at("2026-06-24", "09:00")


@pytest.mark.parametrize("policy", list(SupplementPolicy))
def test_a_dossier_late_when_stopped_stays_late(policy: SupplementPolicy) -> None:
    late = {**WAIT, "stopped_at": at("2026-06-16", "08:00")}

    assert due_after_wait(policy=policy, **late) == WAIT["due"]


def test_resume_keeps_the_hours_left_of_a_term_in_hours() -> None:
    due = due_after_wait(
        policy=SupplementPolicy.RESUME,
        term=Term(8, TermUnit.WORKING_HOUR),
        due=at("2026-06-02", "09:00"),
        stopped_at=at("2026-06-01", "16:00"),
        complete_at=at("2026-06-05", "07:00"),
        working_time=PLAIN,
    )

    assert due == at("2026-06-05", "10:00")


def test_resume_of_calendar_days_ends_on_a_working_day() -> None:
    due = due_after_wait(
        policy=SupplementPolicy.RESUME,
        term=Term(10, TermUnit.CALENDAR_DAY),
        due=at("2026-06-12", "09:00"),
        stopped_at=at("2026-06-09", "09:00"),
        complete_at=at("2026-06-18", "09:00"),
        working_time=PLAIN,
    )

    assert due == at("2026-06-22", "09:00")


def test_papers_may_be_sent_until_the_end_of_the_last_working_day() -> None:
    assert answer_by(at("2026-06-03", "10:00"), 15, PLAIN) == at("2026-06-24", "17:00")


def test_extension_needs_a_day_before_the_due_date() -> None:
    due = at("2026-06-15", "09:00")

    assert may_extend(due, at("2026-06-14", "23:00"))
    assert not may_extend(due, at("2026-06-15", "00:01"))


moments = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(ZONE),
)


@given(moments, st.integers(min_value=0, max_value=300))
def test_working_hours_add_up(moment: datetime, hours: int) -> None:
    end = add_working_hours(moment, hours, NATIONAL_DAY)

    assert working_hours_between(moment, end, NATIONAL_DAY) == timedelta(hours=hours)
    assert NATIONAL_DAY.is_working_day(end.date())


@given(
    moments,
    st.sampled_from(list(TermUnit)),
    st.integers(min_value=0, max_value=90),
    st.integers(min_value=0, max_value=90),
)
def test_a_longer_term_is_never_due_earlier_and_always_on_a_working_day(
    moment: datetime, unit: TermUnit, term: int, more: int
) -> None:
    due = due_at(Term(term, unit), moment, NATIONAL_DAY)

    assert due >= moment or unit == TermUnit.WORKING_HOUR
    assert NATIONAL_DAY.is_working_day(due.date())
    assert due.date() <= due_at(Term(term + more, unit), moment, NATIONAL_DAY).date()
