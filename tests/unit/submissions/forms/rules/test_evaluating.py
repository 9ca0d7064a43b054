"""Both evaluators give what the test vectors say, and agree on whatever else."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.submissions.forms.rules.twins import FOLDER, in_node, in_python

VECTORS: list[dict[str, Any]] = json.loads((FOLDER / "vectors.json").read_text())
KEYS = ["a", "b", "group"]
TYPES = ["number", "text", "yes_no", "date", "texts", "rows", "numbers", "dates"]
# A run of Node for each example would take minutes: many cases are judged at a time.
CASES_A_RUN = 400

CONSTANTS = (
    st.decimals(-1000, 1000, places=3).map(lambda d: ["const", "number", str(d)])
    | st.sampled_from(["", "nam", "nữ"]).map(lambda t: ["const", "text", t])
    | st.booleans().map(lambda b: ["const", "yes_no", b])
    | st.dates().map(lambda d: ["const", "date", d.isoformat()])
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**16), 10**16)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    | st.dates().map(lambda d: d.isoformat())
    | st.sampled_from(["nam", "nữ", "2024-02-30", "2024-02-29"])
)
ROWS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2)
ANSWERS = st.dictionaries(
    st.sampled_from(KEYS), VALUES | st.lists(VALUES | ROWS, max_size=3), max_size=3
)


def answer(kind: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(KEYS).map(lambda key: ["answer", key, kind])


def column(kind: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(KEYS).map(lambda key: ["column", "group", key, kind])


def pair(operators: list[str], of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.sampled_from(operators), of, of).map(list)


def constant(kind: str) -> st.SearchStrategy[Any]:
    return CONSTANTS.filter(lambda each: each[1] == kind)


UNITS = st.sampled_from(["day", "month", "year"])
NUMBERS = st.deferred(
    lambda: (
        constant("number")
        | answer("number")
        | pair(["+", "-", "*"], NUMBERS)
        | pair(["days", "years"], DATES)
        | st.tuples(st.just("round"), NUMBERS, st.integers(0, 4)).map(list)
        | st.tuples(st.just("count"), LISTS).map(list)
        | st.tuples(st.just("sum"), answer("numbers") | column("numbers")).map(list)
    )
)
DATES = st.deferred(
    lambda: (
        constant("date")
        | answer("date")
        | st.just(["today"])
        | st.tuples(st.just("shift"), DATES, NUMBERS, UNITS).map(list)
    )
)
LISTS = st.sampled_from(["texts", "numbers", "dates"]).flatmap(
    lambda kind: answer(kind) | column(kind)
) | answer("rows")
TEXTS = constant("text") | answer("text")
CONDITIONS = st.deferred(
    lambda: (
        answer("yes_no")
        | pair(["=", "!=", "<", "<=", ">", ">="], NUMBERS)
        | pair(["=", "!=", "<", "<=", ">", ">="], DATES)
        | pair(["=", "!="], TEXTS)
        | pair(["=", "!="], CONDITIONS)
        | pair(["and", "or"], CONDITIONS)
        | st.tuples(st.just("not"), CONDITIONS).map(list)
        | st.tuples(st.just("contains"), answer("texts"), TEXTS).map(list)
        | st.tuples(st.just("blank"), NUMBERS | DATES | TEXTS | CONDITIONS | LISTS).map(
            list
        )
    )
)
# Numbers leave the language rounded, to what JSON carries exactly.
ROUNDED = st.tuples(st.just("round"), NUMBERS, st.integers(0, 4)).map(list)
CASES = st.fixed_dictionaries(
    {"rule": CONDITIONS | ROUNDED | DATES, "answers": ANSWERS}
)


@pytest.mark.parametrize("vector", VECTORS, ids=[each["says"] for each in VECTORS])
def test_the_server_gives_what_the_vector_says(vector: dict[str, Any]) -> None:
    assert in_python([vector]) == [vector["gives"]]


def test_the_browsers_module_gives_what_the_vectors_say() -> None:
    assert in_node(VECTORS) == [each["gives"] for each in VECTORS]


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(st.lists(CASES, min_size=CASES_A_RUN, max_size=CASES_A_RUN))
def test_server_and_browser_agree_on_generated_rules_and_answers(
    cases: list[dict[str, Any]],
) -> None:
    for case, ours, theirs in zip(cases, in_python(cases), in_node(cases), strict=True):
        assert ours == theirs, case
