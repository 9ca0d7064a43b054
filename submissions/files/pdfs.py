"""What a PDF may carry to a counter: pages. Not a program, not other files, not a
password, not more than fits into a reader's memory."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from django.utils.translation import gettext
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

from submissions.files.inflation import pieces
from submissions.files.refusals import PaperRefusedError

MEGABYTE = 1024 * 1024
MOST_PAGES = 500
MOST_OBJECTS = 50_000
# A scanned A4 page in colour at 300 dpi is 26 MB; forty of them.
MOST_EXPANDED = 1_000 * MEGABYTE
# Blank paper packs a thousandfold; a whole file of some size never does.
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 150 * MEGABYTE

_STREAM = re.compile(rb"stream\r?\n")
_PACKINGS = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode"})
# Actions that run or fetch something, and what is carried beside the pages.
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/GoToE"})
_CARRIED = frozenset({"/JS", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})


class _BombError(ValueError):
    """It expands, or goes on, beyond measure."""


class _ActiveContentError(ValueError):
    """It carries a program or other files."""


def count_pages(name: str, stream: BinaryIO) -> int:
    """The number of pages of a harmless PDF; raises PaperRefusedError for any other."""
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    try:
        # Before anything else reads it: a reader expands what it comes upon.
        _require_bounded(content)
        reader = PdfReader(stream, xref_stream_maximum_entries=MOST_OBJECTS)
        is_locked = reader.is_encrypted
        pages = 0 if is_locked else _pages(reader)
    except _BombError as bomb:
        raise _refusal("bomb", name) from bomb
    except _ActiveContentError as active:
        raise _refusal("active", name) from active
    except (PyPdfError, *_BROKEN) as error:
        raise _refusal("damaged", name) from error
    finally:
        stream.seek(0)
    if is_locked:
        raise _refusal("locked", name)
    if not pages:
        raise _refusal("damaged", name)
    if pages > MOST_PAGES:
        raise _refusal("too_many_pages", name)
    return pages


# What a lenient reader stumbles with over a file made to make it stumble.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def _refusal(code: str, name: str) -> PaperRefusedError:
    messages = {
        "bomb": gettext(
            "“%(name)s” unpacks into far more than its pages need. Print it into a new"
            " PDF and choose that file."
        ),
        "active": gettext(
            "“%(name)s” carries a program or other files. Print it into a new PDF,"
            " which holds only the pages, and choose that file."
        ),
        "damaged": gettext(
            "“%(name)s” is damaged and cannot be read. Open it, save it anew as PDF and"
            " choose it again."
        ),
        "locked": gettext(
            "“%(name)s” is protected by a password. Save it without one and choose it"
            " again."
        ),
        "too_many_pages": gettext(
            "“%(name)s” has too many pages; %(most)d are taken at most. Split it, or"
            " send only the pages asked for."
        ),
    }
    return PaperRefusedError(code, messages[code] % {"name": name, "most": MOST_PAGES})


def _require_bounded(content: bytes) -> None:
    """Whatever stands in the file as packed data, expanded within measure."""
    total = 0
    most = min(MOST_EXPANDED, max(RATIO_COUNTS_FROM, HIGHEST_RATIO * len(content)))
    view = memoryview(content)
    for match in _STREAM.finditer(content):
        # What breaks off in the end has cost its time as well.
        with suppress(zlib.error):
            for piece in pieces(view[match.end() :]):
                total += len(piece)
                if total > most:
                    raise _BombError


def _pages(reader: PdfReader) -> int:
    """Count the pages while looking at every object that can be reached."""
    pages = 0
    for found in _reachable(reader):
        if isinstance(found, DictionaryObject):
            _require_passive(found)
            pages += _value(found, "/Type") == "/Page"
        if isinstance(found, StreamObject):
            _require_packed_once(found)
    return pages


def _reachable(reader: PdfReader) -> Iterator[Any]:
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            if len(seen) > MOST_OBJECTS:
                raise _BombError
            item = item.get_object()
        yield item
        if isinstance(item, DictionaryObject):
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)


def _require_passive(found: DictionaryObject) -> None:
    kind = _value(found, "/S")
    if not _CARRIED.isdisjoint(found) or (isinstance(kind, str) and kind in _ACTIONS):
        raise _ActiveContentError


def _require_packed_once(found: StreamObject) -> None:
    """Packed twice, a few bytes become a million times as many."""
    filters = _value(found, "/Filter") or ()
    names = [filters] if isinstance(filters, str) else list(filters)
    packings = [name for name in names if name in _PACKINGS]
    if len(packings) > 1:
        raise _BombError
    # Of these the measure was not taken beforehand; small ones do no harm.
    is_unmeasured = bool(packings) and names[0] not in {"/FlateDecode", "/Fl"}
    if is_unmeasured and len(found._data) > MEGABYTE:
        raise _BombError


def _value(found: DictionaryObject, key: str) -> Any:
    """What stands under the key, also where only a reference stands there."""
    value = found.get(key)
    return value.get_object() if isinstance(value, IndirectObject) else value
