"""Paper forms as rich text, and their place among the public files."""

import re

from django.core.files.storage import default_storage

from portal.demo.paper_forms import PaperForm, rich_text, store_paper_form

FORM = PaperForm(
    slug="don-thu",
    title="Đơn thử {1}",
    addressee="Ủy ban nhân dân cấp xã",
    papers=("Giấy tờ 𝒜",),
)


def read(text: str) -> str:
    """The letters behind the numbers, pairs of surrogates joined."""
    letters = re.sub(r"\\u(-?\d+)\?", lambda found: chr(int(found[1]) % 65536), text)
    return letters.encode("utf-16", "surrogatepass").decode("utf-16")


def test_every_letter_survives_in_plain_ascii() -> None:
    text = rich_text(FORM)

    assert text.isascii()
    assert "Kính gửi: Ủy ban nhân dân cấp xã" in read(text)
    assert r"ĐƠN THỬ \{1\}" in read(text)
    assert "☐ Giấy tờ 𝒜" in read(text)


def test_groups_are_closed() -> None:
    unescaped = re.sub(r"\\[{}]", "", rich_text(FORM))

    assert unescaped.startswith(r"{\rtf1")
    assert unescaped.count("{") == unescaped.count("}")


def test_form_is_stored_once() -> None:
    first = store_paper_form(FORM)
    second = store_paper_form(FORM)

    assert (first, second) == ("bieu-mau/don-thu.rtf", "bieu-mau/don-thu.rtf")
    assert default_storage.open(first).read() == rich_text(FORM).encode()
