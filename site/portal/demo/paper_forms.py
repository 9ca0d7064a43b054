"""Paper forms of level-2 procedures, to download, print and fill in by hand.

Rich text opens in every word processor, also on old machines at the counter.
"""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "bieu-mau"
_DOTS = " " + "." * 60
_APPLICANT = (
    "Họ, chữ đệm, tên",
    "Ngày, tháng, năm sinh",
    "Số định danh cá nhân",
    "Nơi cư trú",
    "Điện thoại",
)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What a form says: its title, to whom it goes, the papers handed in with it."""

    slug: str
    title: str
    addressee: str
    papers: tuple[str, ...] = ()


def store_paper_form(form: PaperForm) -> str:
    """Put the form among the public files; its name there, the same every time."""
    name = f"{FOLDER}/{form.slug}.rtf"
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(rich_text(form).encode("ascii")))


def rich_text(form: PaperForm) -> str:
    """The form as an RTF document."""
    lines = [
        _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", r"\qc\b"),
        _line("Độc lập – Tự do – Hạnh phúc", r"\qc\b"),
        _line("", r"\qc"),
        _line(form.title.upper(), r"\qc\b\fs32"),
        _line(f"Kính gửi: {form.addressee}", r"\qc"),
        *(_line(f"{label}:{_DOTS}") for label in _APPLICANT),
        _line("Tôi đề nghị giải quyết việc sau:", r"\b"),
        *(_line(_DOTS.strip() * 2) for _ in range(5)),
        _line("Giấy tờ kèm theo:", r"\b"),
        *(_line(f"☐ {paper}") for paper in form.papers or (_DOTS.strip(),)),
        _line(
            "Tôi cam đoan những điều ghi trên là đúng và chịu trách nhiệm về đơn này."
        ),
        _line("………, ngày …… tháng …… năm ……", r"\qr\i"),
        _line("Người làm đơn (ký, ghi rõ họ tên)", r"\qr"),
    ]
    head = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\paperw11906\paperh16838"
    return f"{head}\\fs26\n{''.join(lines)}}}"


def _line(text: str, style: str = "") -> str:
    return f"{{\\pard\\sa160{style} {_escaped(text)}\\par}}\n"


def _escaped(text: str) -> str:
    """RTF knows ASCII; every other letter is its number in UTF-16, signed, then `?`."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    if letter in "\\{}":
        return f"\\{letter}"
    if letter.isascii():
        return letter
    units = letter.encode("utf-16-le")
    numbers = (
        int.from_bytes(units[start : start + 2], "little", signed=True)
        for start in range(0, len(units), 2)
    )
    return "".join(f"\\u{number}?" for number in numbers)
