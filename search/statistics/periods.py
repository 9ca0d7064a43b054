"""The days that a report looks at."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

# Numbers are kept this long: a year to compare with, and a month to do it in.
KEPT_DAYS = 396

CHOICES = {
    "7": _("7 days"),
    "30": _("30 days"),
    "90": _("90 days"),
    str(KEPT_DAYS): _("13 months"),
}
DEFAULT = "30"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def of_days(cls, days: int, *, until: date) -> "Period":
        return cls(until - timedelta(days=days - 1), until)
