"""Offerings: rules, not a row per commune (694 procedures × 141 communes = 98,000)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.offerings.querysets import OfferingQuerySet
from services_catalog.procedures.models import Procedure
from services_catalog.units.models import Tier
from services_catalog.validity import Validity, valid_period_constraint


class ServiceLevel(models.IntegerChoices):
    """Levels of Circular 32/2017/TT-BTTTT; 4 is today's toàn trình, 3 một phần."""

    INFORMATION = 1, _("Level 1: information")
    DOWNLOAD = 2, _("Level 2: forms to download")
    SUBMIT = 3, _("Level 3: submit online, pay and receive at the counter")
    FULL = 4, _("Level 4: submit, pay and receive online")


class IntakeChannel(models.TextChoices):
    """Where a dossier enters (domain 0)."""

    LOCAL_FORM = "local_form", _("form on this portal")
    NATIONAL_PORTAL = "national_portal", _("National Public Service Portal")
    MINISTRY_SYSTEM = "ministry_system", _("system of a ministry")
    COUNTER_ONLY = "counter_only", _("at the counter only")


class Offering(Validity, ClusterableModel):
    """One agency, or every agency of a kind at a tier, offers a procedure."""

    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="offerings",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offerings",
    )
    agency_kind = models.CharField(
        _("or every agency of the kind"), max_length=24, choices=AgencyKind, blank=True
    )
    tier = models.CharField(_("at the tier"), max_length=8, choices=Tier, blank=True)
    level = models.PositiveSmallIntegerField(
        _("service level"), choices=ServiceLevel, default=ServiceLevel.INFORMATION
    )
    intake_channel = models.CharField(
        _("intake channel"),
        max_length=16,
        choices=IntakeChannel,
        default=IntakeChannel.LOCAL_FORM,
    )
    outside_url = models.URLField(_("outside address"), blank=True)
    # Derived by an import; only such ones does a later import replace.
    is_derived = models.BooleanField(_("derived"), default=False, editable=False)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ["procedure", "tier", "id"]
        indexes = [models.Index(fields=["agency_kind", "tier"])]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(agency__isnull=False, agency_kind="", tier="")
                    | (Q(agency__isnull=True) & ~Q(agency_kind="") & ~Q(tier=""))
                ),
                name="offering_agency_or_kind",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4), name="offering_level"
            ),
            models.CheckConstraint(
                condition=Q(intake_channel__in=["local_form", "counter_only"])
                | ~Q(outside_url=""),
                name="offering_outside_needs_url",
            ),
            valid_period_constraint("offering_valid_period"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.agency or self.get_agency_kind_display()}"


class OfferingException(models.Model):
    """One agency departs from a rule: offers it not, or at another level or door."""

    offering = ParentalKey(
        Offering, on_delete=models.CASCADE, related_name="exceptions"
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="offering_exceptions",
    )
    is_offered = models.BooleanField(_("offered"), default=True)
    level = models.PositiveSmallIntegerField(
        _("service level"), choices=ServiceLevel, null=True, blank=True
    )
    intake_channel = models.CharField(
        _("intake channel"), max_length=16, choices=IntakeChannel, blank=True
    )
    outside_url = models.URLField(_("outside address"), blank=True)

    class Meta:
        verbose_name = _("exception to an offering")
        verbose_name_plural = _("exceptions to offerings")
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "agency"], name="exception_once_an_agency"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offering} / {self.agency}"


class LocalNote(models.Model):
    """What a unit's own staff says beside a procedure: hours, telephone, a note."""

    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="local_notes",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="local_notes",
    )
    hours = models.CharField(_("hours"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("local note")
        verbose_name_plural = _("local notes")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "agency"], name="local_note_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} / {self.agency}"
