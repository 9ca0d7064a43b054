"""Uploaded papers: private storage, opaque ids, a scan state each."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from services_catalog.procedures.case_types import Component
from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.files.legibility import Legibility


class ScanState(models.TextChoices):
    UNSCANNED = "unscanned", _("not scanned")
    CLEAN = "clean", _("no virus found")
    INFECTED = "infected", _("virus found")
    FAILED = "failed", _("could not be scanned")


def private_storage() -> Storage:
    return storages["private"]


def opaque_name(paper: "Paper", _name: str) -> str:
    """Nothing of the person or of the file's own name reaches the disk."""
    token = paper.public_id.hex
    return f"{token[:2]}/{token[2:4]}/{token}"


class Paper(models.Model):
    """A file that a citizen gave for one question of a form."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="papers"
    )
    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
    )
    field_id = models.CharField(max_length=64)
    component = models.ForeignKey(
        Component, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file = models.FileField(storage=private_storage, upload_to=opaque_name)
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan_state = models.CharField(
        max_length=10, choices=ScanState, default=ScanState.UNSCANNED
    )
    scanned_at = models.DateTimeField(null=True, blank=True)
    # None for what has no pages until it is printed.
    pages = models.PositiveIntegerField(null=True, blank=True)
    legibility = models.CharField(
        max_length=10, choices=Legibility, default=Legibility.UNKNOWN, blank=True
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True) | models.Q(dossier__isnull=True),
                name="paper_draft_or_dossier",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_locked(self) -> bool:
        """Whether staff may not open it: infected, or not yet seen by the scanner."""
        if self.scan_state == ScanState.INFECTED:
            return True
        return bool(settings.CLAMD_URL) and self.scan_state != ScanState.CLEAN

    @property
    def name_in_words(self) -> str:
        """Its name with what its owner should know of it."""
        remark = self.get_legibility_display() if self.legibility else ""
        if self.scan_state == ScanState.INFECTED:
            remark = gettext("a virus was found in it")
            if self.draft_id is not None:
                remark = gettext("a virus was found: remove it and attach another")
        return f"{self.original_name} ({remark})" if remark else self.original_name
