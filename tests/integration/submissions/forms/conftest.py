"""A published form in a portal, and how its citizens type."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from services_catalog.agencies.models import Agency
from services_catalog.units.models import AdminUnit
from submissions.forms.models import FormVersion
from tests.factories.forms import make_version
from tests.factories.services_catalog import AgencyFactory, WorkCalendarFactory

HOME = "/thu/bieu-mau/khai-sinh/"


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.integration.submissions.forms.urls"


@pytest.fixture
def agency(db: None) -> Agency:
    WorkCalendarFactory(default=True)
    return AgencyFactory()


@pytest.fixture
def version(agency: Agency) -> FormVersion:
    return make_version(owner_unit=agency.unit)


@pytest.fixture
def commune(agency: Agency) -> AdminUnit:
    return agency.unit


def posted_applicant(code: str) -> dict[str, str]:
    return {
        "full_name": "Trần Thị Lan Anh",
        "person_id": "046190001234",
        "birth_date.day": "20",
        "birth_date.month": "5",
        "birth_date.year": "1990",
        "phone": "0905 123 456",
        "email": "lan.anh@example.vn",
        "address.unit": code,
        "address.line": "12 Nguyễn Tất Thành",
        "owner_is_submitter": "true",
    }


def posted_child() -> dict[str, str]:
    return {
        "child_name": "Nguyễn Lê Minh An",
        "birth_date.day": "5",
        "birth_date.month": "11",
        "birth_date.year": "2024",
        "sex": "female",
        "mother_id": "046 190 001 234",
    }


def png(name: str = "giay-chung-sinh.png") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (3, 3)).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/png")
