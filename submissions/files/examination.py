"""A look inside a file of a known kind, before it is kept."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from submissions.files.archives import require_harmless_archive
from submissions.files.legibility import Legibility
from submissions.files.pdfs import count_pages
from submissions.files.photographs import PHOTOGRAPHS, clean_photograph


@dataclass(frozen=True, slots=True)
class Examined:
    """What is to be stored, and what was found out about it."""

    stream: BinaryIO
    pages: int | None = None
    legibility: Legibility = Legibility.UNKNOWN


def examined(name: str, stream: BinaryIO, kind: str) -> Examined:
    """The file as it may be kept; raises PaperRefusedError if it may not."""
    if kind == "pdf":
        return Examined(stream, pages=count_pages(name, stream))
    if kind in PHOTOGRAPHS:
        photograph = clean_photograph(name, stream, kind)
        cleaned = BytesIO(photograph.content)
        return Examined(cleaned, pages=1, legibility=photograph.legibility)
    require_harmless_archive(name, stream)
    return Examined(stream)
