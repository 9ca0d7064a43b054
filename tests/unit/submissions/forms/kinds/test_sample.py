"""The sample of an answer, which editors may give to every question."""

from datetime import date

import pytest
from django.utils.translation import override

from submissions.forms.kinds.registry import kind_of
from submissions.forms.places import AnswerContext

TODAY = AnswerContext(date(2026, 11, 23))


def test_a_sample_stands_after_the_help_and_in_the_hints() -> None:
    kind = kind_of("text")
    value = {"label": "Tên", "help": "Viết đủ dấu.", "sample": "Trần Thị Lan"}
    field = kind.compile("f", value, key="ten")

    with override("en"):
        drawn = kind.input(field, "", "", TODAY)
        pictured = kind.preview_input(field)

    assert drawn.help == "Viết đủ dấu. For example: Trần Thị Lan"
    assert pictured.help == drawn.help
    assert kind.ui(field)["sample"] == "Trần Thị Lan"
    assert kind.ui(field)["help"] == "Viết đủ dấu."


def test_a_sample_alone_is_help_enough() -> None:
    kind = kind_of("number")
    field = kind.compile("f", {"label": "Số", "sample": "120"}, key="so")

    with override("en"):
        assert kind.input(field, "", "", TODAY).help == "For example: 120"


@pytest.mark.parametrize("value", [{"label": "Số"}, {"label": "Số", "sample": ""}])
def test_a_question_without_a_sample_is_frozen_as_ever(value: dict[str, str]) -> None:
    field = kind_of("number").compile("f", value, key="so")

    assert dict(field.settings) == {"decimals": 0}
    assert "sample" not in kind_of("number").ui(field)
