"""A dossier that was really submitted, with a paper."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from services_catalog.calendars.models import WorkCalendar
from submissions.clock.working_hours import ZONE
from submissions.dossiers.models import Dossier
from submissions.dossiers.submission import submit_draft
from submissions.files.services import add_paper
from submissions.forms.compiled import compiled_form
from tests.factories.forms import make_draft, make_version
from tests.factories.papers import pdf
from tests.factories.services_catalog import (
    AgencyFactory,
    UnitFactory,
    WorkCalendarFactory,
)

AT = datetime(2026, 8, 7, 22, 15, tzinfo=ZONE)
PAPER = pdf()
STEPS: list[dict[str, Any]] = [
    {
        "title": "Người được khai sinh",
        "fields": [
            {"kind": "text", "key": "child_name", "label": "Họ tên", "required": True},
            {
                "kind": "number",
                "key": "copies",
                "label": "Số bản sao",
                "sensitivity": "ordinary",
            },
        ],
    },
    {
        "title": "Giấy tờ",
        "fields": [
            {
                "kind": "consent",
                "key": "agreed",
                "label": "Tôi đồng ý",
                "statement": "Cơ quan được kiểm tra nơi cư trú của tôi.",
            },
            {"kind": "file", "key": "birth_note", "label": "Giấy chứng sinh"},
        ],
    },
]


def submitted(child_name: str = "Nguyễn Lê Minh An", user: Any = None) -> Dossier:
    """By the services that citizens' pages call."""
    if not WorkCalendar.objects.filter(is_default=True).exists():
        WorkCalendarFactory(default=True)
    version = make_version(slug=f"khai-sinh-{Dossier.objects.count()}", steps=STEPS)
    agency = AgencyFactory(name="UBND phường Phú Bài")
    draft, _token = make_draft(version, user=user, agency=agency)
    draft.applicant = {
        "full_name": "Trần Thị Lan Anh",
        "person_id": "046190001234",
        "birth_date": "1990-05-20",
        "phone": "+84905123456",
        "address": {"unit": UnitFactory().code, "line": "12 Nguyễn Tất Thành"},
        "owner_is_submitter": True,
    }
    form = compiled_form(version)
    by_key = {field.key: field for field in form.fields}
    draft.sealed_answers = {
        by_key["child_name"].id: child_name,
        by_key["agreed"].id: True,
    }
    draft.answers = {by_key["copies"].id: 3}
    draft.save()
    upload = SimpleUploadedFile("chung-sinh.pdf", PAPER)
    add_paper(draft=draft, field=by_key["birth_note"], upload=upload)
    key = f"k{Dossier.objects.count()}"
    return submit_draft(draft=draft, key=key, user=user, at=AT).dossier


@pytest.fixture
def dossier() -> Dossier:
    return submitted()
