"""Counts from the beginning, and rows of days gone by."""

from datetime import date, timedelta

import pytest

from search.models import DailyClick, DailySearch
from search.statistics import counting

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _nothing_counted():
    counting.forget_counts()
    yield
    counting.forget_counts()


def searched(text: str, *, times=1, days_ago=0, portal="", **outcome) -> DailySearch:
    return DailySearch.objects.create(
        day=TODAY - timedelta(days=days_ago),
        text=text,
        portal=portal,
        searches=times,
        **outcome,
    )


def often(text: str, *, times=4, portal="", **outcome) -> None:
    """Searched on two days, often enough to be shown."""
    searched(text, times=times - 1, days_ago=1, portal=portal, **outcome)
    searched(text, times=1, days_ago=2, portal=portal)


def opened(text: str, key: str, *, position=1, times=1, days_ago=0, portal=""):
    return DailyClick.objects.create(
        day=TODAY - timedelta(days=days_ago),
        text=text,
        portal=portal,
        type="procedure",
        key=key,
        position=position,
        clicks=times,
    )
