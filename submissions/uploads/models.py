"""An upload that is under way: its parts, until they are one paper."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.drafts.models import Draft
from submissions.files.models import Paper


class Upload(models.Model):
    """One file for one question of a draft, as far as it has come.

    Parts stand in the database: they live a day at most, go with their draft, and no
    store of files can append to one. `paper` is what became of it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="uploads")
    field_id = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    # Bytes: in all, and received without a gap.
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("upload under way")
        verbose_name_plural = _("uploads under way")

    def __str__(self) -> str:
        return str(self.public_id)


class UploadPart(models.Model):
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveBigIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of an upload")
        verbose_name_plural = _("parts of uploads")
        ordering = ["offset"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "offset"], name="part_once")
        ]

    def __str__(self) -> str:
        return f"{self.upload} {self.offset}"
