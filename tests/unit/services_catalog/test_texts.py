"""Lists written as plain text in the administration."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from services_catalog.admin.texts import LegalBasesField, StepsField, TextListField

STEPS = [
    {
        "title": "Nộp hồ sơ",
        "text": "Tại quầy.",
        "who": "citizen",
        "duration": "15 phút",
    },
    {"title": "Xem xét", "text": "", "who": "", "duration": "1 ngày"},
    {"title": "", "text": "Cả đoạn.\n\nHai đoạn.", "who": "", "duration": ""},
    {"title": "Nhận kết quả", "text": "", "who": "", "duration": ""},
]


@pytest.mark.parametrize(
    ("field", "things"),
    [
        (TextListField(), ["làm giấy khai sinh", "khai sinh cho bé"]),
        (
            LegalBasesField(),
            [
                {"number": "60/2014/QH13", "title": "Luật Hộ tịch"},
                {"number": "", "title": "Luật khác"},
            ],
        ),
        (StepsField(), STEPS),
    ],
)
def test_what_is_written_is_read_again(field: TextListField, things: list[Any]) -> None:
    assert field.clean(field.prepare_value(things)) == things


def test_what_was_typed_is_shown_again_as_it_was() -> None:
    assert StepsField().prepare_value("một dòng [ai đó]") == "một dòng [ai đó]"


def test_who_acts_must_be_known() -> None:
    with pytest.raises(ValidationError, match="shopkeeper"):
        StepsField().clean("Nộp [shopkeeper]")


@pytest.mark.parametrize("field", [TextListField(), LegalBasesField(), StepsField()])
def test_nothing_is_an_empty_list(field: TextListField) -> None:
    assert field.clean("") == []
    assert field.clean("  \r\n ") == []
