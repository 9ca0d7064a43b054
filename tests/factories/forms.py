"""Forms, their versions and drafts in the states that tests need."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from services_catalog.agencies.models import Agency
from submissions.drafts.models import Draft
from submissions.drafts.services import begin_draft
from submissions.forms.importing import steps_of
from submissions.forms.models import FormDefinition, FormVersion
from submissions.forms.publishing import publish_form
from tests.factories.services_catalog import AgencyFactory, UnitFactory

PUBLISHED_AT = datetime(2024, 10, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

# One field of every kind, over two steps.
STEPS: list[dict[str, Any]] = [
    {
        "title": "Người được khai sinh",
        "intro": "Thông tin của cháu bé.",
        "fields": [
            {"kind": "text", "key": "child_name", "label": "Họ tên", "required": True},
            {
                "kind": "date",
                "key": "birth_date",
                "label": "Ngày sinh",
                "required": True,
                "when": "past",
            },
            {
                "kind": "choice",
                "key": "sex",
                "label": "Giới tính",
                "required": True,
                "options": [
                    {"value": "female", "label": "Nữ"},
                    {"value": "male", "label": "Nam"},
                ],
            },
            {"kind": "person_id", "key": "mother_id", "label": "Số căn cước của mẹ"},
            {"kind": "address", "key": "birth_place", "label": "Nơi sinh"},
        ],
    },
    {
        "title": "Giấy tờ và bản sao",
        "fields": [
            {
                "kind": "number",
                "key": "copies",
                "label": "Số bản sao",
                "required": True,
                "sensitivity": "ordinary",
                "min": 0,
                "max": 20,
            },
            {"kind": "yes_no", "key": "married", "label": "Cha mẹ đã kết hôn"},
            {"kind": "long_text", "key": "note", "label": "Ghi chú"},
            {"kind": "phone", "key": "clinic_phone", "label": "Điện thoại trạm y tế"},
            {"kind": "email", "key": "clinic_email", "label": "Thư của trạm y tế"},
            {
                "kind": "file",
                "key": "certificate",
                "label": "Giấy chứng sinh",
                "accept": ["pdf", "jpg", "png"],
                "max_files": 2,
            },
        ],
    },
]


def make_definition(
    slug: str = "khai-sinh",
    steps: list[dict[str, Any]] | None = None,
    **values: Any,
) -> FormDefinition:
    """A live form, owned by a new commune unless an owner is named."""
    if not {"owner_unit", "owner_agency"} & set(values):
        values["owner_unit"] = UnitFactory()
    return FormDefinition.objects.create(
        slug=slug,
        title=values.pop("title", "Tờ khai đăng ký khai sinh"),
        steps=steps_of(slug, STEPS if steps is None else steps),
        declaration="Tôi cam đoan những điều khai trên là đúng.",
        live=values.pop("live", True),
        **values,
    )


def make_version(
    slug: str = "khai-sinh",
    steps: list[dict[str, Any]] | None = None,
    **values: Any,
) -> FormVersion:
    definition = make_definition(slug, steps, **values)
    return publish_form(definition, user=None, at=PUBLISHED_AT)


def republish(definition: FormDefinition, steps: list[dict[str, Any]]) -> FormVersion:
    """A next version with other steps, live a day later."""
    definition.steps = steps_of(definition.slug, steps)  # type: ignore[assignment]
    definition.save()
    definition.refresh_from_db()
    return publish_form(definition, user=None, at=PUBLISHED_AT + timedelta(days=1))


def applicant_answers(unit_code: str) -> dict[str, Any]:
    """The applicant of the journeys; invented, as is the number."""
    return {
        "full_name": "Trần Thị Lan Anh",
        "person_id": "046190001234",
        "birth_date": "1990-05-20",
        "phone": "0905 123 456",
        "email": "lan.anh@example.vn",
        "address": {"unit": unit_code, "line": "12 Nguyễn Tất Thành"},
        "owner_is_submitter": True,
    }


def form_answers() -> dict[str, Any]:
    """Answers by key to everything that `STEPS` requires."""
    return {
        "child_name": "Nguyễn Lê Minh An",
        "birth_date": "2024-11-05",
        "sex": "female",
        "mother_id": "046190001234",
        "copies": 2,
    }


def make_draft(
    version: FormVersion | None = None,
    *,
    user: Any = None,
    agency: Agency | None = None,
) -> tuple[Draft, str]:
    """An empty draft of a form without procedure, with its bearer token."""
    return begin_draft(
        form_version=version or make_version(),
        agency=agency or AgencyFactory(),
        procedure_version=None,
        case_type=None,
        portal_path="/",
        user=user,
        at=timezone.now(),
    )
