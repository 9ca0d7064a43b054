"""A page and another system that say the same of a generated form hear the same."""

from datetime import date
from typing import Any

from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.forms.compiled import CompiledForm, CompiledStep, form_of
from submissions.forms.kinds.registry import kind_of
from submissions.forms.places import AnswerContext
from submissions.forms.rules.applying import Outcome, outcome_of
from submissions.forms.validation import validate_all, validate_step

TODAY = date(2026, 11, 26)
CONTEXT = AnswerContext(TODAY)
KINDS = ["text", "long_text", "number", "date", "choice", "yes_no", "phone", "email"]
TYPES = {"number": "number", "date": "date", "yes_no": "yes_no"}
OPTIONS = [{"value": "female", "label": "Nữ"}, {"value": "male", "label": "Nam"}]
TYPED = st.sampled_from(
    [
        "",
        " ",
        "An",
        "12",
        "1.000,5",
        "-3",
        "1/2/2020",
        "30/2/2020",
        "female",
        "khác",
        "true",
        "false",
        "0905 123 456",
        "a@b.vn",
        "2024-02-29",
        "\u202e12",
        "x" * 400,
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def rules(draw: Any, before: list[dict[str, Any]]) -> list[Any]:
    """A condition on questions that stand before."""
    asked = draw(st.sampled_from(before))
    kind = TYPES.get(asked["kind"], "text")
    answer = ["answer", asked["key"], kind]
    constant = {
        "number": ["const", "number", "12"],
        "date": ["today"],
        "yes_no": ["const", "yes_no", True],
        "text": ["const", "text", "female"],
    }[kind]
    found = draw(
        st.sampled_from(
            [
                ["=", answer, constant],
                ["not", ["=", answer, constant]],
                ["blank", answer],
                ["or", ["blank", answer], ["!=", answer, constant]],
            ]
        )
    )
    return list(found)


@st.composite
def forms(draw: Any) -> CompiledForm:
    fields: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(KINDS))
        field: dict[str, Any] = {
            "id": f"id-{number}",
            "key": f"q{number}",
            "kind": kind,
            "label": f"Câu hỏi {number}",
            "help": "",
            "required": draw(st.booleans()),
            "sensitivity": "ordinary",
        }
        if kind == "choice":
            field["options"] = OPTIONS
        if kind in {"text", "long_text"}:
            field["max_length"] = 50
        for rule in ("show_when", "require_when"):
            if fields and draw(st.booleans()):
                field[rule] = draw(rules(fields))
        fields.append(field)
    cut = draw(st.integers(0, len(fields)))
    steps = [
        {"id": f"s{number}", "title": "", "intro": "", "fields": part}
        for number, part in enumerate((fields[:cut], fields[cut:]))
        if part
    ]
    texts = dict.fromkeys(("slug", "title", "title_en", "intro", "declaration"), "")
    return form_of({"schema_version": 2, **texts, "steps": steps})


def _by_page(form: CompiledForm, typed: dict[str, str]) -> dict[str, Any]:
    """Step after step, each judged with what was kept of the others, as pages do."""
    post = QueryDict(mutable=True)
    for key, text in typed.items():
        field = form.field_by_key(key)
        if field is not None and field.kind == "date":
            parts = text.split("/") if text.count("/") == 2 else [text, "", ""]
            post.update(
                {
                    f"{key}.{name}": part
                    for name, part in zip(("day", "month", "year"), parts, strict=True)
                }
            )
        else:
            post[key] = text
    kept: dict[str, Any] = {}
    for step in form.steps:
        data = {f.key: kind_of(f.kind).posted(f, post) for f in step.fields}

        def follow(answers: Any) -> Outcome:
            return outcome_of(form.ruled, {**kept, **answers}, TODAY)

        judged = validate_step(step, data, context=CONTEXT, follow=follow)
        kept.update(judged.answers)
    return kept


def _by_system(form: CompiledForm, typed: dict[str, str]) -> dict[str, Any]:
    """All at once; a date as parts where a page has boxes."""
    data: dict[str, Any] = {}
    for key, text in typed.items():
        field = form.field_by_key(key)
        if field is not None and field.kind == "date":
            parts = text.split("/") if text.count("/") == 2 else [text, "", ""]
            data[key] = dict(zip(("day", "month", "year"), parts, strict=True))
        else:
            data[key] = text
    whole = CompiledStep("", "", "", form.fields)
    return dict(validate_step(whole, data, context=CONTEXT, complete=False).answers)


def _verdict(form: CompiledForm, answers: dict[str, Any]) -> list[tuple[str, str]]:
    by_id = {f.id: answers[f.key] for f in form.fields if f.key in answers}
    errors = validate_all(form, {}, by_id, [], on=TODAY)
    return [(e.key, e.code) for e in errors if e.field_id.startswith("id-")]


@settings(
    deadline=None,
    max_examples=600,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_page_and_system_hear_the_same_verdict_of_generated_forms(data: Any) -> None:
    form = data.draw(forms())
    keys = [field.key for field in form.fields]
    typed = data.draw(st.dictionaries(st.sampled_from(keys), TYPED))

    page, system = _by_page(form, typed), _by_system(form, typed)

    assert page == system
    assert _verdict(form, page) == _verdict(form, system)
    # What may be submitted stays so, however often it is judged.
    if not _verdict(form, page):
        again = _by_system(form, {})
        assert again == {}
        whole = CompiledStep("", "", "", form.fields)
        kept = validate_step(whole, page, context=CONTEXT, complete=False)
        hidden = outcome_of(form.ruled, kept.answers, TODAY).hidden
        for error in kept.errors:
            assert error.field_id in hidden
