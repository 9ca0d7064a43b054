"""Working time of agencies: hours, weekdays, holidays and swapped days."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class WorkCalendar(ClusterableModel):
    """07:00-11:30 and 13:30-17:00 on Monday to Friday make the eight-hour day."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    morning_from = models.TimeField(_("morning from"), default=time(7, 0))
    morning_to = models.TimeField(_("morning to"), default=time(11, 30))
    afternoon_from = models.TimeField(_("afternoon from"), default=time(13, 30))
    afternoon_to = models.TimeField(_("afternoon to"), default=time(17, 0))
    # ISO weekdays, Monday is 1.
    weekdays = models.CharField(_("working weekdays"), max_length=7, default="12345")
    is_default = models.BooleanField(_("default"), default=False)

    class Meta:
        verbose_name = _("work calendar")
        verbose_name_plural = _("work calendars")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_calendar",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", _("holiday")
    SWAPPED = "swapped", _("working day in exchange")


class Holiday(models.Model):
    """A day that is not what its weekday says: off, or worked in exchange."""

    calendar = ParentalKey(
        WorkCalendar, on_delete=models.CASCADE, related_name="holidays"
    )
    day = models.DateField(_("day"))
    kind = models.CharField(
        _("kind"), max_length=8, choices=DayKind, default=DayKind.HOLIDAY
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"], name="day_once_a_calendar"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
