"""Several answers: which may be ticked, in which order they are kept."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from django.http import QueryDict

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError
from submissions.forms.kinds.checkboxes import KIND
from submissions.forms.places import AnswerContext

TODAY = AnswerContext(date(2026, 11, 23))
OPTIONS = [
    {"value": "extract", "label": "Bản sao trích lục"},
    {"value": "insurance", "label": "Thẻ bảo hiểm y tế"},
    {"value": "residence", "label": "Đăng ký thường trú"},
]


def wanted(**settings: Any) -> CompiledField:
    kept = MappingProxyType({"options": OPTIONS, **settings})
    return CompiledField("f", "wanted", "checkboxes", "Bạn cần gì", settings=kept)


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (["insurance", "extract"], ["extract", "insurance"]),
        (["extract", " extract ", "", "\0"], ["extract"]),
        ("residence", ["residence"]),
    ],
)
def test_answers_stand_once_each_in_the_order_offered(
    raw: Any, answer: list[str]
) -> None:
    assert KIND.clean(wanted(), raw, TODAY) == answer
    assert KIND.clean(wanted(), answer, TODAY) == answer


@pytest.mark.parametrize(
    ("raw", "code", "settings"),
    [
        (["khác"], "choice", {}),
        (["extract", "Thẻ bảo hiểm y tế"], "choice", {}),
        ([["extract"]], "type", {}),
        ([None, "extract"], "type", {}),
        ({"extract": True}, "type", {}),
        (True, "type", {}),
        (["extract"], "too_few", {"min_chosen": 2}),
        (["extract", "extract"], "too_few", {"min_chosen": 2}),
        (["extract", "insurance"], "too_many", {"max_chosen": 1}),
    ],
)
def test_a_wrong_answer_is_refused_with_its_reason(
    raw: Any, code: str, settings: dict[str, Any]
) -> None:
    with pytest.raises(AnswerError) as refused:
        KIND.clean(wanted(**settings), raw, TODAY)

    assert refused.value.code == code


@pytest.mark.parametrize("raw", [None, "", [], [""], ["\0", "  "]])
def test_nothing_ticked_is_no_answer(raw: Any) -> None:
    assert KIND.is_empty(raw)


def test_every_tick_of_a_post_is_read() -> None:
    post = QueryDict("wanted=insurance&wanted=extract&other=x")

    assert KIND.posted(wanted(), post) == ["insurance", "extract"]
    assert KIND.posted(wanted(), QueryDict("")) == []


def test_what_was_ticked_is_drawn_ticked() -> None:
    drawn = KIND.input(wanted(), ["extract", "khác"], "Sai", TODAY)

    assert drawn.kind == "choices"
    assert [option.selected for option in drawn.options] == [True, False, False]
    assert drawn.error == "Sai"


def test_answers_are_read_in_words() -> None:
    some = ["extract", "residence"]

    assert KIND.text(wanted(), some) == "Bản sao trích lục; Đăng ký thường trú"
    assert KIND.text(wanted(), ["khác"]) == "khác"
    assert KIND.text(wanted(), {"a": 1}) == ""


def test_other_systems_are_told_what_may_be_chosen() -> None:
    schema = KIND.schema(wanted(min_chosen=1, max_chosen=2))

    assert schema == {
        "type": "array",
        "items": {"type": "string", "enum": ["extract", "insurance", "residence"]},
        "uniqueItems": True,
        "minItems": 1,
        "maxItems": 2,
    }
    assert KIND.ui(wanted())["options"] == OPTIONS


def test_bounds_that_are_not_set_are_not_frozen() -> None:
    value = {"options": [{"label": "Có"}], "min_chosen": None, "max_chosen": None}

    assert KIND.settings(value) == {"options": [{"value": "co", "label": "Có"}]}


def test_rules_know_the_answers_by_their_words() -> None:
    assert KIND.rule_type == "texts"
    assert KIND.rule_options(wanted())["insurance"] == "Thẻ bảo hiểm y tế"
