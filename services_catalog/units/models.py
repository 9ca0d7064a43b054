"""Administrative units: provinces, districts, communes, and what became of them."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from services_catalog.units.querysets import AdminUnitQuerySet
from services_catalog.validity import Validity, valid_period_constraint


class Tier(models.TextChoices):
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")


class UnitKind(models.TextChoices):
    """Legal kinds; which of them exist changes with the law (domain 10)."""

    PROVINCE = "province", _("Province")
    CENTRAL_CITY = "central_city", _("Centrally-run city")
    CITY = "city", _("City")
    TOWN = "town", _("Town")
    URBAN_DISTRICT = "urban_district", _("Urban district")
    RURAL_DISTRICT = "rural_district", _("Rural district")
    WARD = "ward", _("Ward")
    TOWNSHIP = "township", _("Township")
    COMMUNE = "commune", _("Commune")
    SPECIAL_ZONE = "special_zone", _("Special zone")


class AdminUnit(Validity):
    """A place as the state counts it; its code means something only with a date."""

    code = models.CharField(
        _("code"), max_length=5, validators=[RegexValidator(r"^\d{2}(\d|\d{3})?$")]
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=UnitKind)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("unit above"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    # Primary keys from the top down, each followed by "/": a subtree is one prefix.
    path = models.CharField(max_length=100, editable=False, db_index=True, default="")
    successors = models.ManyToManyField(
        "self",
        through="UnitSuccession",
        symmetrical=False,
        related_name="predecessors",
    )
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

    objects = AdminUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="unit_code_once_a_day"
            ),
            valid_period_constraint("unit_valid_period"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """One unit became, wholly or in part, another (merger, split, rename)."""

    predecessor = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, related_name="precessions"
    )
    note = models.CharField(_("share"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
