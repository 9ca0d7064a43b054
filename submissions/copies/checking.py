"""Reads for the page that confirms a copy."""

import hashlib
import hmac
import json
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from submissions.copies.models import SubmissionRecord
from themes.templatetags.ui import day_and_time

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class CheckedFile(StrEnum):
    COPY = "copy"  # the copy, byte by byte
    PAPER = "paper"  # a paper that was attached, byte by byte
    OTHER = "other"


def find_record(code: str, fingerprint: str) -> SubmissionRecord | None:
    """The record of a dossier for whoever knows its fingerprint."""
    records = SubmissionRecord.objects.select_related(
        "dossier__receiving_agency",
        "dossier__form_version__definition",
        "dossier__procedure_version",
    )
    record = records.filter(dossier__code=code).first()
    if record is None or not hmac.compare_digest(
        record.fingerprint.encode(), fingerprint.encode()
    ):
        return None
    return record


def words_of(record: SubmissionRecord) -> list[dict[str, str]]:
    """What is not personal, to be held against the paper."""
    dossier, version = record.dossier, record.dossier.form_version
    form = _("%(title)s, version %(number)d")
    facts = [
        (_("Dossier code"), dossier.code),
        (_("Submitted"), day_and_time(dossier.submitted_at)),
        (
            _("Procedure"),
            dossier.procedure_version.shown_name if dossier.procedure_version else "",
        ),
        (
            _("Form"),
            form % {"title": version.definition.shown_title, "number": version.number}
            if version
            else "",
        ),
        (_("Received by"), dossier.receiving_agency.shown_name),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def check_file(record: SubmissionRecord, upload: "UploadedFile[bytes]") -> CheckedFile:
    """What a file is to the dossier: hashed where it lies, never stored."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    found = digest.hexdigest()
    if record.pdf and found == record.pdf_sha256:
        return CheckedFile.COPY
    if found in _paper_hashes(record):
        return CheckedFile.PAPER
    return CheckedFile.OTHER


def _paper_hashes(record: SubmissionRecord) -> set[str]:
    return {
        paper["sha256"]
        for step in json.loads(record.text)["steps"]
        for answer in step["answers"]
        for paper in answer["papers"]
    }
