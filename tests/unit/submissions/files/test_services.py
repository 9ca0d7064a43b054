"""Papers are known by their content, whatever they call themselves."""

from io import BytesIO
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from submissions.files.refusals import PaperRefusedError
from submissions.files.services import clean_name, judge_paper, recognise
from submissions.forms.compiled import CompiledField
from tests.factories.papers import pdf

PDF = pdf()
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200 + b"PE\x00\x00"


def image(kind: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (4, 4)).save(stream, kind)
    return stream.getvalue()


def archive(*names: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return stream.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


def judged(name: str, content: bytes, **settings: Any) -> Any:
    chosen = {"accept": ["pdf", "jpg", "png", "docx"], "max_megabytes": 1, **settings}
    field = CompiledField(
        "f", "giay", "file", "Giấy tờ", settings=MappingProxyType(chosen)
    )
    return judge_paper(field=field, upload=SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("don.pdf", PDF, "application/pdf"),
        ("ANH.JPEG", image("JPEG"), "image/jpeg"),
        ("anh.png", image("PNG"), "image/png"),
        (
            "don.docx",
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_paper_is_taken_for_what_it_is(
    name: str, content: bytes, content_type: str
) -> None:
    paper = judged(name, content)

    assert paper.content_type == content_type
    assert paper.size == len(content)
    assert len(paper.sha256) == 64
    assert paper.original_name == name


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("anh.png", b"<!doctype html><script>alert(1)</script>", "type"),
        ("don.pdf", EXE, "type"),
        ("anh.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
        ("don.docx", archive("evil.exe"), "type"),
        ("don.docx", archive("word/document.xml", "word/vbaProject.bin"), "type"),
        ("don.docx", DOCX[:40], "type"),
        ("don.pdf", b"\x00" * 100, "type"),
        ("don.pdf", image("PNG"), "ending"),
        ("don.pdf.exe", PDF, "ending"),
        ("don", PDF, "ending"),
        ("don.pdf", b"", "empty"),
        ("don.pdf", PDF + b"0" * 1024 * 1024, "too_large"),
    ],
    # A packed file holds the time of its making: names are not to differ by it.
    ids=lambda part: "" if isinstance(part, bytes) else part,
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(
    name: str, content: bytes, code: str
) -> None:
    with pytest.raises(PaperRefusedError, match=name) as refused:
        judged(name, content)

    assert refused.value.code == code


def test_a_kind_that_the_question_does_not_take_is_refused() -> None:
    with pytest.raises(PaperRefusedError, match="PDF"):
        judged("anh.png", image("PNG"), accept=["pdf"])


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\Lan\đơn.pdf", "đơn.pdf"),
        ("a\0b\u202e.pdf", "ab.pdf"),
        ("", "Tệp"),
        ("  ", "Tệp"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("Giấy khai sinh (bản 2).PDF", "Giấy khai sinh (bản 2).PDF"),
    ],
)
def test_names_are_cleaned_but_recognisable(raw: str, kept: str) -> None:
    assert clean_name(raw) == kept


def test_recognising_leaves_the_stream_at_its_start() -> None:
    stream = BytesIO(PDF)

    assert recognise(stream) == "pdf"
    assert stream.tell() == 0
