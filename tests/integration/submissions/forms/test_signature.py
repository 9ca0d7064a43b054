"""A signature is a paper of the dossier: a picture, one, and only a picture."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from services_catalog.units.models import AdminUnit
from submissions.drafts.models import Draft
from submissions.forms.models import FormVersion
from tests.factories.forms import make_version
from tests.integration.submissions.forms.conftest import HOME, posted_applicant

pytestmark = pytest.mark.django_db
STEP = f"{HOME}buoc/2/"
UPLOAD = f"{HOME}tep/2/"
SIGN = {"kind": "signature", "key": "sign", "label": "Chữ ký", "required": True}


@pytest.fixture
def version(agency: Any) -> FormVersion:
    steps = [{"title": "Ký", "fields": [SIGN]}]
    return make_version(steps=steps, owner_unit=agency.unit)


@pytest.fixture
def draft(client: Client, version: FormVersion, commune: AdminUnit) -> Draft:
    client.post(HOME)
    client.post(f"{HOME}buoc/1/", {**posted_applicant(commune.code), "_revision": "0"})
    return Draft.objects.get()


def _picture() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (300, 120), "white").save(drawn, "PNG")
    return SimpleUploadedFile("sign.png", drawn.getvalue(), "image/png")


def test_a_drawn_signature_is_kept_as_a_paper(client: Client, draft: Draft) -> None:
    assert client.post(UPLOAD, {"sign": _picture()}).status_code == 201

    (paper,) = draft.papers.all()
    assert paper.original_name == "sign.png"
    assert paper.content_type == "image/png"
    onward = client.post(STEP, {"_revision": str(draft.revision)})
    assert onward["Location"] == f"{HOME}kiem-tra/"


def test_there_is_one_signature_and_nothing_but_a_picture(
    client: Client, draft: Draft
) -> None:
    text = SimpleUploadedFile("ky.pdf", b"%PDF-1.4 x", "application/pdf")

    assert client.post(UPLOAD, {"sign": text}).status_code == 422
    assert client.post(UPLOAD, {"sign": _picture()}).status_code == 201
    assert client.post(UPLOAD, {"sign": _picture()}).status_code == 422
    assert draft.papers.count() == 1


def test_who_does_not_sign_goes_no_further(client: Client, draft: Draft) -> None:
    page = client.post(STEP, {"_revision": str(draft.revision)})

    assert 'href="#field-sign"' in page.content.decode()
