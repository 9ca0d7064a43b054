"""The dossier's diary: append-only rows, chained by hashes, text beside them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from services_catalog.agencies.models import Agency
from submissions.dossiers.lifecycle import Action, DossierStatus
from submissions.dossiers.models import Dossier
from submissions.sealing.fields import SealedTextField


class DossierEvent(models.Model):
    """One thing that happened to a dossier. The database refuses update and delete.

    Personal text is not here: `note_commitment` binds a salted hash of the text in the
    erasable side row, so masking after the retention term breaks no chain.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="events"
    )
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    actor_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=32, choices=Action)
    from_status = models.CharField(max_length=16, choices=DossierStatus, blank=True)
    to_status = models.CharField(max_length=16, choices=DossierStatus)
    # Dates before and after, as ISO text: what the move did to the clock.
    clock = models.JSONField(default=dict)
    is_visible_to_citizen = models.BooleanField(default=True)
    note_commitment = models.CharField(max_length=64, blank=True)
    # Of the record of what was submitted; with the event of submission only.
    record_fingerprint = models.CharField(max_length=64, blank=True, default="")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event of a dossier")
        verbose_name_plural = _("events of dossiers")
        ordering = ["dossier", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "sequence"], name="event_sequence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.sequence}: {self.action}"


class DossierEventNote(models.Model):
    """What was written with an event; may be erased, the chain stands."""

    event = models.OneToOneField(
        DossierEvent, on_delete=models.PROTECT, related_name="note"
    )
    salt = models.CharField(max_length=32)
    text = SealedTextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("note of an event")
        verbose_name_plural = _("notes of events")

    def __str__(self) -> str:
        return str(self.event)


class EventDigest(models.Model):
    """One hash over all events of a day, chained to the day before: an event taken
    away at the end of a dossier's chain is missed here."""

    day = models.DateField(unique=True)
    count = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("digest of a day's events")
        verbose_name_plural = _("digests of days' events")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
