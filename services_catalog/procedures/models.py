"""Procedures as the state publishes them; complete only with all parts of Decree
63/2010/NĐ-CP article 8: steps, ways, papers, term, who, who decides, result, fees."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from services_catalog.fields.models import Field
from services_catalog.procedures.querysets import (
    ProcedureQuerySet,
    ProcedureVersionQuerySet,
)
from services_catalog.validity import Validity, valid_period_constraint


class Audience(models.TextChoices):
    CITIZEN = "citizen", _("Citizens")
    OVERSEAS_VIETNAMESE = "overseas_vietnamese", _("Overseas Vietnamese")
    FOREIGNER = "foreigner", _("Foreigners")
    HOUSEHOLD_BUSINESS = "household_business", _("Household businesses")
    ENTERPRISE = "enterprise", _("Enterprises")
    ORGANISATION = "organisation", _("Organisations")


class Procedure(models.Model):
    """A procedure's identity through all its versions; code e.g. `1.001193`."""

    code = models.CharField(
        _("national code"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d\.\d{6}$")],
    )
    field = models.ForeignKey(
        Field,
        verbose_name=_("field"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="procedures",
    )
    is_featured = models.BooleanField(_("featured"), default=False)
    # How many people need it, 0 to 100: a mild prior of ranking, never a filter.
    popularity = models.PositiveSmallIntegerField(_("popularity"), default=0)
    life_events = models.JSONField(_("life events"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def slug(self) -> str:
        """The code as an address has it: `1-001193`."""
        return self.code.replace(".", "-")


class ProcedureVersion(Validity, ClusterableModel):  # type: ignore[django-manager-missing]  # ParentalKey
    """What a procedure says in a period; a dossier keeps the version it began with."""

    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    name = models.TextField(_("name"))
    name_en = models.TextField(_("English name"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    # Everyday words for it, by which people search.
    phrases = models.JSONField(_("everyday phrases"), default=list, blank=True)
    # Each a mapping of title, text, who (citizen, officer or agency) and duration.
    steps = models.JSONField(_("steps"), default=list, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    result = models.TextField(_("result"), blank=True)
    authority = models.TextField(_("deciding agency"), blank=True)
    # Each a mapping of number and title.
    legal_bases = models.JSONField(_("legal bases"), default=list, blank=True)
    decision = models.CharField(_("publishing decision"), max_length=120, blank=True)
    ministry = models.CharField(_("ministry"), max_length=120, blank=True)
    # Tiers as recorded at the source; who really offers it is said by the offerings.
    recorded_tiers = models.JSONField(_("recorded tiers"), default=list, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a procedure")
        verbose_name_plural = _("versions of procedures")
        ordering = ["procedure", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "valid_from"], name="version_once_a_day"
            ),
            valid_period_constraint("version_valid_period"),
        ]

    @property
    def shown_name(self) -> str:
        """In the language of the page, where somebody has translated it."""
        return (get_language() == "en" and self.name_en) or self.name

    def __str__(self) -> str:
        return self.name


class VersionAudience(models.Model):
    """Who may apply (đối tượng thực hiện): a row each, for both databases to filter."""

    version = ParentalKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="audiences"
    )
    audience = models.CharField(_("audience"), max_length=24, choices=Audience)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "audience"], name="audience_once_a_version"
            )
        ]
        indexes = [models.Index(fields=["audience", "version"])]

    def __str__(self) -> str:
        return self.get_audience_display()
