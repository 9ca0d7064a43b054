"""Forgetting: all numbers after thirteen months, what few have typed after one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from search.models import DailyClick, DailySearch
from search.statistics.periods import KEPT_DAYS
from search.statistics.querysets import MIN_DAYS, MIN_SEARCHES

# A text that was not typed often enough to be shown may hold a name.
RARE_KEPT_DAYS = 30
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """Rows by why they went."""

    old: int
    rare: int


def sweep_statistics(*, on: date, dry_run: bool = False) -> Swept:
    """Delete what is older than 13 months, and rare texts last typed 30 days ago.

    It may be stopped and run again.
    """
    oldest = on - timedelta(days=KEPT_DAYS)
    old = sum(
        _delete(rows, dry_run=dry_run)
        for rows in (
            DailySearch.objects.filter(day__lt=oldest),
            DailyClick.objects.filter(day__lt=oldest),
        )
    )
    recent = on - timedelta(days=RARE_KEPT_DAYS)
    rare = 0
    for texts in _rare_texts(oldest, recent):
        for rows in (
            DailySearch.objects.filter(text__in=texts),
            DailyClick.objects.filter(text__in=texts),
        ):
            rare += _delete(rows.filter(day__gte=oldest), dry_run=dry_run)
    typed = DailySearch.objects.filter(text=OuterRef("text"))
    alone = DailyClick.objects.filter(~Exists(typed), day__gte=oldest, day__lt=recent)
    return Swept(old, rare + _delete(alone, dry_run=dry_run))


def _rare_texts(oldest: date, recent: date) -> Iterator[list[str]]:
    rare = (
        DailySearch.objects.filter(day__gte=oldest)
        .values("text")
        .annotate(
            times=Sum("searches"), days=Count("day", distinct=True), last=Max("day")
        )
        .filter(Q(times__lt=MIN_SEARCHES) | Q(days__lt=MIN_DAYS), last__lt=recent)
        .order_by("text")
    )
    texts = list(rare.values_list("text", flat=True))
    for begin in range(0, len(texts), _CHUNK):
        yield texts[begin : begin + _CHUNK]


def _delete(
    rows: QuerySet[DailySearch] | QuerySet[DailyClick], *, dry_run: bool
) -> int:
    return rows.count() if dry_run else rows.delete()[0]
