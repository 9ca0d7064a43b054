"""Headings, passages of text and warnings: they show, and nobody answers them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.display import answers_in_words
from submissions.forms.json_schema import json_schema, ui_hints
from submissions.forms.kinds.registry import all_kinds, kind_of, questions
from submissions.forms.places import AnswerContext
from submissions.forms.rules.compiling import names_of
from submissions.forms.validation import validate_all, validate_step

DAY = date(2026, 11, 23)
TODAY = AnswerContext(DAY)
SHOWN = ("heading", "rich_text", "warning")


def shown(kind: str, **value: Any) -> CompiledField:
    return kind_of(kind).compile(f"id-{kind}", value, key=kind)


FIELDS = (
    shown("heading", label="Về người cha"),
    CompiledField("id-name", "name", "text", "Họ tên", required=True),
    shown("rich_text", html="<p>Đọc kỹ.</p>"),
    shown("warning", label="Nộp trong 60 ngày", statement="Quá hạn phải nộp lệ phí."),
)
STEP = CompiledStep("s", "Bước", "", FIELDS)
FORM = CompiledForm("mau", "Mẫu", "", "", "", (STEP,))


def test_only_these_ask_nothing() -> None:
    assert tuple(n for n, kind in all_kinds().items() if not kind.asks) == SHOWN
    assert [field.key for field in questions(FIELDS)] == ["name"]


@pytest.mark.parametrize("kind", SHOWN)
def test_editors_are_asked_nothing_that_only_a_question_has(kind: str) -> None:
    offered = set(kind_of(kind).block().child_blocks)

    assert not offered & {"key", "help", "sample", "required", "sensitivity"}
    assert "show_when" in offered
    assert shown(kind, label="A").sensitivity == "ordinary"
    assert not shown(kind, label="A", required=True).required


@pytest.mark.parametrize("kind", SHOWN)
def test_whoever_answers_is_told_that_there_is_no_such_question(kind: str) -> None:
    judged = validate_step(STEP, {"name": "An", kind: "x"}, context=TODAY)
    again = validate_all(FORM, {}, {"id-name": "An", f"id-{kind}": 1}, [], on=DAY)

    assert [(e.key, e.code) for e in judged.errors] == [(kind, "unknown_field")]
    assert dict(judged.answers) == {"name": "An"}
    assert (f"id-{kind}", "unknown_field") in {(e.key, e.code) for e in again}


def test_nothing_is_missed_where_nothing_is_asked() -> None:
    judged = validate_step(STEP, {"name": "An"}, context=TODAY)

    assert not judged.errors


def test_other_systems_see_them_in_their_places_and_send_nothing() -> None:
    answers = json_schema(FORM)["properties"]["answers"]

    assert set(answers["properties"]) == {"name"}
    assert list(ui_hints(FORM)["answers"]) == [
        "heading",
        "name",
        "rich_text",
        "warning",
    ]
    assert ui_hints(FORM)["answers"]["warning"] == {
        "kind": "warning",
        "label": "Nộp trong 60 ngày",
        "statement": "Quá hạn phải nộp lệ phí.",
    }
    assert ui_hints(FORM)["answers"]["rich_text"]["html"] == "<p>Đọc kỹ.</p>"


def test_lists_of_answers_leave_them_out() -> None:
    alone = CompiledStep("t", "Lời dẫn", "", (FIELDS[0],))
    form = replace(FORM, steps=(STEP, alone))

    _applicant, *steps = answers_in_words(form, {}, {"id-name": "An"}, [], on=DAY)

    assert [[row.key for row in step.rows] for step in steps] == [["Họ tên"]]


def test_a_question_may_have_the_words_of_a_heading_in_rules() -> None:
    father = CompiledField("q", "father", "text", "Về người cha")

    assert names_of((FIELDS[0], father)).find("Về người cha").key == "father"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Một <b>hai</b><br/></p>", "<p>Một <b>hai</b><br/></p>"),
        ("<script>alert(1)</script>", "alert(1)"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        (
            '<a href="https://hue.gov.vn" id="x">a</a>',
            '<a href="https://hue.gov.vn">a</a>',
        ),
        ('<img src="x" onerror="y"/>', ""),
        ('<iframe src="//x"></iframe><!-- b -->', ""),
        ("<h1>a</h1>", "a"),
        ("", ""),
    ],
)
def test_a_passage_keeps_what_the_editor_offers_and_nothing_else(
    typed: str, kept: str
) -> None:
    assert shown("rich_text", html=typed).settings == {"html": kept}


def test_a_passage_is_called_by_its_first_words() -> None:
    field = shown("rich_text", html="<p>Chuẩn bị</p><ul><li>giấy chứng sinh</li></ul>")

    assert field.label == "Chuẩn bị giấy chứng sinh"
    assert len(shown("rich_text", html="a" * 100).label) == 60


@pytest.mark.parametrize(
    ("place", "words"),
    [(0, "Về người cha"), (2, "<p>Đọc kỹ.</p>"), (3, "Quá hạn phải nộp lệ phí.")],
)
def test_they_are_drawn_where_a_link_finds_them(place: int, words: str) -> None:
    field = FIELDS[place]
    kind = kind_of(field.kind)

    html = render_to_string(kind.template, {"field": kind.input(field, "x", "", TODAY)})

    assert words in html
    assert f'id="field-{field.key}"' in html
    assert 'name="' not in html
