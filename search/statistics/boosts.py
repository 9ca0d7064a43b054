"""What people open, as a bounded number for each document, for the ranking to use."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from search.models import DailyClick

DAYS = 90
# Anybody can send clicks: what one text brings one result on one day counts so far.
MOST_A_DAY = 10
# Below this it is chance, above the other it adds nothing.
LEAST, MOST = 5, 100


def click_boosts(*, on: date | None = None) -> dict[tuple[str, str], int]:
    """Clicks of the last 90 days by document (type, key), from 5 to 100.

    Documents that were opened less are left out. A hundred say no more than ten
    thousand would: the ranking weighs them, so what is popular helps among equals and
    never outdoes what was asked for.
    """
    today = on or timezone.localdate()
    first = today - timedelta(days=DAYS - 1)
    rows = (
        DailyClick.objects.between(first, today)
        .values_list("type", "key", "day", "text")
        .annotate(times=Sum("clicks"))
        .order_by()
    )
    opened: Counter[tuple[str, str]] = Counter()
    for type_, key, _day, _text, times in rows.iterator():
        opened[type_, key] += min(times, MOST_A_DAY)
    return {
        document: min(times, MOST)
        for document, times in opened.items()
        if times >= LEAST
    }
