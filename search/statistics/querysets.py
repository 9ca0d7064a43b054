"""Reading the numbers: by period and portal, and only what was typed often enough."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, FloatField, Max, Q, Sum
from django.db.models.functions import Cast

# A text is shown once it was searched this often, on this many days. One person who
# looks for somebody repeats the name within minutes; a word of the public comes back
# on another day. More would leave a commune with nothing to read.
MIN_SEARCHES = 3
MIN_DAYS = 2
# Results further down than this are hardly looked at.
GOOD_RANK = 3


class _Daily(models.QuerySet[Any]):
    def between(self, first: date, last: date) -> Self:
        """Both days included."""
        return self.filter(day__gte=first, day__lte=last)

    def in_portal(self, path: str | None) -> Self:
        """What was typed in this portal; None: in any. The empty path stands for
        searches of the whole province."""
        return self if path is None else self.filter(portal=path)


class DailySearchQuerySet(_Daily):
    def by_text(self) -> Any:
        """A row for each text that was searched often enough to be shown."""
        return (
            self.values("text")
            .annotate(
                times=Sum("searches"),
                times_empty=Sum("empty"),
                times_few=Sum("few"),
                times_relaxed=Sum("relaxed"),
                days=Count("day", distinct=True),
                last_day=Max("day"),
            )
            .filter(times__gte=MIN_SEARCHES, days__gte=MIN_DAYS)
        )

    def texts(self) -> Any:
        """Only the texts themselves, for use within another query."""
        return self.by_text().values("text")


class DailyClickQuerySet(_Daily):
    def by_result(self) -> Any:
        """A row for each result that was opened."""
        return self.values("type", "key").annotate(
            times=Sum("clicks"), rank=_average_rank()
        )

    def by_text(self) -> Any:
        """A row for each text after which something was opened."""
        return self.values("text").annotate(
            times=Sum("clicks"),
            times_low=Sum("clicks", filter=Q(position__gt=GOOD_RANK), default=0),
            rank=_average_rank(),
        )


def _average_rank() -> Any:
    places = Cast(Sum(F("position") * F("clicks")), FloatField())
    return places / Cast(Sum("clicks"), FloatField())
