"""Promoted results as administrators keep them: rows to edit, versions that are live.

What is saved changes no search; publishing freezes all rows into a version.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from search.promotions.rules import EXACT, WORDS
from search.versions import Version


class Matching(models.TextChoices):
    EXACT = EXACT, _("Exactly this text")
    WORDS = WORDS, _("All of these words, in any order")


class Promotion(models.Model):
    """Results that come first for some texts, for a time, in a portal."""

    # What people type, one phrase each, as written.
    phrases = models.JSONField(_("texts"), default=list)
    matching = models.CharField(
        _("when it applies"), max_length=5, choices=Matching, default=Matching.EXACT
    )
    # In this order: type and key of a document, and the code or path that names it.
    results = models.JSONField(_("results"), default=list)
    portal = models.CharField(
        _("portal"),
        max_length=255,
        blank=True,
        help_text=_("Path of a portal; it then applies there and below. Empty: all."),
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="search_promotion_period",
                violation_error_message=_("The last day is before the first one."),
            )
        ]

    def __str__(self) -> str:
        return "; ".join(self.phrases)[:200]


class PromotionVersion(Version):
    """All promotions as they were live together."""

    content = models.JSONField(_("promoted results"))

    class Meta(Version.Meta):
        verbose_name = _("version of the promoted results")
        verbose_name_plural = _("versions of the promoted results")


class PromotionSet(models.Model):
    """The only row: which version is live (none: nothing is promoted)."""

    live = models.ForeignKey(
        PromotionVersion,
        verbose_name=_("live version"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("promoted results that are live")
        verbose_name_plural = _("promoted results that are live")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
