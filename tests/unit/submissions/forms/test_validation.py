"""The one judge: never raises, and judges a browser's post as it judges JSON."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.forms.applicant import applicant_step
from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.kinds.registry import all_kinds, kind_of, questions
from submissions.forms.places import AnswerContext
from submissions.forms.validation import (
    MOST_BYTES,
    split_by_sensitivity,
    too_much,
    validate_all,
    validate_applicant,
    validate_step,
)

CONTEXT = AnswerContext(date(2026, 11, 23))
# No database: a form of these tests knows no communes.
CONTEXT.places.__dict__["by_code"] = {}
OPTIONS = [{"value": "female", "label": "Nữ"}, {"value": "male", "label": "Nam"}]
FIELDS = tuple(
    CompiledField(
        f"id-{name}",
        name,
        name,
        f"Câu hỏi {name}",
        required=name == "text",
        sensitivity="ordinary" if name == "number" else "personal",
        settings=MappingProxyType({"options": OPTIONS}),
    )
    for name in all_kinds()
)
STEP = CompiledStep("s", "Bước", "", FIELDS)
FORM = CompiledForm("mau", "Mẫu", "", "", "", (STEP,))

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(["0905123456", "2024-02-30", "1.234", "male", "\ud800", "\0"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["unit", "line", "text", "day", "month", "year"])
            | st.text(),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
KEYS = st.sampled_from([*all_kinds(), "full_name", "person_id", "owner_is_submitter"])
ANSWERS = st.dictionaries(KEYS | st.text(), JSON, max_size=6)
calm = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)


@calm
@given(ANSWERS, st.booleans())
def test_no_json_makes_the_judge_raise(data: dict[str, Any], complete: bool) -> None:
    judged = validate_step(STEP, data, context=CONTEXT, complete=complete)
    validate_applicant(data, context=CONTEXT, complete=complete)

    # A cell of a group is named by its group, its row and its own key.
    refused = {error.key.partition(".")[0] for error in judged.errors}
    assert judged.sound == {key for key in judged.answers if key not in refused}
    for error in judged.errors:
        assert error.message
    kept = {key: judged.answers[key] for key in judged.sound}
    again = validate_step(STEP, kept, context=CONTEXT, complete=False)
    assert dict(again.answers) == kept
    assert not again.errors


TYPED = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
) | st.sampled_from(
    ["0905 123 456", "1.250,5", "046190001234", "male", "true", "5", "2024", "a@b.vn"]
)


@calm
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *all_kinds(),
                *(f"date.{part}" for part in ("day", "month", "year")),
                *(f"address.{part}" for part in ("unit", "line")),
            ]
        ),
        TYPED,
    )
)
def test_a_post_and_the_same_json_are_judged_alike(typed: dict[str, str]) -> None:
    post = QueryDict(mutable=True)
    post.update(typed)
    written = [f for f in questions(FIELDS) if not kind_of(f.kind).is_file]
    posted = {f.key: kind_of(f.kind).posted(f, post) for f in written}
    sent: dict[str, Any] = {
        f.key: typed[f.key]
        for f in written
        # A page posts parts of these, never the whole.
        if f.key in typed and f.kind not in {"date", "address", "group"}
    }
    for name in ("date", "address"):
        parts = {
            k.partition(".")[2]: v
            for k, v in typed.items()
            if k[: len(name) + 1] == f"{name}."
        }
        if parts:
            sent[name] = parts

    by_web = validate_step(STEP, posted, context=CONTEXT)
    by_api = validate_step(STEP, sent, context=CONTEXT)

    assert [(e.key, e.code) for e in by_web.errors] == [
        (e.key, e.code) for e in by_api.errors
    ]
    assert by_web.sound == by_api.sound
    assert {k: by_web.answers[k] for k in by_web.sound} == {
        k: by_api.answers[k] for k in by_api.sound
    }


@pytest.mark.parametrize("typed", ["", "  ", "\0", "\u200b\ufeff", "\u202e\n"])
def test_what_nobody_can_see_is_no_answer(typed: str) -> None:
    judged = validate_step(STEP, {"text": typed}, context=CONTEXT)

    assert [(e.key, e.code) for e in judged.errors] == [("text", "required")]


def test_unknown_fields_are_refused_and_echoed_harmlessly() -> None:
    judged = validate_step(STEP, {"text": "a", "\0la" + "x" * 500: 1}, context=CONTEXT)

    (error,) = judged.errors
    assert error.code == "unknown_field"
    assert error.key == "la" + "x" * 58


def test_everything_is_judged_once_more_before_submission() -> None:
    errors = validate_all(
        FORM, {}, {"id-text": "x" * 300, "id-la": 1}, [], on=date(2026, 11, 23)
    )

    codes = {(error.key, error.code) for error in errors}
    assert ("full_name", "required") in codes
    assert ("text", "too_long") in codes
    assert ("id-la", "unknown_field") in codes


def test_who_submits_for_another_names_them() -> None:
    errors = validate_applicant({"owner_is_submitter": False}, context=CONTEXT).errors

    assert errors.of("owner_full_name")
    assert errors.of("owner_person_id")
    assert {field.key for field in applicant_step().fields} >= {e.key for e in errors}


@pytest.mark.parametrize(("length", "refused"), [(MOST_BYTES - 20, 0), (MOST_BYTES, 1)])
def test_all_answers_together_are_bounded(length: int, refused: int) -> None:
    assert len(too_much({"a": "x" * length})) == refused


def test_only_sound_ordinary_answers_stand_open() -> None:
    answers = {"id-number": 2, "id-text": "An"}

    assert split_by_sensitivity(FORM, answers) == ({"id-number": 2}, {"id-text": "An"})
    assert split_by_sensitivity(FORM, answers, sound=()) == ({}, answers)
