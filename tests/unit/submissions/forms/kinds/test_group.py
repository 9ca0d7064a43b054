"""The same questions for each of several: judged cell by cell."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.kinds.group import KIND, MOST_ROWS, RowsError
from submissions.forms.places import AnswerContext
from submissions.forms.validation import validate_step

CONTEXT = AnswerContext(date(2026, 11, 26))


def inner(key: str, kind: str = "text", *, required: bool = False) -> CompiledField:
    return CompiledField(f"id-{key}", key, kind, key.title(), required=required)


GROUP = CompiledField(
    "id-children",
    "children",
    "group",
    "Các con",
    fields=(
        inner("name", required=True),
        inner("birth", "date"),
        inner("share", "number"),
    ),
    settings=MappingProxyType({"row_label": "Con", "max_rows": 3}),
)
STEP = CompiledStep("s", "", "", (GROUP,))


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def judged(raw: Any) -> Any:
    return validate_step(STEP, {"children": raw}, context=CONTEXT)


def test_rows_come_out_in_their_canonical_form() -> None:
    rows = [{"name": " An ", "birth": "1/2/2020", "share": "1.000"}, {"name": "Bình"}]
    assert judged(rows).answers == {
        "children": [
            {"name": "An", "birth": "2020-02-01", "share": 1000},
            {"name": "Bình"},
        ]
    }
    assert not judged(rows).errors


def test_cleaning_again_changes_nothing() -> None:
    once = judged([{"name": "An", "birth": "1/2/2020"}]).answers["children"]
    assert judged(once).answers["children"] == once


def test_rows_without_a_word_are_dropped() -> None:
    assert judged([{"name": " "}, {}, {"birth": {"day": ""}}]).answers == {}


def test_each_wrong_cell_is_named_with_its_row() -> None:
    found = judged([{"name": "An"}, {"name": "Bình", "share": "nhiều"}])
    (error,) = found.errors
    assert (error.key, error.label) == ("children.2.share", "Con 2: Share")
    assert error.field_id == "id-children"
    # What was typed stays, row by row.
    assert found.answers["children"][1]["share"] == "nhiều"
    assert "children" not in found.sound


def test_what_a_row_must_answer_is_missed_by_name() -> None:
    (error,) = judged([{"birth": "1/2/2020"}]).errors
    assert (error.key, error.code) == ("children.1.name", "required")


def test_an_unfinished_row_may_be_kept_by_other_systems() -> None:
    found = validate_step(
        STEP, {"children": [{"share": 1}]}, context=CONTEXT, complete=False
    )
    assert not found.errors


@pytest.mark.parametrize("raw", ["An", 3, True, {"name": "An"}, ["An"], [["An"]]])
def test_anything_but_rows_is_refused(raw: Any) -> None:
    (error,) = judged(raw).errors
    assert error.code == "type"


def test_too_many_rows_are_told_and_not_cut() -> None:
    (error,) = judged([{"name": str(n)} for n in range(4)]).errors
    assert error.code == "too_many"


def test_an_unknown_field_of_a_row_is_named() -> None:
    (error,) = judged([{"name": "An", "is_admin": True}]).errors
    assert (error.key, error.code) == ("children.1.is_admin", "unknown_field")


def test_a_browser_posts_rows_by_number() -> None:
    data = QueryDict(
        "children.rows=2&children.1.name=An&children.1.birth.day=1"
        "&children.1.birth.month=2&children.1.birth.year=2020&children.2.name=B"
    )
    first, second = KIND.posted(GROUP, data)
    assert first["birth"] == {"day": "1", "month": "2", "year": "2020"}
    assert second["name"] == "B"


def test_a_removed_row_is_left_out_and_the_others_stay() -> None:
    data = QueryDict(
        "children.rows=2&children.1.name=An&children.2.name=B&_remove_row=children.1"
    )
    assert [row["name"] for row in KIND.posted(GROUP, data)] == ["B"]


@pytest.mark.parametrize("said", ["", "-1", "x", "９", "1e3", "99999999999"])
def test_a_hostile_number_of_rows_reads_none(said: str) -> None:
    data = QueryDict(mutable=True)
    data["children.rows"] = said
    assert KIND.posted(GROUP, data) == []


def test_no_page_reads_more_rows_than_any_form_may_have() -> None:
    data = QueryDict("children.rows=9999")
    assert len(KIND.posted(GROUP, data)) == MOST_ROWS + 1


def test_the_page_shows_a_first_row_and_one_more_when_asked() -> None:
    empty = KIND.input(GROUP, None, "", CONTEXT)
    assert [row.label for row in empty.input_rows] == ["Con 1"]
    more = KIND.input_with_rows(
        GROUP, [{"name": "An"}], "", CONTEXT, {"children.1.name": "x"}, is_longer=True
    )
    assert [row.label for row in more.input_rows] == ["Con 1", "Con 2"]
    _template, name = more.input_rows[0].questions[0]
    assert (name.name, name.value, name.error) == ("children.1.name", "An", "x")
    assert not more.is_full
    full = KIND.input(GROUP, [{"name": "a"}] * 3, "", CONTEXT)
    assert full.is_full


def test_rows_read_as_lines() -> None:
    answer = [{"name": "An", "share": 1200}, {"name": "Bình"}]
    assert KIND.text(GROUP, answer) == "1. Name: An; Share: 1200\n2. Name: Bình"


def test_the_schema_describes_a_row() -> None:
    schema = KIND.schema(GROUP)
    assert schema["maxItems"] == 3
    assert schema["items"]["required"] == ["name"]
    assert schema["items"]["properties"]["share"] == {
        "title": "Share",
        "type": "integer",
    }


def test_the_error_of_rows_says_where_to_look() -> None:
    with pytest.raises(RowsError, match="Put right what is marked"):
        KIND.clean(GROUP, [{"name": "An", "share": "x"}], CONTEXT)


def test_three_hundred_rows_are_judged_in_one_go() -> None:
    wide = CompiledField(
        "id-many",
        "many",
        "group",
        "Nhiều",
        fields=GROUP.fields,
        settings=MappingProxyType({"max_rows": MOST_ROWS}),
    )
    form = CompiledForm("m", "M", "", "", "", (CompiledStep("s", "", "", (wide,)),))
    rows = [{"name": f"Người {n}", "share": n} for n in range(MOST_ROWS)]
    found = validate_step(form.steps[0], {"many": rows}, context=CONTEXT)
    assert not found.errors
    assert len(found.answers["many"]) == MOST_ROWS
