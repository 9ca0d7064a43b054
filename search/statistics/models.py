"""Searches and clicks as numbers of a day: no person, address, device or time of day.

A row says how often, never who. What may tell of somebody is not written at all (see
`privacy`); what only few have typed is shown to nobody (see `querysets`) and forgotten
soon (see `sweeping`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.statistics.privacy import MAX_TEXT
from search.statistics.querysets import DailyClickQuerySet, DailySearchQuerySet

MAX_PORTAL = 255


class DailySearch(models.Model):
    """How often a text was searched in a portal on a day, and what came of it."""

    day = models.DateField(_("day"))
    text = models.CharField(_("text, folded"), max_length=MAX_TEXT)
    portal = models.CharField(_("portal"), max_length=MAX_PORTAL, blank=True)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    empty = models.PositiveIntegerField(_("without result"), default=0)
    few = models.PositiveIntegerField(_("with hardly any result"), default=0)
    relaxed = models.PositiveIntegerField(_("with some of the words"), default=0)

    objects = DailySearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches by day")
        # Numbers are counted, not edited; whoever may look at them holds this right.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["day", "text", "portal"], name="search_daily_search_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.text}"


class DailyClick(models.Model):
    """How often a result was opened from a place in the list, for a text, on a day."""

    day = models.DateField(_("day"))
    text = models.CharField(_("text, folded"), max_length=MAX_TEXT)
    portal = models.CharField(_("portal"), max_length=MAX_PORTAL, blank=True)
    type = models.CharField(_("type"), max_length=32)
    key = models.CharField(_("key"), max_length=200)
    position = models.PositiveSmallIntegerField(_("place in the list"))
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    objects = DailyClickQuerySet.as_manager()

    class Meta:
        verbose_name = _("clicks of a day")
        verbose_name_plural = _("clicks by day")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["day", "text", "portal", "type", "key", "position"],
                name="search_daily_click_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.text} → {self.type} {self.key}"
