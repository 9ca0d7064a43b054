"""Files made to do harm, and files that broke on the way: refused by name."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    TextStringObject,
)

from submissions.files import archives, pdfs
from submissions.files.examination import examined
from submissions.files.refusals import PaperRefusedError
from tests.factories.papers import (
    office_file,
    packed,
    page_of_text,
    pdf,
    pdf_writer,
    written,
)

MEGABYTE = 1024 * 1024


def refused(content: bytes, kind: str) -> str:
    """The code of the refusal, which names the file."""
    with pytest.raises(PaperRefusedError, match="giay") as caught:
        examined("giay", BytesIO(content), kind)
    return caught.value.code


def locked_pdf() -> bytes:
    writer = pdf_writer()
    writer.encrypt("mat khau")
    return written(writer)


def with_javascript() -> PdfWriter:
    """Under a name in the document's own table, as a reader runs it at opening."""
    writer = pdf_writer()
    script = DictionaryObject(
        {NameObject("/JS"): TextStringObject("app.alert('xin chào')")}
    )
    names = ArrayObject([TextStringObject("a"), writer._add_object(script)])
    table = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/JavaScript"): table}
    )
    return writer


def with_open_action(kind: str) -> PdfWriter:
    writer = pdf_writer()
    action = DictionaryObject(
        {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("cmd")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return writer


def with_attachment() -> PdfWriter:
    writer = pdf_writer()
    writer.add_attachment("virus.exe", b"MZ")
    return writer


def with_stream(data: bytes, *filters: str) -> PdfWriter:
    writer = pdf_writer()
    stream = EncodedStreamObject()
    stream._data = data  # as it is to stand in the file
    stream[NameObject("/Filter")] = ArrayObject(NameObject(f) for f in filters)
    writer.root_object[NameObject("/Paper")] = writer._add_object(stream)
    return writer


def test_pages_of_a_pdf_are_counted() -> None:
    found = examined("giay", BytesIO(pdf(3)), "pdf")

    assert found.pages == 3
    assert found.stream.read() == pdf(3)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (locked_pdf, "locked"),
        (lambda: written(with_javascript()), "active"),
        (lambda: written(with_open_action("/JavaScript")), "active"),
        (lambda: written(with_open_action("/Launch")), "active"),
        (lambda: written(with_attachment()), "active"),
        (lambda: pdf(pdfs.MOST_PAGES + 1), "too_many_pages"),
        (lambda: written(PdfWriter()), "damaged"),
        (lambda: pdf()[:200], "damaged"),
        (lambda: b"%PDF-1.7\ntrailer\n<<>>\n%%EOF\n", "damaged"),
    ],
    ids=[
        "password",
        "program by name",
        "program at opening",
        "launch",
        "attachment",
        "too many pages",
        "no page",
        "cut off",
        "empty shell",
    ],
)
def test_a_pdf_that_is_more_than_its_pages_is_refused(make: Any, code: str) -> None:
    assert refused(make(), "pdf") == code


def test_a_program_hidden_behind_an_escaped_name_is_found() -> None:
    hidden = written(with_open_action("/JavaScript")).replace(
        b"/JavaScript", b"/J#61vaScript"
    )

    assert refused(hidden, "pdf") == "active"


def test_a_pdf_that_expands_beyond_measure_is_refused() -> None:
    zeros = zlib.compress(bytes(pdfs.RATIO_COUNTS_FROM + MEGABYTE), 9)

    assert refused(written(with_stream(zeros, "/FlateDecode")), "pdf") == "bomb"


