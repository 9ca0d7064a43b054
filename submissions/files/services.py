"""Taking papers in: measured, recognised by their content, examined, hashed, stored
privately."""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, BinaryIO

import puremagic
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from submissions.files.examination import examined
from submissions.files.joining import joined_pdf
from submissions.files.models import Paper
from submissions.files.photographs import PHOTOGRAPHS
from submissions.files.refusals import PaperRefusedError
from submissions.files.scanning import queue_scan
from submissions.files.types import PAPER_TYPES
from submissions.forms.compiled import CompiledField
from submissions.forms.typed import one_line

if TYPE_CHECKING:
    from submissions.drafts.models import Draft

MEGABYTE = 1024 * 1024
LONGEST_NAME = 150
MOST_JOINED = 20


def add_paper(
    *, draft: "Draft", field: CompiledField, upload: "UploadedFile[bytes]"
) -> Paper:
    """Attach a file to the draft as an answer to `field`; raises PaperRefusedError."""
    return _attach(draft, field, judge_paper(field=field, upload=upload))


def add_papers(
    *, draft: "Draft", field: CompiledField, uploads: "Sequence[UploadedFile[bytes]]"
) -> Iterator[PaperRefusedError]:
    """Attach what was given at once, and say what could not be taken.

    Where the question wants it, several photographs become one document.
    """
    is_one = _are_joined(field, uploads)
    for group in [uploads] if is_one else [[upload] for upload in uploads]:
        try:
            if is_one:
                _attach(draft, field, _judge_joined(field, group))
            else:
                add_paper(draft=draft, field=field, upload=group[0])
        except PaperRefusedError as refused:
            yield refused


def add_joined(
    *, draft: "Draft", field: CompiledField, uploads: "Sequence[UploadedFile[bytes]]"
) -> Paper:
    """Attach several photographs as the one document that the question wants.

    Raises PaperRefusedError, also where the question wants no such document.
    """
    if not _are_joined(field, uploads):
        message = gettext(
            "“%(label)s” takes one file at a time; only photographs of one paper become"
            " one document, where the question asks for it."
        )
        raise PaperRefusedError("not_joined", message % {"label": field.label})
    return _attach(draft, field, _judge_joined(field, uploads))


def _attach(draft: "Draft", field: CompiledField, paper: Paper) -> Paper:
    paper.draft = draft
    with transaction.atomic():
        # The row of the draft is the lock under which its papers are counted.
        type(draft).objects.select_for_update().get(pk=draft.pk)
        require_count(draft, field)
        keep_paper(paper=paper)
    return paper


def _are_joined(field: CompiledField, uploads: "Sequence[UploadedFile[bytes]]") -> bool:
    wanted = field.settings.get("join_photographs") and "pdf" in field.settings.get(
        "accept", ()
    )
    return bool(wanted and len(uploads) > 1) and all(
        recognise(upload.file) in PHOTOGRAPHS  # type: ignore[arg-type]
        for upload in uploads
    )


def _judge_joined(
    field: CompiledField, uploads: "Sequence[UploadedFile[bytes]]"
) -> Paper:
    """The one document, named after the first photograph, as legible as the worst."""
    if len(uploads) > MOST_JOINED:
        message = gettext("At most %(most)d photographs become one document.")
        raise PaperRefusedError("too_many", message % {"most": MOST_JOINED})
    parts = [judge_paper(field=field, upload=upload) for upload in uploads]
    stem, _ending = _split(parts[0].original_name)
    content = joined_pdf(part.file.file for part in parts)
    paper = judge_paper(field=field, upload=SimpleUploadedFile(f"{stem}.pdf", content))
    paper.legibility = next((p.legibility for p in parts if p.legibility), "")
    return paper


def judge_paper(*, field: CompiledField, upload: "UploadedFile[bytes]") -> Paper:
    """The paper an upload would be, not yet stored; raises PaperRefusedError."""
    name = clean_name(upload.name or "")
    require_size(field, name, upload.size or 0)
    stream: BinaryIO = upload.file  # type: ignore[assignment]
    kind = _require_type(field, name, stream)
    found = examined(name, stream, kind)
    # What is measured is what is stored, not what was sent.
    return Paper(
        field_id=field.id,
        original_name=name,
        content_type=PAPER_TYPES[kind].content_type,
        file=File(found.stream, name=name),
        size=found.stream.seek(0, os.SEEK_END),
        sha256=_sha256(found.stream),
        pages=found.pages,
        legibility=found.legibility,
    )


