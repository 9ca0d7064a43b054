"""Agencies: the organisations that receive, decide and return."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from services_catalog.agencies.querysets import AgencyQuerySet
from services_catalog.calendars.models import WorkCalendar
from services_catalog.units.models import AdminUnit, Tier
from services_catalog.validity import Validity, valid_period_constraint


class AgencyKind(models.TextChoices):
    PROVINCE_COMMITTEE = "province_committee", _("Provincial People's Committee")
    PROVINCE_DEPARTMENT = "province_department", _("Provincial department")
    DISTRICT_COMMITTEE = "district_committee", _("District People's Committee")
    COMMUNE_COMMITTEE = "commune_committee", _("Commune People's Committee")
    SERVICE_CENTRE = "service_centre", _("Public service centre")
    VERTICAL_AGENCY = "vertical_agency", _("Vertical agency")
    PUBLIC_SERVICE_UNIT = "public_service_unit", _("Public service unit")


class Agency(Validity, ClusterableModel):
    """An organisation of the state at a place, with the desk where citizens stand.

    `identifier` is the electronic identifier of Decision 20/2020/QĐ-TTg in canonical
    order, highest level first (`H57.12`); older ones are kept beside it.
    """

    identifier = models.CharField(
        _("electronic identifier"),
        max_length=35,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")],
    )
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=AgencyKind)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    unit = models.ForeignKey(
        AdminUnit,
        verbose_name=_("administrative unit"),
        on_delete=models.PROTECT,
        related_name="agencies",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("agency above"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    receives_at = models.ForeignKey(
        "self",
        verbose_name=_("received at"),
        help_text=_(
            "The one-stop centre that receives for this agency, if not itself."
        ),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receives_for",
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("working hours"), max_length=255, blank=True)
    calendar = models.ForeignKey(
        WorkCalendar,
        verbose_name=_("work calendar"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
    )
    counts_in_statistics = models.BooleanField(_("counts in statistics"), default=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["identifier"]
        indexes = [models.Index(fields=["kind", "tier"])]
        constraints = [valid_period_constraint("agency_valid_period")]

    @property
    def shown_name(self) -> str:
        """In the language of the page, where somebody has translated it."""
        return (get_language() == "en" and self.name_en) or self.name

    def __str__(self) -> str:
        return self.name

    @property
    def desk(self) -> "Agency":
        """Where its dossiers are received and returned."""
        return self.receives_at or self


class AgencyIdentifier(Validity):
    """An identifier that the agency once had; old dossier codes stay valid for ever."""

    agency = ParentalKey(
        Agency, on_delete=models.CASCADE, related_name="older_identifiers"
    )
    identifier = models.CharField(_("identifier"), max_length=35, db_index=True)

    class Meta:
        verbose_name = _("older identifier")
        verbose_name_plural = _("older identifiers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(identifier=""), name="older_identifier_not_empty"
            )
        ]

    def __str__(self) -> str:
        return self.identifier
