"""Money: whole dong, typed as people type amounts, shown as they read them."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError
from submissions.forms.kinds.money import KIND
from submissions.forms.places import AnswerContext

TODAY = AnswerContext(date(2026, 11, 23))


def income(**settings: Any) -> CompiledField:
    kept = MappingProxyType(settings)
    return CompiledField("f", "income", "money", "Thu nhập", settings=kept)


@pytest.mark.parametrize(
    "raw",
    [
        1500000,
        1500000.0,
        "1500000",
        "1.500.000",
        "1 500 000",
        "1,500,000",
        " 1.500.000 đồng ",
        "1.500.000đ",
        "1.500.000 VNĐ",
        "1.500.000 ₫",
    ],
)
def test_an_amount_is_whole_dong_however_it_is_typed(raw: Any) -> None:
    answer = KIND.clean(income(), raw, TODAY)

    assert answer == 1500000
    assert isinstance(answer, int)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1,5", "decimals"),
        (0.5, "decimals"),
        ("một triệu", "number"),
        ("1,50,000", "number"),
        ("1.500.000 USD", "number"),
        ("đồng", "number"),
        ("-1", "too_small"),
        (10**15 + 1, "too_large"),
        (True, "type"),
        ([1], "type"),
    ],
)
def test_what_is_no_amount_is_refused(raw: Any, code: str) -> None:
    with pytest.raises(AnswerError) as refused:
        KIND.clean(income(), raw, TODAY)

    assert refused.value.code == code


def test_the_bounds_of_the_editor_stand() -> None:
    with pytest.raises(AnswerError, match=r"100\.000"):
        KIND.clean(income(min=100000), 99999, TODAY)
    with pytest.raises(AnswerError, match=r"200\.000"):
        KIND.clean(income(max=200000), 200001, TODAY)


def test_an_amount_is_read_with_its_currency_and_typed_without() -> None:
    assert KIND.text(income(), 1500000) == "1.500.000 đồng"
    assert KIND.typed(income(), 1500000) == "1.500.000"
    assert KIND.text(income(), 500) == "500 đồng"
    assert KIND.text(income(), "một triệu") == "một triệu"


def test_the_schema_asks_for_whole_amounts_of_nothing_or_more() -> None:
    assert KIND.schema(income()) == {"type": "integer", "minimum": 0}
    assert KIND.schema(income(min=5, max=9)) == {
        "type": "integer",
        "minimum": 5,
        "maximum": 9,
    }
    assert KIND.rule_type == "number"
