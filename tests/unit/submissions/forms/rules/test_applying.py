"""Rules of a whole form: what hides, what must be answered, what is computed."""

from datetime import date
from typing import Any

import pytest

from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.rules.applying import CyclicRulesError, outcome_of
from submissions.forms.validation import validate_all

TODAY = date(2026, 11, 26)
MARRIED = ["=", ["answer", "married", "yes_no"], ["const", "yes_no", True]]
UNMARRIED = ["=", ["answer", "married", "yes_no"], ["const", "yes_no", False]]
ACKNOWLEDGED = ["=", ["answer", "acknowledges", "yes_no"], ["const", "yes_no", True]]
FEE = [
    "round",
    ["*", ["answer", "copies", "number"], ["const", "number", "8000"]],
    0,
]


def field(key: str, kind: str = "text", **rules: Any) -> CompiledField:
    return CompiledField(f"id-{key}", key, kind, key, **rules)


def form_of(*fields: CompiledField) -> CompiledForm:
    return CompiledForm("m", "M", "", "", "", (CompiledStep("s", "", "", fields),))


FORM = form_of(
    # In the order of the page, not of what depends on what.
    field(
        "fee_is_high",
        "computed",
        formula=[">", ["answer", "fee", "number"], ["const", "number", "20000"]],
    ),
    field("fee", "computed", formula=FEE),
    field("father", show_when=["or", MARRIED, ACKNOWLEDGED], require_when=ACKNOWLEDGED),
    field("acknowledges", "yes_no", show_when=UNMARRIED, required=True),
    field("married", "yes_no", required=True),
    field("copies", "number"),
)


def outcome(**answers: Any) -> Any:
    return outcome_of(FORM.ruled, answers, TODAY)


def test_a_question_shows_only_when_its_rule_holds() -> None:
    assert outcome().hidden == {"id-father", "id-acknowledges"}
    assert outcome(married=True).hidden == {"id-acknowledges"}
    assert outcome(married=False).hidden == {"id-father"}
    assert outcome(married=False, acknowledges=True).hidden == frozenset()


def test_what_is_hidden_counts_as_unanswered_for_other_rules() -> None:
    """Acknowledged before the marriage was told: that answer is kept, and silent."""
    told = outcome(married=True, acknowledges=True)
    assert told.hidden == {"id-acknowledges"}
    assert told.required == frozenset()


def test_a_question_must_be_answered_when_its_rule_holds() -> None:
    assert outcome(married=False, acknowledges=True).required == {"id-father"}


def test_values_are_computed_one_from_the_other() -> None:
    assert outcome(copies=3).computed == {"fee": 24000, "fee_is_high": True}
    assert outcome().computed == {"fee": None, "fee_is_high": False}


def test_rules_that_wait_for_each_other_are_refused_by_name() -> None:
    asks_b = ["blank", ["answer", "b", "text"]]
    asks_a = ["blank", ["answer", "a", "text"]]
    with pytest.raises(CyclicRulesError) as refused:
        form_of(field("a", show_when=asks_b), field("b", show_when=asks_a))
    assert set(refused.value.keys) == {"a", "b"}


def test_a_field_that_asks_for_itself_is_a_circle() -> None:
    with pytest.raises(CyclicRulesError):
        form_of(field("a", show_when=["blank", ["answer", "a", "text"]]))


@pytest.mark.parametrize(
    ("answers", "missed"),
    [
        ({}, ["married"]),
        ({"married": True}, []),
        ({"married": False}, ["acknowledges"]),
        ({"married": False, "acknowledges": False}, []),
        ({"married": False, "acknowledges": True}, ["father"]),
        ({"married": False, "acknowledges": True, "father": "Nam"}, []),
        # Typed wrongly, then hidden: nobody has to put that right.
        ({"married": True, "acknowledges": "perhaps"}, []),
    ],
)
def test_the_judge_follows_the_rules(
    answers: dict[str, Any], missed: list[str]
) -> None:
    by_id = {f"id-{key}": value for key, value in answers.items()}
    found = validate_all(FORM, {}, by_id, [], on=TODAY)
    assert [e.key for e in found if e.field_id.startswith("id-")] == missed


def test_nobody_answers_what_is_computed() -> None:
    found = validate_all(FORM, {}, {"id-married": True, "id-fee": 1}, [], on=TODAY)
    assert not [e for e in found if e.field_id.startswith("id-")]
