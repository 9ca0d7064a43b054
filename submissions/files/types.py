"""Types of papers that a counter can read, and how each is recognised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperType:
    """A type by its short name: what browsers call it, which endings it goes by, and
    for archives the member by which it is known."""

    content_type: str
    endings: tuple[str, ...]
    marker: str = ""


# Nothing here can run in a browser: no HTML, no SVG, no archive of unknown content.
PAPER_TYPES: Mapping[str, PaperType] = {
    "pdf": PaperType("application/pdf", ("pdf",)),
    "jpg": PaperType("image/jpeg", ("jpg", "jpeg", "jfif")),
    "png": PaperType("image/png", ("png",)),
    "docx": PaperType(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx",),
        "word/document.xml",
    ),
    "xlsx": PaperType(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("xlsx",),
        "xl/workbook.xml",
    ),
    "odt": PaperType(
        "application/vnd.oasis.opendocument.text", ("odt",), "content.xml"
    ),
}


def accept_attribute(names: Iterable[str]) -> str:
    """What a file input may choose: `.pdf,.jpg,.jpeg,…`."""
    endings = (
        ending
        for name in names
        if name in PAPER_TYPES
        for ending in PAPER_TYPES[name].endings
    )
    return ",".join(f".{ending}" for ending in endings)
