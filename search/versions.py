"""What administrators publish is kept in versions: who, when, why; one is live."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _


class DraftChangedError(ValueError):
    """The draft is not the one that was looked at any more."""


class Version(models.Model):
    """Something that was, or is, live; never changed after it was published."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)
    # Nobody: it came with the portal.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        abstract = True
        # Versions come and go with what they are versions of, and so do its rights.
        default_permissions = ()
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class LiveState(models.Model):
    """The only row; its stamp is new whenever something was published.

    Each process compares the stamp once a second (see `in_force`).
    """

    stamp = models.UUIDField(_("stamp"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("state of what is live in search")
        verbose_name_plural = _("states of what is live in search")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.stamp)


def next_number(model: type[Version]) -> int:
    """The number of the version to come; the caller holds the lock of the set."""
    newest = model._default_manager.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def fingerprint(text: str) -> str:
    """Tells whether a draft is still the one that somebody looked at."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
