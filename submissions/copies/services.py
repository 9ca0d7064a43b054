"""Keeping the record of a submission, printing its copy once, finding what differs."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from outbox.services import enqueue
from submissions.copies.document import pdf_of
from submissions.copies.models import SubmissionRecord
from submissions.copies.record import record_text
from submissions.dossiers.chain import commitment
from submissions.dossiers.digests import Finding
from submissions.dossiers.events import DossierEvent
from submissions.dossiers.models import Dossier
from submissions.files.models import Paper

TOPIC = "submissions.copy"


def keep_record(*, dossier: Dossier, papers: Iterable[Paper]) -> SubmissionRecord:
    """Record what is being submitted, and have its copy printed after the commit.

    Runs in the submission's transaction; the caller writes the fingerprint into the
    diary.
    """
    salt = secrets.token_hex(16)
    text = record_text(dossier, papers)
    record = SubmissionRecord.objects.create(
        dossier=dossier, text=text, salt=salt, fingerprint=commitment(salt, text)
    )
    enqueue(TOPIC, {"record": record.pk}, key=str(record.public_id))
    return record


def print_when_told(payload: dict[str, Any]) -> None:
    """The outbox's way in."""
    record = SubmissionRecord.objects.filter(pk=payload["record"]).first()
    if record is not None:
        printed(record)


@transaction.atomic
def printed(record: SubmissionRecord) -> SubmissionRecord:
    """The record with its PDF copy, which is made now if it was not before."""
    held = SubmissionRecord.objects.select_for_update().get(pk=record.pk)
    if held.pdf:
        return held
    content = pdf_of(json.loads(held.text), held.fingerprint)
    held.pdf_sha256 = hashlib.sha256(content).hexdigest()
    held.pdf_size = len(content)
    held.pdf.save("copy.pdf", ContentFile(content), save=False)
    held.save(update_fields=["pdf", "pdf_sha256", "pdf_size"])
    return held


def verify_records() -> Iterator[Finding]:
    """Every record that is not what was submitted, or lacks though it was written."""
    records = SubmissionRecord.objects.order_by("pk")
    for record in records.iterator(chunk_size=500):
        if not is_as_submitted(record):
            yield Finding(f"record {record.pk}", "is not what was submitted")
    without = DossierEvent.objects.filter(dossier__record=None)
    for event in without.exclude(record_fingerprint="").order_by("pk"):
        yield Finding(f"event {event.pk}", "has lost the record it speaks of")


def is_as_submitted(record: SubmissionRecord) -> bool:
    """Whether text, fingerprint and diary still agree."""
    written = DossierEvent.objects.filter(dossier=record.dossier_id, sequence=1)
    return (
        commitment(record.salt, record.text)
        == record.fingerprint
        == written.values_list("record_fingerprint", flat=True).first()
    )
