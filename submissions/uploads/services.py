"""Beginning an upload, taking its parts in order, making a paper of them."""

from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext

from submissions.drafts.models import Draft
from submissions.drafts.services import steps_of_draft
from submissions.files.refusals import PaperRefusedError
from submissions.files.services import (
    MEGABYTE,
    add_paper,
    clean_name,
    require_count,
    require_size,
)
from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.registry import kind_of
from submissions.uploads.models import Upload, UploadPart

LIFETIME = timedelta(days=1)
MOST_AT_ONCE = 10
LARGEST_PART = MEGABYTE


class OffsetError(ValueError):
    """The part does not follow what has come; `received` bytes have."""

    def __init__(self, received: int) -> None:
        super().__init__(str(received))
        self.received = received


class NoSuchQuestionError(LookupError):
    """No question of the draft's form that takes files has this key."""


def begin_upload(
    *, draft: Draft, key: str, name: str, size: int, at: datetime
) -> Upload:
    """A place for a file of that size; raises PaperRefusedError before a byte is sent,
    NoSuchQuestionError for a key that no question with files has.

    What the file is shows when it is whole.
    """
    field = _file_fields(draft, "key").get(key)
    if field is None:
        raise NoSuchQuestionError(key)
    name = clean_name(name)
    require_size(field, name, size)
    require_count(draft, field)
    open_ones = draft.uploads.filter(paper=None, expires_at__gt=at)
    if open_ones.count() >= MOST_AT_ONCE:
        message = gettext("Too many files at once. Wait until one is received.")
        raise PaperRefusedError("too_many", message)
    return Upload.objects.create(
        draft=draft, field_id=field.id, name=name, size=size, expires_at=at + LIFETIME
    )


def find_upload(*, draft: Draft, public_id: UUID, at: datetime) -> Upload | None:
    return draft.uploads.filter(public_id=public_id, expires_at__gt=at).first()


def receive_part(*, upload: Upload, offset: int, content: bytes) -> Upload:
    """Take the bytes that follow; with the last of them the file becomes a paper.

    Raises OffsetError for bytes that do not follow, PaperRefusedError for a file that
    is not taken: then the upload is gone.
    """
    try:
        with transaction.atomic():
            return _received(upload, offset, content)
    except PaperRefusedError:
        upload.delete()
        raise


def _received(upload: Upload, offset: int, content: bytes) -> Upload:
    # The row of the draft first, as when a paper is attached: no two wait in a ring.
    draft = Draft.objects.select_for_update().get(pk=upload.draft_id)
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if offset != held.received or offset + len(content) > held.size:
        raise OffsetError(held.received)
    if content:
        UploadPart.objects.create(upload=held, offset=offset, content=content)
    held.received += len(content)
    if held.received == held.size and held.paper_id is None:
        held.paper = add_paper(
            draft=draft, field=_question(draft, held), upload=_whole(held)
        )
        held.parts.all().delete()
    held.save(update_fields=["received", "paper"])
    return held


def _question(draft: Draft, upload: Upload) -> CompiledField:
    field = _file_fields(draft, "id").get(upload.field_id)
    if field is None:
        message = gettext("“%(name)s” answers a question that is no longer asked.")
        raise PaperRefusedError("gone", message % {"name": upload.name})
    return field


def _file_fields(draft: Draft, name: str) -> dict[str, CompiledField]:
    """The questions of all steps that take files, by their key or id."""
    fields = (field for step in steps_of_draft(draft) for field in step.fields)
    return {getattr(f, name): f for f in fields if kind_of(f.kind).is_file}


def _whole(upload: Upload) -> "UploadedFile[bytes]":
    file: Any = SpooledTemporaryFile(max_size=MEGABYTE)  # noqa: SIM115  # closed with the upload
    for content in upload.parts.values_list("content", flat=True).iterator(4):
        file.write(content)
    file.seek(0)
    return UploadedFile(file, name=upload.name, size=upload.size)


def sweep_uploads(*, at: datetime) -> int:
    """Delete what was begun more than a day ago; the number of uploads deleted."""
    expired = Upload.objects.filter(expires_at__lte=at)
    count = expired.count()
    expired.delete()
    return count
