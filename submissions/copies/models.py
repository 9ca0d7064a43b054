"""The record of a submission: what was asked and answered, and its fingerprint."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.dossiers.models import Dossier
from submissions.sealing.fields import SealedTextField


def private_storage() -> Storage:
    return storages["private"]


def copy_name(record: "SubmissionRecord", _name: str) -> str:
    """Apart from citizens' papers, which are swept; nothing of the person in it."""
    token = record.public_id.hex
    return f"copies/{token[:2]}/{token[2:4]}/{token}"


class SubmissionRecord(models.Model):
    """One dossier as it was submitted. Written once, in the submission's transaction.

    `text` is canonical JSON (see `record`), sealed, as it is all personal. Its salted
    hash, the `fingerprint`, also stands in the append-only diary, so that a text that
    was changed afterwards is found; the salt keeps it from being guessed back.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, related_name="record"
    )
    text = SealedTextField()
    salt = models.CharField(max_length=32)
    fingerprint = models.CharField(max_length=64, unique=True)
    # The printed copy (PDF/A), made once, soon after: "" and 0 until then.
    pdf = models.FileField(storage=private_storage, upload_to=copy_name, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, default="")
    pdf_size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("record of a submission")
        verbose_name_plural = _("records of submissions")

    def __str__(self) -> str:
        return str(self.dossier)
