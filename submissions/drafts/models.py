"""A draft: no code, deletable, expires, survives a change of device."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from services_catalog.agencies.models import Agency
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.models import ProcedureVersion
from submissions.drafts.querysets import DraftQuerySet
from submissions.forms.models import FormVersion
from submissions.sealing.fields import SealedJSONField


class Draft(models.Model):
    """What was typed so far, with the portal, offering and version it began with.

    Anonymous drafts open by a bearer token, of which only the hash is kept.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
    )
    form_version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="drafts"
    )
    procedure_version = models.ForeignKey(
        ProcedureVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
    )
    case_type = models.ForeignKey(
        CaseType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
    )
    # The agency that decides; its desk receives.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="drafts")
    portal_path = models.CharField(max_length=255, default="/")
    # The applicant step, owned by the system: names and contacts are personal.
    applicant = SealedJSONField(blank=True, default=dict)
    # Answers by field id; personal and sensitive ones stand sealed.
    answers = models.JSONField(default=dict, blank=True)
    sealed_answers = SealedJSONField(blank=True, default=dict)
    # What a later window typed, by step and key, until it is taken over or dropped.
    set_aside = SealedJSONField(blank=True, default=dict)
    # Grows with every save: the later of two tabs is told, not obeyed.
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(db_index=True)
    # That its owner was told of the coming end; unsaid again by every save.
    warned_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.public_id)


class DraftLink(models.Model):
    """A secret by which a draft is continued on one more device, once and soon.

    Only hashes are kept: of the link's secret, and of the token that its use gave out.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, blank=True, default="")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")

    def __str__(self) -> str:
        return str(self.pk)
