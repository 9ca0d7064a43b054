"""Case types (trường hợp): the real owners of papers, fees and time limits."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from services_catalog.procedures.models import ProcedureVersion


class TermUnit(models.TextChoices):
    WORKING_DAY = "working_day", _("working days")
    WORKING_HOUR = "working_hour", _("working hours")
    CALENDAR_DAY = "calendar_day", _("calendar days")


class SupplementPolicy(models.TextChoices):
    """What a wait for the citizen does to the term (domain 4.3)."""

    RESTART = "restart", _("the full term is counted again")
    RESUME = "resume", _("the days already used are kept")


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    POST = "post", _("by post")


class CaseType(ClusterableModel):
    """A variant of a procedure with papers, fees and term of its own."""

    version = ParentalKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="case_types"
    )
    name = models.CharField(_("name"), max_length=255, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Null: the source names no term. `has_no_due_date` says that the law sets none.
    term_value = models.PositiveSmallIntegerField(_("term"), null=True, blank=True)
    term_unit = models.CharField(
        _("unit of the term"),
        max_length=16,
        choices=TermUnit,
        default=TermUnit.WORKING_DAY,
    )
    term_text = models.TextField(_("term in words"), blank=True)
    online_term_value = models.PositiveSmallIntegerField(
        _("term when online"), null=True, blank=True
    )
    has_no_due_date = models.BooleanField(_("no due date"), default=False)
    cut_off = models.TimeField(
        _("same-day cut-off"),
        null=True,
        blank=True,
        help_text=_("Accepted after this hour, it counts from the next working day."),
    )
    supplement_policy = models.CharField(
        _("while waiting for papers"),
        max_length=8,
        choices=SupplementPolicy,
        default=SupplementPolicy.RESTART,
    )
    # 15 working days to answer (2025 decree); the rule of a sector may differ.
    supplement_term_days = models.PositiveSmallIntegerField(
        _("working days to supplement"), default=15
    )
    result_required = models.BooleanField(_("result file required"), default=False)

    class Meta:
        verbose_name = _("case type")
        verbose_name_plural = _("case types")
        ordering = ["version", "order", "id"]

    def __str__(self) -> str:
        return self.name or str(self.version)


class ComponentKind(models.TextChoices):
    """The source mixes headings and notes among the papers; they stay what they are."""

    PAPER = "paper", _("paper")
    HEADING = "heading", _("heading")
    NOTE = "note", _("note")


class Component(models.Model):
    """One required paper (thành phần hồ sơ): originals n, copies m."""

    case_type = ParentalKey(
        CaseType, on_delete=models.CASCADE, related_name="components"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(
        _("kind"), max_length=8, choices=ComponentKind, default=ComponentKind.PAPER
    )
    name = models.TextField(_("name"))
    group = models.TextField(_("case"), blank=True)
    note = models.TextField(_("note"), blank=True)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    is_required = models.BooleanField(_("required"), default=True)
    template_name = models.CharField(_("paper form"), max_length=255, blank=True)
    template_file = models.FileField(
        _("file of the paper form"), upload_to="bieu-mau/", blank=True
    )

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["case_type", "order", "id"]

    def __str__(self) -> str:
        return self.name


class FeeKind(models.TextChoices):
    FEE = "fee", _("fee (phí)")
    CHARGE = "charge", _("charge (lệ phí)")


class FeeItem(models.Model):
    """A fee or a charge: two legal kinds, printed on separate receipts."""

    case_type = ParentalKey(CaseType, on_delete=models.CASCADE, related_name="fees")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=FeeKind)
    amount = models.PositiveBigIntegerField(_("amount in đồng"), null=True, blank=True)
    text = models.TextField(_("in words"), blank=True)
    exemption = models.TextField(_("exemption"), blank=True)

    class Meta:
        verbose_name = _("fee item")
        verbose_name_plural = _("fee items")
        ordering = ["case_type", "order", "id"]

    def __str__(self) -> str:
        return self.text or str(self.amount)


class Method(models.Model):
    """A way of submitting, with its own term and fee in words."""

    case_type = ParentalKey(CaseType, on_delete=models.CASCADE, related_name="methods")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    term_text = models.TextField(_("term"), blank=True)
    fee_text = models.TextField(_("fee"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("way of submitting")
        verbose_name_plural = _("ways of submitting")
        ordering = ["case_type", "id"]

    def __str__(self) -> str:
        return self.get_channel_display()
