"""A form of 95 questions, and one with 300 rows: judged beside `jsonschema`.

Both judge the same canonical answers in this process; what ours does besides (rules,
messages by field, units that exist) is in its time. Processor time, not the clock's.
"""

import json
import time
from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Any

from tests.benchmarks.surroundings import ENVIRONMENT, empty_database
from tests.benchmarks.table import Row, report

BAR = 5.0
QUESTIONS, ROWS = 95, 300
ROUNDS = 60


def main() -> None:
    ENVIRONMENT.pop("DATABASE_URL", None)
    with empty_database():
        report([*_whole(), _rows(), _compiling()])


def _whole() -> list[Row]:
    from submissions.forms.validation import validate_all

    form, answers = _form()
    by_id = {field.id: answers[field.key] for field in form.fields}
    errors = [
        e for e in validate_all(form, {}, by_id, [], on=TODAY) if e.key in answers
    ]
    if errors:
        message = f"The answers of the benchmark do not stand: {errors[0]}"
        raise RuntimeError(message)
    ours = _cpu(lambda: validate_all(form, {}, by_id, [], on=TODAY))
    theirs = _cpu(_schema_judge(form, answers))
    many = {**by_id, **{f.id: "no" for f in form.fields if f.kind == "number"}}
    wrong = _cpu(lambda: validate_all(form, {}, many, [], on=TODAY))
    return [
        _row(
            f"judging all of a form of {QUESTIONS} questions, {QUESTIONS // 5} rules",
            ours,
            theirs,
        ),
        Row(
            work="the same where every number is wrong",
            ours=wrong,
            baseline=None,
            unit="ms",
            ratio=None,
            bar="reported",
            is_met=True,
        ),
    ]


def _rows() -> Row:
    from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
    from submissions.forms.validation import validate_all

    inner = (
        CompiledField("n", "name", "text", "Họ tên", required=True, settings=_long()),
        CompiledField("b", "birth", "date", "Ngày sinh"),
        CompiledField("s", "share", "number", "Phần góp"),
    )
    group = CompiledField(
        "g",
        "people",
        "group",
        "Thành viên",
        fields=inner,
        settings=MappingProxyType({"row_label": "Người", "max_rows": ROWS}),
    )
    form = CompiledForm("m", "M", "", "", "", (CompiledStep("s", "", "", (group,)),))
    rows = [
        {"name": f"Người {n}", "birth": "1990-05-20", "share": n} for n in range(ROWS)
    ]
    ours = _cpu(lambda: validate_all(form, {}, {"g": rows}, [], on=TODAY))
    theirs = _cpu(_schema_judge(form, {"people": rows}))
    return _row(f"judging {ROWS} rows of three questions", ours, theirs)


def _compiling() -> Row:
    """Once a version and process; a compiled one is the same object again."""
    from submissions.forms.canonical import canonical_text, sha256_of
    from submissions.forms.compiled import _compiled, form_of

    data = _data()
    canonical = canonical_text(data)
    sha256 = sha256_of(canonical)
    first = _cpu(lambda: form_of(json.loads(canonical), sha256))
    again = _cpu(lambda: _compiled(sha256, canonical))
    return Row(
        work=f"compiling a version of {QUESTIONS} questions, and asking for it again",
        ours=again,
        baseline=first,
        unit="ms",
        ratio=again / first,
        bar="≤ 0.01×",
        is_met=again / first <= 0.01,
    )


TODAY = date(2026, 11, 26)


def _form() -> tuple[Any, dict[str, Any]]:
    from submissions.forms.compiled import form_of

    form = form_of(_data(), "benchmark")
    given = {
        "text": "Lê Thị Hoài Thương",
        "number": 12,
        "date": "1994-05-18",
        "choice": "female",
        "yes_no": True,
    }
    return form, {field.key: given[field.kind] for field in form.fields}


def _data() -> dict[str, Any]:
    kinds = ("text", "number", "date", "choice", "yes_no")
    fields = [_field(number, kinds[number % len(kinds)]) for number in range(QUESTIONS)]
    steps = [
        {
            "id": f"s{number}",
            "title": f"Bước {number}",
            "intro": "",
            "fields": fields[number * 19 : number * 19 + 19],
        }
        for number in range(5)
    ]
    texts = ("slug", "title", "title_en", "intro", "declaration")
    return {"schema_version": 2, **dict.fromkeys(texts, "m"), "steps": steps}


def _field(number: int, kind: str) -> dict[str, Any]:
    settings: dict[str, dict[str, Any]] = {
        "text": {"max_length": 100},
        "number": {"decimals": 2, "min": 0, "max": 100},
        "date": {"when": "past"},
        "choice": {
            "options": [
                {"value": "female", "label": "Nữ"},
                {"value": "male", "label": "Nam"},
            ]
        },
        "yes_no": {},
    }
    # Every fifth question shows only if one before it was answered so.
    rule = (
        {
            "show_when": [
                "=",
                ["answer", f"q{number - 1}", "number"],
                ["const", "number", "12"],
            ]
        }
        if kind == "date"
        else {}
    )
    return {
        "id": f"id-{number}",
        "key": f"q{number}",
        "kind": kind,
        "label": f"Câu hỏi {number}",
        "help": "",
        "required": True,
        "sensitivity": "ordinary",
        **settings[kind],
        **rule,
    }


def _long() -> MappingProxyType[str, Any]:
    return MappingProxyType({"max_length": 100})


def _schema_judge(form: Any, answers: dict[str, Any]) -> Callable[[], object]:
    from jsonschema import Draft202012Validator

    from submissions.forms.json_schema import json_schema

    schema = json_schema(form)["properties"]["answers"]
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema, format_checker=checker)
    if found := list(validator.iter_errors(answers)):
        message = f"The schema refuses the answers: {found[0].message}"
        raise RuntimeError(message)
    return lambda: list(validator.iter_errors(answers))


def _row(work: str, ours: float, theirs: float) -> Row:
    return Row(
        work=work,
        ours=ours,
        baseline=theirs,
        unit="ms",
        ratio=ours / theirs,
        bar=f"≤ {BAR:g}×",
        is_met=ours / theirs <= BAR,
    )


def _cpu(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of one call, the best of three series."""
    series = []
    for _ in range(3):
        work()
        began = time.process_time()
        for _ in range(ROUNDS):
            work()
        series.append((time.process_time() - began) / ROUNDS * 1000)
    return min(series)


if __name__ == "__main__":
    main()
