"""Filling work calendars, and reading them as pure values."""

from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache

import holidays as public_holidays
from django.db import transaction

from services_catalog.calendars.models import DayKind, Holiday, WorkCalendar
from services_catalog.calendars.official_days import SWAPPED_DAYS
from services_catalog.calendars.working_time import WorkingTime


class NoCalendarError(LookupError):
    """No calendar is the default one, so nobody can say when the town works."""


def official_days(years: Iterable[int]) -> dict[date, tuple[DayKind, str]]:
    """Every day of these years that is not what its weekday says, with its name."""
    wanted = frozenset(years)
    known = public_holidays.country_holidays("VN", years=sorted(wanted), language="vi")
    days = {day: (DayKind.HOLIDAY, name) for day, name in known.items()}
    for off, worked in SWAPPED_DAYS.items():
        days.setdefault(
            off, (DayKind.HOLIDAY, f"Nghỉ hoán đổi với ngày {worked:%d/%m/%Y}")
        )
        days[worked] = (DayKind.SWAPPED, f"Làm bù cho ngày {off:%d/%m/%Y}")
    return {day: what for day, what in days.items() if day.year in wanted}


@transaction.atomic
def import_holidays(*, calendar: WorkCalendar, years: Iterable[int]) -> int:
    """Enter the official days of these years; what the office entered itself stays.

    Returns how many days were new: a second run returns 0.
    """
    entered = set(calendar.holidays.values_list("day", flat=True))
    missing = [
        Holiday(calendar=calendar, day=day, kind=kind, name=name)
        for day, (kind, name) in sorted(official_days(years).items())
        if day not in entered
    ]
    Holiday.objects.bulk_create(missing)
    return len(missing)


@lru_cache(maxsize=256)
def _value(
    spans: tuple[tuple[time, time], ...],
    weekdays: str,
    holidays: frozenset[date],
    swapped: frozenset[date],
) -> WorkingTime:
    return WorkingTime(
        spans=spans,
        weekdays=frozenset(int(day) for day in weekdays),
        holidays=holidays,
        swapped=swapped,
    )


def working_time(calendar: WorkCalendar) -> WorkingTime:
    """The calendar as a value; equal calendars are one object. Two queries at most."""
    off, swapped = set[date](), set[date]()
    for day, kind in calendar.holidays.values_list("day", "kind"):
        (swapped if kind == DayKind.SWAPPED else off).add(day)
    return _value(
        (
            (calendar.morning_from, calendar.morning_to),
            (calendar.afternoon_from, calendar.afternoon_to),
        ),
        calendar.weekdays,
        frozenset(off),
        frozenset(swapped),
    )


def default_calendar() -> WorkCalendar:
    try:
        calendar: WorkCalendar = WorkCalendar.objects.get(is_default=True)
    except WorkCalendar.DoesNotExist:
        message = "No work calendar is marked as the default one."
        raise NoCalendarError(message) from None
    return calendar


def working_time_of(calendar: WorkCalendar | None) -> WorkingTime:
    """The working time of an agency's own calendar, or of the default one."""
    return working_time(calendar or default_calendar())
