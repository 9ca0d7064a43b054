"""Several photographs of one paper, given at once, become one document."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader
from rest_framework.test import APIClient

from submissions.drafts.models import Draft
from submissions.files.joining import joined_pdf
from submissions.files.legibility import Legibility
from submissions.files.models import Paper
from submissions.files.services import MOST_JOINED, add_papers
from submissions.forms.compiled import CompiledField, compiled_form
from submissions.forms.kinds.file import KIND, FileFieldBlock
from submissions.forms.models import FormVersion
from tests.factories.forms import make_draft, make_version
from tests.factories.papers import packed, page_of_text, pdf
from tests.factories.services_catalog import AgencyFactory, WorkCalendarFactory
from tests.integration.submissions.forms.conftest import HOME

ACCEPT = ["pdf", "jpg", "png"]


def photograph(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or packed(page_of_text()))


@pytest.fixture
def version(db: None) -> FormVersion:
    asked = {
        "kind": "file",
        "key": "certificate",
        "label": "Giấy chứng sinh",
        "accept": ACCEPT,
        "join_photographs": True,
    }
    return make_version(steps=[{"title": "Giấy tờ", "fields": [asked]}])


@pytest.fixture
def draft(version: FormVersion) -> Draft:
    return make_draft(version, agency=AgencyFactory())[0]


def field_of(draft: Draft) -> CompiledField:
    field = compiled_form(draft.form_version).field_by_key("certificate")
    assert field is not None
    return field


def given(draft: Draft, *uploads: Any) -> list[str]:
    """The codes of refusals."""
    field = field_of(draft)
    refused = add_papers(draft=draft, field=field, uploads=uploads)
    return [each.code for each in refused]


def size_on_paper(page: Any) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


def test_pages_stand_in_order_upright_and_on_a4() -> None:
    portrait = packed(page_of_text(3000, 4000), "PNG")
    landscape = packed(Image.new("L", (4000, 1000), "white"), "PNG")
    small = packed(page_of_text(620, 877), "PNG")

    document = joined_pdf(BytesIO(each) for each in (portrait, landscape, small))

    pages = PdfReader(BytesIO(document)).pages
    assert [size_on_paper(page) for page in pages] == [
        (595, 794),
        (842, 211),
        (223, 316),
    ]
    assert pages[0].images[0].image.size == (1654, 2205)
    assert pages[2].images[0].image.size == (620, 877)


def test_what_is_transparent_lies_on_white() -> None:
    clear = packed(Image.new("RGBA", (200, 200), (0, 0, 0, 0)), "PNG")

    document = joined_pdf([BytesIO(clear), BytesIO(clear)])

    drawn = PdfReader(BytesIO(document)).pages[0].images[0].image
    assert drawn.convert("RGB").getpixel((100, 100)) == (255, 255, 255)


def test_photographs_given_at_once_become_one_paper(draft: Draft) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy của Lan"
    told = packed(page_of_text(), exif=exif)

    refused = given(draft, photograph("mặt trước.jpg", told), photograph("sau.jpg"))

    paper = Paper.objects.get()
    assert refused == []
    assert (paper.original_name, paper.pages) == ("mặt trước.pdf", 2)
    assert paper.content_type == "application/pdf"
    content = paper.file.read()
    assert (len(content), b"Lan" in content) == (paper.size, False)


def test_the_document_is_as_legible_as_its_worst_page(draft: Draft) -> None:
    dark = packed(page_of_text().point(lambda value: value // 6))

    given(draft, photograph("a.jpg"), photograph("b.jpg", dark))

    assert Paper.objects.get().legibility == Legibility.DARK


def test_one_photograph_or_a_document_among_them_stays_what_it_is(
    draft: Draft,
) -> None:
    assert given(draft, photograph("a.jpg")) == []
    Paper.objects.all().delete()

    assert given(draft, photograph("a.jpg"), photograph("b.pdf", pdf())) == ["too_many"]

    assert Paper.objects.get().original_name == "a.jpg"


def test_a_broken_photograph_is_named_and_none_is_kept(draft: Draft) -> None:
    broken = packed(page_of_text())[:9000]
    field = field_of(draft)

    [refused] = add_papers(
        draft=draft,
        field=field,
        uploads=[photograph("a.jpg"), photograph("hỏng.jpg", broken)],
    )

    assert (refused.code, "hỏng.jpg" in refused.message) == ("damaged", True)
    assert not Paper.objects.exists()


def test_more_photographs_than_a_document_takes_are_refused(draft: Draft) -> None:
    tiny = packed(Image.new("RGB", (3, 3)))

    codes = given(draft, *[photograph("a.jpg", tiny)] * (MOST_JOINED + 1))

    assert codes == ["too_many"]


def test_a_form_that_does_not_ask_for_it_keeps_its_bytes() -> None:
    block = FileFieldBlock()
    value = block.to_python({"label": "Giấy", "accept": ACCEPT})

    assert "join_photographs" not in KIND.settings(value)
    asked = block.to_python({"label": "Giấy", "join_photographs": True})
    assert KIND.settings(asked)["join_photographs"] is True


def test_the_page_lets_several_be_chosen(draft: Draft) -> None:
    drawn = KIND.preview_input(field_of(draft))

    assert (drawn.joined, drawn.multiple) == (True, False)


def test_the_whole_way_from_the_page(
    version: FormVersion, client: Client, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.integration.submissions.forms.urls"
    WorkCalendarFactory(default=True)
    AgencyFactory()
    client.post(HOME)

    page = client.get(f"{HOME}buoc/2/").content.decode()
    both = {"certificate": [photograph("a.jpg"), photograph("b.jpg")]}
    answer = client.post(f"{HOME}tep/2/", both)

    assert "data-joined" in page
    assert " multiple" in page
    assert answer.status_code == 201
    assert Paper.objects.get().pages == 2


@pytest.mark.parametrize(
    ("names", "status", "kept"),
    [(["a.jpg", "b.jpg"], 201, ["a.pdf"]), (["a.jpg", "b.pdf"], 400, [])],
)
def test_another_system_sends_several_photographs_as_one_document(
    version: FormVersion, names: list[str], status: int, kept: list[str]
) -> None:
    draft, token = make_draft(version, agency=AgencyFactory())
    files = [photograph(n, pdf() if n.endswith("pdf") else None) for n in names]

    answer = APIClient().post(
        f"/api/v1/drafts/{draft.public_id}/files/",
        {"field": "certificate", "file": files},
        format="multipart",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == status, answer.json()
    names_kept = Paper.objects.values_list("original_name", flat=True)
    assert list(names_kept) == kept
