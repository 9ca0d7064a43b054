"""Two versions of a form side by side, told in words."""

import pytest
from django.utils.translation import override

from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.differences import Change, Detail, differences
from submissions.forms.rules.wording import in_words

MARRIED = ["=", ["answer", "married", "yes_no"], ["const", "yes_no", True]]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def field(key: str, kind: str = "text", label: str = "", **facts) -> CompiledField:
    return CompiledField(f"id-{key}", key, kind, label or key, **facts)


def form(*fields: CompiledField) -> CompiledForm:
    return CompiledForm("m", "M", "", "", "", (CompiledStep("s", "", "", fields),))


def test_the_same_form_has_no_changes() -> None:
    one = form(field("a"), field("b", "number"))
    assert differences(one, one) == ()


def test_added_and_removed_questions_are_named() -> None:
    found = differences(form(field("a"), field("b")), form(field("c"), field("a")))
    assert found == (
        Change("added", "id-c", "c"),
        Change("removed", "id-b", "b"),
    )


def test_other_words_are_told_with_both() -> None:
    (change,) = differences(
        form(field("a", label="Tên")), form(field("a", label="Họ tên"))
    )
    assert change.what == "reworded"
    assert change.details == (Detail("Question", "Tên", "Họ tên", is_noticed=True),)


def test_another_kind_of_answer_is_more_than_other_words() -> None:
    (change,) = differences(form(field("a", "text")), form(field("a", "number", "A")))
    assert change.what == "retyped"
    assert [detail.name for detail in change.details] == ["Question", "Kind"]
    assert [detail.name for detail in change.noticed] == ["Question"]


def test_answers_to_choose_are_told_by_their_words() -> None:
    few = {"options": [{"value": "f", "label": "Nữ"}]}
    more = {"options": [{"value": "f", "label": "Nữ"}, {"value": "m", "label": "Nam"}]}
    (change,) = differences(
        form(field("a", "choice", settings=few)),
        form(field("a", "choice", settings=more)),
    )
    assert change.details == (Detail("Answers", "Nữ", "Nữ, Nam", is_noticed=True),)


def test_a_new_rule_is_told_in_words() -> None:
    married = field("married", "yes_no", "Cha mẹ đã kết hôn")
    (change,) = differences(
        form(married, field("a")), form(married, field("a", show_when=MARRIED))
    )
    assert change.what == "changed"
    (detail,) = change.details
    assert detail == Detail("Ask only when", "", "[Cha mẹ đã kết hôn] = yes")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (["today"], "today"),
        (["not", MARRIED], "not [M] = yes"),
        (
            ["and", MARRIED, ["or", MARRIED, ["today"]]],
            "[M] = yes and ([M] = yes or today)",
        ),
        (["years", ["answer", "b", "date"], ["today"]], "age([B])"),
        (["days", ["answer", "b", "date"], ["today"]], "days between([B], today)"),
        (["shift", ["today"], ["const", "number", "3"], "month"], "today + 3 months"),
        (
            [
                "shift",
                ["today"],
                ["-", ["const", "number", "0"], ["const", "number", "3"]],
                "day",
            ],
            "today - 3 days",
        ),
        (
            [
                "round",
                ["*", ["const", "number", "8000"], ["const", "number", "1.5"]],
                0,
            ],
            "8.000 × 1,5",
        ),
        (["=", ["answer", "s", "text"], ["const", "text", "f"]], "[S] = “Nữ”"),
        (["const", "date", "2026-09-01"], "01/09/2026"),
        (["blank", ["answer", "gone", "text"]], "blank([gone])"),
        (["count", ["answer", "b", "rows"]], "count([B])"),
        (["sum", ["column", "b", "x", "numbers"]], "sum([B].x)"),
        (
            ["contains", ["answer", "s", "texts"], ["const", "text", "f"]],
            "[S] contains “Nữ”",
        ),
    ],
)
def test_a_frozen_rule_reads_as_it_could_be_written(rule, words) -> None:
    fields = (
        field("married", "yes_no", "M"),
        field("b", "date", "B"),
        field(
            "s", "choice", "S", settings={"options": [{"value": "f", "label": "Nữ"}]}
        ),
    )
    assert in_words(rule, fields) == words
