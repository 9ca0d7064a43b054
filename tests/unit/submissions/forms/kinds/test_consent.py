"""A consent: what was agreed to is frozen; the answer is true or there is none."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.differences import differences
from submissions.forms.kinds.base import AnswerError
from submissions.forms.kinds.consent import KIND
from submissions.forms.places import AnswerContext
from submissions.forms.validation import validate_step

TODAY = AnswerContext(date(2026, 11, 23))
STATEMENT = "Tôi đồng ý để cơ quan kiểm tra thông tin.\n\nThông tin được giữ kín."


def agreement(statement: str = STATEMENT, *, required: bool = True) -> CompiledField:
    value = {"label": "Tôi đồng ý", "statement": statement, "required": required}
    return KIND.compile("f", value, key="agree")


def step(field: CompiledField) -> CompiledStep:
    return CompiledStep("s", "Cam đoan", "", (field,))


@pytest.mark.parametrize("raw", [True, "true", " true "])
def test_a_ticked_box_is_the_answer_true(raw: Any) -> None:
    assert KIND.clean(agreement(), raw, TODAY) is True


@pytest.mark.parametrize("raw", [1, "on", "có", ["true"], {"true": True}, 0.5])
def test_nothing_but_a_tick_agrees(raw: Any) -> None:
    with pytest.raises(AnswerError) as refused:
        KIND.clean(agreement(), raw, TODAY)

    assert refused.value.code == "type"


@pytest.mark.parametrize("raw", [None, "", False, "false", "\0"])
def test_who_must_agree_is_asked_for_the_tick(raw: Any) -> None:
    must = validate_step(step(agreement()), {"agree": raw}, context=TODAY)
    may = validate_step(step(agreement(required=False)), {"agree": raw}, context=TODAY)

    assert [(e.key, e.code) for e in must.errors] == [("agree", "required")]
    assert not may.errors
    assert dict(may.answers) == {}


def test_the_desk_reads_the_text_that_was_agreed_to() -> None:
    with override("en"):
        assert KIND.text(agreement(), True) == f"{STATEMENT}\nAgreed"
        assert KIND.text(agreement(""), True) == "Agreed"
    assert KIND.text(agreement(), None) == ""


def test_the_text_is_frozen_and_its_change_is_noticed() -> None:
    before = CompiledForm("m", "Mẫu", "", "", "", (step(agreement()),))
    after = CompiledForm("m", "Mẫu", "", "", "", (step(agreement("Khác.")),))

    (change,) = differences(before, after)

    assert agreement().settings == {"statement": STATEMENT}
    assert [(d.before, d.after) for d in change.noticed] == [(STATEMENT, "Khác.")]


def test_the_text_is_read_out_with_the_box_and_nothing_in_it_is_markup() -> None:
    field = KIND.preview_input(agreement("Tôi <b>đồng ý</b>."))

    html = render_to_string(KIND.template, {"field": field})

    assert 'id="field-agree-statement"' in html
    assert 'aria-describedby="field-agree-statement"' in html
    assert "&lt;b&gt;" in html


def test_other_systems_are_told_that_the_tick_is_needed() -> None:
    assert KIND.schema(agreement()) == {"const": True}
    assert KIND.schema(agreement(required=False)) == {"type": "boolean"}
    assert KIND.ui(agreement())["statement"] == STATEMENT
