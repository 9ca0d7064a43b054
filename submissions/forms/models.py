"""Forms: an editable definition, and the frozen versions that dossiers point at."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from services_catalog.agencies.models import Agency
from services_catalog.procedures.case_types import CaseType
from services_catalog.units.models import AdminUnit
from submissions.forms.streams import FormStepsField


class DraftPolicy(models.TextChoices):
    """What becomes of open drafts when a new version goes live."""

    KEEP = "keep", _("drafts keep their version")
    MOVE = "move", _("drafts move to the new version")
    MOVE_AND_ASK = "move_ask", _("drafts move, and changed fields are asked again")


class FormDefinition(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    models.Model,
):
    """A form as its editors build it, owned by a unit or an agency."""

    title = models.CharField(_("title"), max_length=255)
    title_en = models.CharField(_("English title"), max_length=255, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$")],
    )
    owner_unit = models.ForeignKey(
        AdminUnit,
        verbose_name=_("owned by the unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="forms",
    )
    owner_agency = models.ForeignKey(
        Agency,
        verbose_name=_("or by the agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="forms",
    )
    intro = models.TextField(_("introduction"), blank=True)
    steps = FormStepsField(verbose_name=_("steps"))
    declaration = models.TextField(_("declaration"), blank=True)
    draft_policy = models.CharField(
        _("open drafts at publication"),
        max_length=8,
        choices=DraftPolicy,
        default=DraftPolicy.KEEP,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="form_definition",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="form_definition",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_unit__isnull=True) ^ Q(owner_agency__isnull=True),
                name="form_one_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """In the language of the page, where its editors have translated it."""
        return (get_language() == "en" and self.title_en) or self.title

    def get_preview_template(self, _request: Any, _mode: str) -> str:
        return "submissions/forms/preview.html"

    def with_content_json(self, content: Any) -> "FormDefinition":
        """A draft or an older content; whose form it is comes from no revision."""
        form: FormDefinition = super().with_content_json(content)
        form.owner_unit_id = self.owner_unit_id
        form.owner_agency_id = self.owner_agency_id
        return form

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **options: Any) -> None:
        """Go live and be frozen, or neither.

        Raises EmptyFormError for a form without fields.
        """
        # The signal that freezes the form does not say who publishes.
        revision.publisher = user
        super().publish(revision, user=user, **options)


class FormVersion(models.Model):
    """A form as it was published: bytes that never change, and their hash.

    `canonical` is RFC 8785 JSON in NFC, kept as text: jsonb would rewrite it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    definition = models.ForeignKey(
        FormDefinition, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    canonical = models.TextField(_("canonical form"))
    sha256 = models.CharField(max_length=64)
    effective_from = models.DateTimeField(_("effective from"))
    draft_policy = models.CharField(max_length=8, choices=DraftPolicy)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        ordering = ["definition", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "number"], name="form_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.number}"


class CaseTypeForm(models.Model):
    """Which form a case type is submitted with (the catalogue cannot know forms)."""

    case_type = models.OneToOneField(
        CaseType, on_delete=models.PROTECT, related_name="form_link"
    )
    definition = models.ForeignKey(
        FormDefinition, on_delete=models.PROTECT, related_name="case_types"
    )

    class Meta:
        verbose_name = _("form of a case type")
        verbose_name_plural = _("forms of case types")

    def __str__(self) -> str:
        return f"{self.case_type}: {self.definition}"
