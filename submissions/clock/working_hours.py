"""Arithmetic on working hours and days, in the time of Vietnam; nothing reads a row."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services_catalog.calendars.working_time import WorkingTime

# UTC+7 without daylight saving: the law counts days in Vietnam.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# The longest run of days off that a calendar can mean.
_LONGEST_REST = 370


class NoWorkingTimeError(ValueError):
    """A calendar without working days or hours: nothing can ever be due."""


def local(at: datetime) -> datetime:
    """The moment in the time of Vietnam; it must say its zone."""
    if at.tzinfo is None:
        message = "A moment without a zone cannot be counted from."
        raise ValueError(message)
    return at.astimezone(ZONE)


def next_working_day(day: date, working_time: WorkingTime) -> date:
    """The first working day after this one."""
    for offset in range(1, _LONGEST_REST):
        later = day + timedelta(days=offset)
        if working_time.is_working_day(later):
            return later
    message = "The calendar has no working day within a year."
    raise NoWorkingTimeError(message)


def add_working_days(day: date, count: int, working_time: WorkingTime) -> date:
    """The day itself is day 0; each later working day counts 1."""
    for _ in range(count):
        day = next_working_day(day, working_time)
    return day


def working_days_between(start: date, end: date, working_time: WorkingTime) -> int:
    """How many working days lie after `start` up to and including `end`."""
    days = (end - start).days
    return sum(
        working_time.is_working_day(start + timedelta(days=offset))
        for offset in range(1, days + 1)
    )


def opening(at: datetime, working_time: WorkingTime) -> datetime:
    """The moment itself within working hours, else the next time the office opens."""
    at = local(at)
    if working_time.is_working_day(at.date()):
        for start, end in _spans(at.date(), working_time):
            if at < end:
                return max(at, start)
    return opening_of(next_working_day(at.date(), working_time), working_time)


def opening_of(day: date, working_time: WorkingTime) -> datetime:
    return _spans(day, working_time)[0][0]


def closing_of(day: date, working_time: WorkingTime) -> datetime:
    return _spans(day, working_time)[-1][1]


def add_working_hours(
    at: datetime, hours: float, working_time: WorkingTime
) -> datetime:
    """The moment when so many working hours have passed since `at`."""
    left = timedelta(hours=hours)
    moment = opening(at, working_time)
    while True:
        for start, end in _spans(moment.date(), working_time):
            begin = max(moment, start)
            if begin >= end:
                continue
            if left <= end - begin:
                return begin + left
            left -= end - begin
        moment = opening_of(next_working_day(moment.date(), working_time), working_time)


def working_hours_between(
    start: datetime, end: datetime, working_time: WorkingTime
) -> timedelta:
    """The working time from `start` to `end`; nothing when the end comes first."""
    start, end = local(start), local(end)
    total = timedelta()
    for offset in range((end.date() - start.date()).days + 1):
        day = start.date() + timedelta(days=offset)
        if not working_time.is_working_day(day):
            continue
        for opens, closes in _spans(day, working_time):
            total += max(min(end, closes) - max(start, opens), timedelta())
    return total


def _spans(day: date, working_time: WorkingTime) -> list[tuple[datetime, datetime]]:
    spans = [(_at(day, start), _at(day, end)) for start, end in working_time.spans]
    if not any(start < end for start, end in spans):
        message = "The calendar has no working hours."
        raise NoWorkingTimeError(message)
    return spans


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZONE)
