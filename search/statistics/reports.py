"""What an administrator reads of searches and clicks: five lists, each by period and
portal, each a table on a page and a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from search.models import DailyClick, DailySearch, SearchDocument
from search.statistics.periods import Period
from search.statistics.querysets import MIN_DAYS, MIN_SEARCHES

Row = dict[str, Any]
Rows = Callable[[Period, str | None], QuerySet[Any, Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is a key of the rows."""

    name: str
    label: Any
    kind: Literal["text", "code", "number", "rank", "day"] = "number"


@dataclass(frozen=True, slots=True)
class Report:
    """`rows` gives the list for a period and a portal (None: all), longest first."""

    slug: str
    title: Any
    hint: Any
    columns: tuple[Column, ...]
    rows: Rows
    # Rows are texts that people typed and found little for.
    is_actionable: bool = False

    def cells(self, row: Row) -> Iterator[tuple[Column, Any]]:
        for column in self.columns:
            value = row[column.name]
            yield column, round(value, 1) if column.kind == "rank" else value


_TEXT = Column("text", _("What was typed"), "text")
_TIMES = Column("times", _("Searches"))
_EMPTY = Column("times_empty", _("Without result"))
_LAST = Column("last_day", _("Last searched"), "day")
_CLICKS = Column("times", _("Clicks"))
_RANK = Column("rank", _("Average rank"), "rank")


def _searches(period: Period, portal: str | None) -> Any:
    found = DailySearch.objects.between(period.first, period.last).in_portal(portal)
    return found.by_text()


def _clicks(period: Period, portal: str | None) -> Any:
    return DailyClick.objects.between(period.first, period.last).in_portal(portal)


def _without_result(period: Period, portal: str | None) -> QuerySet[Any, Row]:
    found = _searches(period, portal).filter(times_empty__gt=0)
    return found.order_by("-times_empty", "text")  # type: ignore[no-any-return]  # untyped above


def _with_hardly_any(period: Period, portal: str | None) -> QuerySet[Any, Row]:
    hardly = F("times_few") + F("times_relaxed")
    found = _searches(period, portal).annotate(hardly=hardly)
    return found.filter(hardly__gt=0).order_by("-hardly", "text")  # type: ignore[no-any-return]  # untyped above


def _most_searched(period: Period, portal: str | None) -> QuerySet[Any, Row]:
    return _searches(period, portal).order_by("-times", "text")  # type: ignore[no-any-return]  # untyped above


def _most_clicked(period: Period, portal: str | None) -> QuerySet[Any, Row]:
    document = SearchDocument.objects.filter(type=OuterRef("type"), key=OuterRef("key"))
    found = _clicks(period, portal).by_result()
    named = found.annotate(
        title=Coalesce(
            Subquery(document.values("title")[:1]), F("key"), output_field=TextField()
        ),
        code=Subquery(document.values("code")[:1]),
    )
    return named.order_by("-times", "type", "key")  # type: ignore[no-any-return]  # untyped above


def _clicked_low(period: Period, portal: str | None) -> QuerySet[Any, Row]:
    """At least half of the clicks; and only texts that may be shown at all."""
    shown = DailySearch.objects.between(period.first, period.last).in_portal(portal)
    found = _clicks(period, portal).filter(text__in=shown.texts()).by_text()
    low = found.filter(times_low__gt=0, times_low__gte=F("times") - F("times_low"))
    return low.order_by("-times_low", "text")  # type: ignore[no-any-return]  # untyped above


WITHOUT_RESULT = Report(
    "khong-ket-qua",
    _("Without result"),
    _("What people typed and found nothing for: the words that are missing here."),
    (_TEXT, _EMPTY, _TIMES, _LAST),
    _without_result,
    is_actionable=True,
)
REPORTS = (
    WITHOUT_RESULT,
    Report(
        "it-ket-qua",
        _("With hardly any result"),
        _("Searches with one or two results, or with some of the words only."),
        (
            _TEXT,
            Column("times_few", _("One or two results")),
            Column("times_relaxed", _("Some of the words")),
            _TIMES,
            _LAST,
        ),
        _with_hardly_any,
        is_actionable=True,
    ),
    Report(
        "tim-nhieu",
        _("Most searched"),
        _("What people need, in their own words."),
        (_TEXT, _TIMES, _EMPTY, _LAST),
        _most_searched,
    ),
    Report(
        "mo-nhieu",
        _("Most opened"),
        _("Results that people opened, and where in the list they found them."),
        (
            Column("title", _("Result"), "text"),
            Column("code", _("Code"), "code"),
            _CLICKS,
            _RANK,
        ),
        _most_clicked,
    ),
    Report(
        "mo-duoi-hang-3",
        _("Opened below rank 3"),
        _("Texts whose right answer stands too low: most clicks go further down."),
        (
            _TEXT,
            _CLICKS,
            Column("times_low", _("Further down")),
            _RANK,
        ),
        _clicked_low,
    ),
)
BY_SLUG = {report.slug: report for report in REPORTS}
THRESHOLD = {"searches": MIN_SEARCHES, "days": MIN_DAYS}


def most_searched(period: Period, portal: str | None, limit: int) -> list[str]:
    """The texts that the most people typed, those that may be shown."""
    rows = _most_searched(period, portal).values_list("text", flat=True)
    return list(rows[:limit])
