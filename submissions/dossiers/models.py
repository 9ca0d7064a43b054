"""The dossier (hồ sơ): one application, from submission to return."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from services_catalog.agencies.models import Agency
from services_catalog.procedures.case_types import CaseType, Channel
from services_catalog.procedures.models import ProcedureVersion
from submissions.dossiers.lifecycle import DossierStatus, Outcome
from submissions.dossiers.querysets import DossierQuerySet
from submissions.forms.models import FormVersion
from submissions.sealing.fields import SealedJSONField, SealedTextField


class PaymentState(models.TextChoices):
    NOT_DUE = "not_due", _("nothing to pay yet")
    WAITING = "waiting", _("waiting for payment")
    PAID = "paid", _("paid")
    REFUNDED = "refunded", _("refunded")
    CANCELLED = "cancelled", _("cancelled")


class DeliveryState(models.TextChoices):
    NONE = "none", _("at the counter")
    REGISTERED = "registered", _("delivery registered")
    POSTED = "posted", _("handed to the post")
    DELIVERED = "delivered", _("delivered")
    SENT_BACK = "sent_back", _("sent back by the post")


class DigitisationState(models.TextChoices):
    NONE = "none", _("not digitised")
    DIGITISED = "digitised", _("digitised")
    REUSED = "reused", _("reused")


class SynchronisationState(models.TextChoices):
    NOT_NEEDED = "not_needed", _("not exchanged")
    WAITING = "waiting", _("not yet sent")
    SENT = "sent", _("sent")


class Dossier(models.Model):
    """An application under one procedure; its status moves only through the services.

    Three organisations are kept apart: who received it, who decides, and where the
    citizen stood (support point).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("dossier code"), max_length=60, unique=True)
    # SHA-256 of the secret in the receipt's link.
    receipt_hash = models.CharField(max_length=64, unique=True, editable=False)
    form_version = models.ForeignKey(
        FormVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
    )
    procedure_version = models.ForeignKey(
        ProcedureVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
    )
    case_type = models.ForeignKey(
        CaseType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
    )
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel, default=Channel.ONLINE
    )
    portal_path = models.CharField(max_length=255, default="/")
    # In which the citizen submitted, and is written to.
    language = models.CharField(max_length=2, default="vi")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
    )
    receiving_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="received_dossiers"
    )
    competent_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="dossiers"
    )
    support_point = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_dossiers",
    )
    # Submitter, owner and subject may be three persons (domain 2).
    applicant = SealedJSONField(default=dict, blank=True)
    owner_id_index = models.CharField(max_length=64, blank=True, db_index=True)
    answers = models.JSONField(default=dict, blank=True)
    sealed_answers = SealedJSONField(default=dict, blank=True)

    status = models.CharField(_("status"), max_length=16, choices=DossierStatus)
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome, blank=True)
    payment_state = models.CharField(
        max_length=12, choices=PaymentState, default=PaymentState.NOT_DUE
    )
    delivery_state = models.CharField(
        max_length=12, choices=DeliveryState, default=DeliveryState.NONE
    )
    digitisation_state = models.CharField(
        max_length=12, choices=DigitisationState, default=DigitisationState.NONE
    )
    synchronisation_state = models.CharField(
        max_length=12,
        choices=SynchronisationState,
        default=SynchronisationState.NOT_NEEDED,
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("held by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="held_dossiers",
    )
    # Optimistic lock of the desk: a colleague's move is noticed, not overwritten.
    lock_version = models.PositiveIntegerField(default=0)

    submitted_at = models.DateTimeField(_("submitted"))
    accept_by = models.DateTimeField(_("accept by"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    original_due_at = models.DateTimeField(
        _("original due date"), null=True, blank=True
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    clock_stopped_at = models.DateTimeField(_("stopped since"), null=True, blank=True)
    was_extended = models.BooleanField(_("extended"), default=False)
    withdrawal_requested_at = models.DateTimeField(
        _("withdrawal asked for"), null=True, blank=True
    )
    # In đồng, while or after a financial obligation was asked for.
    obligation_amount = models.PositiveBigIntegerField(
        _("financial obligation"), null=True, blank=True
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-submitted_at"]
        indexes = [
            models.Index(fields=["receiving_agency", "status", "due_at"]),
            models.Index(fields=["competent_agency", "status", "due_at"]),
        ]

    def __str__(self) -> str:
        return self.code


class CodeCounter(models.Model):
    """The last number given by an agency on a day; the database hands out the next."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("code counter")
        verbose_name_plural = _("code counters")
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="counter_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.day}: {self.last}"


class SubmissionKey(models.Model):
    """One idempotency key, one dossier: a repeated body is answered, another refused.

    The body is the draft and its secret, so that a replay proves the same right.
    """

    key = models.CharField(max_length=120, unique=True)
    body_hash = models.CharField(max_length=64, unique=True)
    # The draft that was; its owner may repeat the request without its secret.
    draft_id = models.UUIDField(unique=True, null=True)
    # What else the request said, for callers who must not say it otherwise again.
    request_hash = models.CharField(max_length=64, blank=True, default="")
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="submission_keys"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("submission key")
        verbose_name_plural = _("submission keys")

    def __str__(self) -> str:
        return self.key


class SupplementRequest(models.Model):
    """Papers asked for, once and completely, with a last day to answer (domain 4.1)."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="supplements"
    )
    # Whether the dossier had been accepted: only then does the main clock stop.
    before_acceptance = models.BooleanField(default=False)
    reason = SealedTextField(_("reason"))
    # A list of mappings: `name` of the paper and `reason`, what is wrong with it.
    items = SealedJSONField(_("items"), default=dict, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = SealedTextField(_("reply"), blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    due_before = models.DateTimeField(null=True, blank=True)
    due_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("supplement request")
        verbose_name_plural = _("supplement requests")
        ordering = ["requested_at"]

    def __str__(self) -> str:
        return f"{self.dossier} {self.requested_at:%d/%m/%Y}"
