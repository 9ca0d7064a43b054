"""Half-open validity: a row is in force from `valid_from` up to, not on, `valid_to`."""

from datetime import date

from django.db import models
from django.db.models import Expression, F, Q
from django.utils.translation import gettext_lazy as _


def in_force(on: date | Expression, prefix: str = "") -> Q:
    """The condition that a row, or the row behind `prefix`, is in force on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def valid_period_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )


class Validity(models.Model):
    """Nothing is deleted once a dossier points at it; its validity ends instead."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("First day out of force.")
    )

    class Meta:
        abstract = True

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
