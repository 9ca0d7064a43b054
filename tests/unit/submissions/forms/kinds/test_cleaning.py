"""Each kind of field: what stands, in which form, and what is refused by which name."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from django.utils.translation import override

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError
from submissions.forms.kinds.registry import all_kinds, kind_of
from submissions.forms.places import AnswerContext

TODAY = AnswerContext(date(2026, 11, 23))
OPTIONS = [{"value": "female", "label": "Nữ"}, {"value": "male", "label": "Nam"}]


def field(kind: str, **settings: Any) -> CompiledField:
    kept = MappingProxyType(settings)
    return CompiledField("f", "key", kind, "Câu hỏi", settings=kept)


def cleaned(kind: str, raw: Any, **settings: Any) -> Any:
    return kind_of(kind).clean(field(kind, **settings), raw, TODAY)


@pytest.mark.parametrize(
    ("kind", "raw", "answer", "settings"),
    [
        ("text", "  Nguye\u0302\u0303n\t\0An\u202e ", "Nguyễn An", {}),
        ("long_text", " một\r\nhai\rba ", "một\nhai\nba", {}),
        ("number", "1.234.567,5", 1234567.5, {"decimals": 1}),
        ("number", "1 250", 1250, {}),
        ("number", "12,0", 12, {}),
        ("number", 7.0, 7, {}),
        ("number", "-3", -3, {}),
        ("date", "2024-02-29", "2024-02-29", {}),
        ("date", "9/5/1990", "1990-05-09", {}),
        ("date", {"day": "5", "month": "11", "year": "2024"}, "2024-11-05", {}),
        ("choice", " male ", "male", {"options": OPTIONS}),
        ("yes_no", "false", False, {}),
        ("yes_no", True, True, {}),
        ("money", "1.500.000", 1500000, {}),
        ("money", "1500000 đồng", 1500000, {}),
        ("money", "1,500,000đ", 1500000, {}),
        ("money", "0", 0, {}),
        ("person_name", "  NGUYE\u0302\u0303N  VĂN\tA ", "NGUYỄN VĂN A", {}),
        ("person_name", "H'Hen Niê", "H'Hen Niê", {}),
        ("person_name", "Anne-Marie O’Brien Jr.", "Anne-Marie O’Brien Jr.", {}),
        ("person_name", "วิชัย", "วิชัย", {}),
        ("tax_code", "0300588569", "0300588569", {}),
        ("tax_code", "0101 248 141", "0101248141", {"units_only": True}),
        ("tax_code", "0300588569001", "0300588569-001", {}),
        ("tax_code", "046190001234", "046190001234", {}),
        ("time", "8h30", "08:30", {}),
        ("time", "8:30", "08:30", {}),
        ("time", "08 giờ 30", "08:30", {}),
        ("time", "8 GIO\u031b\u0300 5 phút", "08:05", {}),
        ("time", "8g", "08:00", {}),
        ("time", "23.59", "23:59", {}),
        ("time", "0:00", "00:00", {}),
        ("person_id", "046 190.001-234", "046190001234", {}),
        ("person_id", "001226000001", "001226000001", {}),
        ("person_id", "191234567", "191234567", {}),
        ("phone", "0905 123 456", "+84905123456", {}),
        ("phone", "+1 212 555 2368", "+12125552368", {}),
        ("email", " Lan@Example.VN ", "Lan@example.vn", {}),
        (
            "address",
            {"unit": "elsewhere", "line": "12 Phố Huế, Hà Nội"},
            {
                "unit": "elsewhere",
                "line": "12 Phố Huế, Hà Nội",
                "text": "12 Phố Huế, Hà Nội",
            },
            {},
        ),
    ],
)
def test_an_answer_has_one_form_and_cleaning_again_keeps_it(
    kind: str, raw: Any, answer: Any, settings: dict[str, Any]
) -> None:
    assert cleaned(kind, raw, **settings) == answer
    assert cleaned(kind, answer, **settings) == answer


@pytest.mark.parametrize(
    ("kind", "raw", "code", "settings"),
    [
        ("text", "x" * 201, "too_long", {}),
        ("text", "😀" * 6, "too_long", {"max_length": 5}),
        ("text", ["a"], "type", {}),
        ("long_text", {"a": 1}, "type", {}),
        ("number", "1e999", "number", {}),
        ("number", "12 quả", "number", {}),
        ("number", "٣", "number", {}),
        ("number", "--1", "number", {}),
        ("number", "9" * 400, "too_large", {}),
        ("number", 10**400, "too_large", {}),
        ("number", float("nan"), "too_large", {}),
        ("number", float("inf"), "too_large", {}),
        ("number", True, "type", {}),
        ("number", 2.5, "decimals", {}),
        ("number", 21, "too_large", {"max": 20}),
        ("number", -1, "too_small", {"min": 0}),
        ("date", "31/02/2024", "date", {}),
        ("date", "2023-02-29", "date", {}),
        ("date", "hôm qua", "date", {}),
        ("date", {"day": "1", "month": "", "year": "2024"}, "incomplete", {}),
        ("date", {"day": "1", "month": "1", "year": "24"}, "year", {}),
        ("date", {"day": "1", "week": "2"}, "type", {}),
        ("date", 20240101, "type", {}),
        ("date", "24/11/2026", "future", {"when": "past"}),
        ("date", "22/11/2026", "past", {"when": "future"}),
        ("choice", "khác", "choice", {"options": OPTIONS}),
        ("choice", "Nam", "choice", {"options": OPTIONS}),
        ("choice", ["male"], "type", {"options": OPTIONS}),
        ("yes_no", "có", "type", {}),
        ("yes_no", 1, "type", {}),
        ("money", "1.500,5", "decimals", {}),
        ("money", 1.5, "decimals", {}),
        ("money", "1,500,00", "number", {}),
        ("money", "-1", "too_small", {}),
        ("money", "999", "too_small", {"min": 1000}),
        ("money", "2.000.001", "too_large", {"max": 2000000}),
        ("money", "9" * 400, "too_large", {}),
        ("money", "đồng", "number", {}),
        ("money", True, "type", {}),
        ("money", ["1"], "type", {}),
        ("person_name", "A", "too_short", {}),
        ("person_name", "- '", "too_short", {}),
        ("person_name", "Nguyễn Văn 2", "name", {}),
        ("person_name", "An <b>", "name", {}),
        ("person_name", "An 😀", "name", {}),
        ("person_name", "a" * 101, "too_long", {}),
        ("person_name", {"a": 1}, "type", {}),
        ("tax_code", "0300588568", "check_digit", {}),
        ("tax_code", "0300588569-000", "check_digit", {}),
        ("tax_code", "03005885", "length", {}),
        ("tax_code", "046190001234", "length", {"units_only": True}),
        ("tax_code", "046990001234", "number", {}),
        ("tax_code", "٠٣٠٠٥٨٨٥٦٩", "digits", {}),
        ("tax_code", "030058856A", "digits", {}),
        ("tax_code", 300588569, "type", {}),
        ("time", "24:00", "time", {}),
        ("time", "8:60", "time", {}),
        ("time", "8:3", "time", {}),
        ("time", "830", "time", {}),
        ("time", "٨:٣٠", "time", {}),
        ("time", "8h30 8h30", "time", {}),
        ("time", 8.5, "type", {}),
        ("person_id", "191234567", "length", {"allow_old": False}),
        ("person_id", "000190001234", "number", {}),
        ("person_id", "046227001234", "number", {}),
        ("person_id", "04619000123", "length", {}),
        ("person_id", "04619000123O", "digits", {}),
        ("person_id", "٠٤٦١٩٠٠٠١٢٣٤", "digits", {}),
        ("person_id", 46190001234, "type", {}),
        ("phone", "0905", "phone", {}),
        ("phone", "gọi tôi", "phone", {}),
        ("phone", "0" * 1000, "phone", {}),
        ("email", "lan@", "email", {}),
        ("email", "a" * 250 + "@b.vn", "email", {}),
        ("email", "lan@x.vn\nBcc: y@x.vn", "email", {}),
        ("address", {"unit": "", "line": "12"}, "unit_missing", {}),
        ("address", {"unit": "elsewhere"}, "line_missing", {}),
        ("address", {"unit": "elsewhere", "line": "x" * 201}, "too_long", {}),
        ("address", {"unit": 19960}, "type", {}),
        ("address", {"unit": "1", "province": "46"}, "type", {}),
        ("address", "12 Phố Huế", "type", {}),
        ("file", ["a"], "type", {}),
    ],
)
def test_a_wrong_answer_is_refused_with_its_reason(
    kind: str, raw: Any, code: str, settings: dict[str, Any]
) -> None:
    with pytest.raises(AnswerError) as refused:
        cleaned(kind, raw, **settings)

    assert refused.value.code == code
    assert refused.value.message


def test_the_message_counts_the_digits_that_were_typed() -> None:
    with pytest.raises(AnswerError, match="11"):
        cleaned("person_id", "04619000123")


@pytest.mark.parametrize("kind", sorted(all_kinds()))
@pytest.mark.parametrize(
    "raw", [None, "", "\0", 0, 1.5, True, [], [[]], {}, {"unit": []}, {"day": {}}, "x"]
)
def test_nothing_that_was_stored_breaks_the_page(kind: str, raw: Any) -> None:
    of = kind_of(kind)
    some = field(kind, options=OPTIONS)

    assert isinstance(of.text(some, raw), str)
    of.typed(some, raw)
    of.is_empty(raw)


def test_a_person_id_is_sensitive_whatever_the_editor_says() -> None:
    value = {"label": "Số", "sensitivity": "ordinary"}

    assert kind_of("person_id").compile("f", value, key="so").sensitivity == "sensitive"


def test_a_tax_code_that_may_be_a_persons_is_kept_as_sensitively() -> None:
    kind, value = (
        kind_of("tax_code"),
        {"label": "Mã số thuế", "sensitivity": "ordinary"},
    )

    of_anyone = kind.compile("f", value, key="ma")
    of_units = kind.compile("f", {**value, "units_only": True}, key="ma")

    assert of_anyone.sensitivity == "sensitive"
    assert of_units.sensitivity == "ordinary"


def test_money_is_read_with_points_and_its_currency() -> None:
    kind, some = kind_of("money"), field("money", max=2_000_000)

    assert kind.text(some, 1500000) == "1.500.000 đồng"
    assert kind.text(some, "một triệu") == "một triệu"
    assert kind.typed(some, 1500000) == "1.500.000"
    assert kind.schema(some) == {"type": "integer", "minimum": 0, "maximum": 2_000_000}


@pytest.mark.parametrize(
    ("kind", "settings", "pattern"),
    [
        ("tax_code", {}, "^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"),
        ("tax_code", {"units_only": True}, "^[0-9]{10}(-[0-9]{3})?$"),
        ("person_id", {}, "^([0-9]{12}|[0-9]{9})$"),
        ("person_id", {"allow_old": False}, "^([0-9]{12})$"),
        ("time", {}, "^([01][0-9]|2[0-3]):[0-5][0-9]$"),
    ],
)
def test_other_systems_are_told_the_form_of_an_answer(
    kind: str, settings: dict[str, Any], pattern: str
) -> None:
    schema = kind_of(kind).schema(field(kind, **settings))

    assert schema == {"type": "string", "pattern": pattern}


def test_settings_that_say_nothing_new_leave_the_frozen_form_as_it_was() -> None:
    value = {"label": "Câu hỏi", "sample": "", "allow_old": True}

    for name in ("person_id", "person_name", "tax_code", "time", "money"):
        assert kind_of(name).compile("f", value, key="f").settings == {}


def test_a_sample_is_read_with_the_help() -> None:
    kind = kind_of("time")
    some = kind.compile(
        "f", {"label": "Giờ", "help": "Giờ đến.", "sample": "8h"}, key="f"
    )

    assert some.settings == {"sample": "8h"}
    with override("en"):
        assert kind.preview_input(some).help == "Giờ đến. For example: 8h"
    assert kind.ui(some)["sample"] == "8h"
