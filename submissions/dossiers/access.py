"""Every reading of a dossier by staff is written down (domain 12)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.dossiers.models import Dossier


class AccessKind(models.TextChoices):
    LIST = "list", _("found by a personal number")
    DOSSIER = "dossier", _("dossier opened")
    PAPER = "paper", _("paper opened")
    API = "api", _("read through the API")


class AccessLog(models.Model):
    """Who of the staff read which dossier, when and how; nothing of what it says."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="accesses"
    )
    kind = models.CharField(max_length=8, choices=AccessKind)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("access to a dossier")
        verbose_name_plural = _("accesses to dossiers")
        ordering = ["-at"]
        indexes = [models.Index(fields=["dossier", "at"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.dossier_id}"


def log_access(user: Any, dossiers: Iterable[Dossier], kind: AccessKind) -> None:
    """Write down that staff read these dossiers; owners reading their own are not."""
    AccessLog.objects.bulk_create(
        [
            AccessLog(user=user, dossier=dossier, kind=kind)
            for dossier in dossiers
            if dossier.user_id != user.pk
        ]
    )
