"""Working time: hours, holidays and swapped days."""

from datetime import date, time

import pytest
from pytest_django import DjangoAssertNumQueries

from services_catalog.calendars.models import DayKind
from services_catalog.calendars.services import (
    NoCalendarError,
    import_holidays,
    official_days,
    working_time,
    working_time_of,
)
from services_catalog.calendars.working_time import WorkingTime
from tests.factories.services_catalog import HolidayFactory, WorkCalendarFactory


def test_weekdays_are_worked_and_weekends_are_not() -> None:
    value = WorkingTime()

    assert value.is_working_day(date(2024, 11, 22))
    assert not value.is_working_day(date(2024, 11, 23))


def test_a_holiday_is_off_and_a_swapped_saturday_is_worked() -> None:
    value = WorkingTime(
        holidays=frozenset({date(2024, 4, 29)}), swapped=frozenset({date(2024, 5, 4)})
    )

    assert not value.is_working_day(date(2024, 4, 29))
    assert value.is_working_day(date(2024, 5, 4))


def test_a_day_off_in_exchange_is_a_holiday_and_its_saturday_is_swapped() -> None:
    days = official_days([2025])

    assert days[date(2025, 5, 2)][0] == DayKind.HOLIDAY
    assert days[date(2025, 4, 26)] == (
        DayKind.SWAPPED,
        "Làm bù cho ngày 02/05/2025",
    )
    assert days[date(2025, 9, 2)] == (DayKind.HOLIDAY, "Quốc khánh")
    assert all(day.year == 2025 for day in days)


@pytest.mark.django_db
def test_importing_holidays_twice_adds_nothing_and_keeps_the_offices_own() -> None:
    calendar = WorkCalendarFactory.create()
    own = HolidayFactory.create(
        calendar=calendar, day=date(2024, 9, 2), name="Nghỉ lễ, trực một cửa"
    )

    first = import_holidays(calendar=calendar, years=[2024])
    second = import_holidays(calendar=calendar, years=[2024])

    assert first == len(official_days([2024])) - 1
    assert second == 0
    own.refresh_from_db()
    assert own.name == "Nghỉ lễ, trực một cửa"


@pytest.mark.django_db
def test_a_calendar_becomes_one_value(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    calendar = WorkCalendarFactory.create(default=True, weekdays="123456")
    import_holidays(calendar=calendar, years=[2024])

    with django_assert_num_queries(1):
        value = working_time(calendar)

    assert value.spans == (
        (time(7, 0), time(11, 30)),
        (time(13, 30), time(17, 0)),
    )
    assert value.weekdays == frozenset({1, 2, 3, 4, 5, 6})
    assert date(2024, 5, 4) in value.swapped
    assert working_time_of(None) is value


@pytest.mark.django_db
def test_without_a_default_calendar_the_mistake_is_named() -> None:
    with pytest.raises(NoCalendarError, match="default"):
        working_time_of(None)