def test_what_breaks_off_counts_as_far_as_it_went() -> None:
    almost = zlib.compress(bytes(pdfs.RATIO_COUNTS_FROM * 2 // 3), 9)[:-4] + b"xxxx"
    writer = with_stream(almost, "/FlateDecode")
    again = EncodedStreamObject()
    again._data = almost
    again[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.root_object[NameObject("/Again")] = writer._add_object(again)

    assert refused(written(writer), "pdf") == "bomb"


def test_a_scan_that_packs_well_is_no_bomb() -> None:
    blank_page = zlib.compress(bytes(26 * MEGABYTE), 9)

    content = written(with_stream(blank_page, "/FlateDecode"))

    assert examined("giay", BytesIO(content), "pdf").pages == 1


def test_a_pdf_that_packs_twice_is_refused() -> None:
    twice = zlib.compress(zlib.compress(bytes(MEGABYTE)))

    content = written(with_stream(twice, "/FlateDecode", "/FlateDecode"))

    assert refused(content, "pdf") == "bomb"


def test_a_pdf_packed_in_a_way_that_cannot_be_measured_is_refused() -> None:
    content = written(with_stream(bytes(MEGABYTE + 1), "/LZWDecode"))

    assert refused(content, "pdf") == "bomb"


def test_a_page_tree_that_bites_its_tail_ends(monkeypatch: Any) -> None:
    writer = pdf_writer()
    pages = writer.root_object["/Pages"]
    pages["/Kids"].append(writer.root_object.raw_get("/Pages"))

    assert examined("giay", BytesIO(written(writer)), "pdf").pages == 1


def test_too_many_objects_are_not_walked(monkeypatch: Any) -> None:
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 20)

    assert refused(pdf(30), "pdf") == "bomb"


def test_an_office_document_is_kept_as_it_is() -> None:
    content = office_file({"word/media/image1.png": b"x" * 1000})

    found = examined("giay", BytesIO(content), "docx")

    assert found.stream.read() == content
    assert found.pages is None


def test_a_chart_may_carry_its_table() -> None:
    chart = office_file({"word/embeddings/bang.xlsx": office_file()})

    assert examined("giay", BytesIO(chart), "docx").stream.read() == chart


@pytest.mark.parametrize(
    "members",
    [
        {"word/a.xml": bytes(archives.RATIO_COUNTS_FROM + MEGABYTE)},
        {f"word/{n}.xml": b"x" for n in range(archives.MOST_MEMBERS)},
        {"word/a.zip": office_file({"word/b.zip": office_file()})},
        {"word/a.xml": b'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "a">]><x/>'},
        {"word/a.xml": "<!DOCTYPE lolz><x/>".encode("utf-16")},
        {"word/a.zip": office_file({"b": bytes(archives.RATIO_COUNTS_FROM * 2)})},
    ],
    ids=["ratio", "members", "nesting", "entities", "UTF-16 entities", "inner ratio"],
)
def test_an_archive_that_expands_beyond_measure_is_refused(
    members: dict[str, bytes],
) -> None:
    assert refused(office_file(members), "docx") == "bomb"


def test_an_archive_that_is_merely_large_is_refused_by_its_size(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(archives, "MOST_EXPANDED", 1000)

    assert refused(office_file({"word/a.xml": b"x" * 1001}), "docx") == "bomb"


def test_a_directory_that_lies_about_a_size_is_not_believed() -> None:
    content = bytearray(office_file({"word/a.xml": bytes(MEGABYTE)}))
    entry = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 10)  # the size unpacked

    assert refused(bytes(content), "docx") == "bomb"


def test_members_that_share_their_bytes_are_refused() -> None:
    content = bytearray(office_file({"word/a.xml": b"x" * 500}))
    last = content.rindex(b"PK\x01\x02")
    first = content.index(b"PK\x01\x02")
    content[last + 42 : last + 46] = content[first + 42 : first + 46]

    assert refused(bytes(content), "docx") == "bomb"


def test_a_locked_or_broken_archive_is_refused() -> None:
    locked = bytearray(office_file())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.index(mark) + place] |= 1
    broken = bytearray(office_file({"word/a.xml": b"abc" * 5000}))
    broken[broken.index(b"word/a.xml") + 12] ^= 0xFF

    assert refused(bytes(locked), "docx") == "damaged"
    assert refused(bytes(broken), "docx") in {"damaged", "bomb"}


@pytest.mark.parametrize("packing", [ZIP_STORED, ZIP_DEFLATED])
def test_both_usual_ways_of_packing_are_read(packing: int) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", packing) as archive:
        archive.writestr("word/document.xml", b"")

    assert examined("giay", stream, "docx").stream is stream


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_photograph_that_is_not_complete_is_refused(kind: str) -> None:
    whole = packed(page_of_text(), {"jpg": "JPEG", "png": "PNG"}[kind])

    assert refused(whole[: len(whole) // 2], kind) == "damaged"
    assert refused(whole[:30], kind) == "damaged"


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


@pytest.mark.parametrize(
    "size",
    [(60_000, 60_000), (9_000, 8_000)],
    ids=["a bomb to Pillow too", "only too large"],
)
def test_a_picture_of_too_many_pixels_is_never_unpacked(size: tuple[int, int]) -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    picture = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b""))

    assert refused(picture, "png") == "too_many_pixels"