def keep_paper(*, paper: Paper) -> None:
    """Store a judged paper with its file, and have it scanned."""
    paper.save(force_insert=True)
    queue_scan(paper)


@transaction.atomic
def remove_paper(*, draft: "Draft", paper: Paper) -> None:
    """Take a paper out of a draft, and off the disk once that is certain."""
    if paper.draft_id != draft.pk:
        raise Paper.DoesNotExist
    delete_files([paper])
    paper.delete()


def delete_files(papers: Iterable[Paper]) -> None:
    """Delete the files, but not the rows, of papers, when the transaction commits."""
    for paper in papers:
        if name := paper.file.name:
            transaction.on_commit(partial(paper.file.storage.delete, name))


def clean_name(raw: str) -> str:
    """The file's own name without path and invisible characters, its ending kept."""
    last = PureWindowsPath(PurePosixPath(one_line(raw)).name).name
    stem, ending = _split(last)
    kept = LONGEST_NAME - len(ending) - 1
    short = f"{stem[:kept]}.{ending}" if ending else stem[:LONGEST_NAME]
    return short or gettext("file")


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 10:
        return name, ""
    return stem, ending


def require_size(field: CompiledField, name: str, size: int) -> None:
    """Raises PaperRefusedError for a file too large for the question, or empty."""
    limit = int(field.settings.get("max_megabytes", 10)) * MEGABYTE
    if not size:
        message = gettext("“%(name)s” is empty. Choose the file again.")
        raise PaperRefusedError("empty", message % {"name": name})
    if size > limit:
        message = gettext(
            "“%(name)s” is %(size)s; a file may have %(limit)s at most. Choose a"
            " smaller one, or take the photograph at a lower resolution."
        )
        said = {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        raise PaperRefusedError("too_large", message % {"name": name, **said})


def _require_type(field: CompiledField, name: str, stream: BinaryIO) -> str:
    accepted = [t for t in field.settings.get("accept", ()) if t in PAPER_TYPES]
    found = recognise(stream)
    if found not in accepted:
        message = gettext(
            "“%(name)s” is not one of the kinds of files taken here: %(kinds)s."
            " Save it as one of them and choose it again."
        )
        kinds = ", ".join(kind.upper() for kind in accepted)
        raise PaperRefusedError("type", message % {"name": name, "kinds": kinds})
    if _split(name)[1].lower() not in PAPER_TYPES[found].endings:
        message = gettext(
            "“%(name)s” is really a %(kind)s file. Give it the ending .%(ending)s"
            " and choose it again."
        )
        said = {"name": name, "kind": found.upper(), "ending": found}
        raise PaperRefusedError("ending", message % said)
    return found


def recognise(stream: BinaryIO) -> str:
    """The short name of the type that the content shows, "" for any other."""
    stream.seek(0)
    try:
        if zipfile.is_zipfile(stream):
            return _office_type(stream)
        stream.seek(0)
        return _plain_type(stream)
    finally:
        stream.seek(0)


def _plain_type(stream: BinaryIO) -> str:
    try:
        matches = puremagic.magic_stream(stream)
    except (puremagic.PureError, ValueError):
        return ""
    best = max((match.confidence for match in matches), default=0)
    found = {m.extension.lstrip(".") for m in matches if m.confidence == best}
    plain = (name for name, kind in PAPER_TYPES.items() if not kind.marker)
    return next((n for n in plain if found & set(PAPER_TYPES[n].endings)), "")


def _office_type(stream: BinaryIO) -> str:
    """Office documents are archives: told apart by what they must contain."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    if any(_is_program(name.lower()) for name in names):
        return ""
    kinds = PAPER_TYPES.items()
    return next((n for n, kind in kinds if kind.marker and kind.marker in names), "")


def _is_program(name: str) -> bool:
    """A document that carries programs is none of ours."""
    return name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/"))


def require_count(draft: "Draft", field: CompiledField) -> None:
    """Raises PaperRefusedError where the question has all the files that it takes."""
    most = int(field.settings.get("max_files", 1))
    if draft.papers.filter(field_id=field.id).count() >= most:
        message = gettext(
            "At most %(most)d files for “%(label)s”. Remove one before adding another."
        )
        said = {"most": most, "label": field.label}
        raise PaperRefusedError("too_many", message % said)


def _sha256(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    stream.seek(0)
    return digest
