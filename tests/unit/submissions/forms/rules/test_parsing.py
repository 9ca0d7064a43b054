"""Rules as editors write them: understood in two languages, refused with what to do."""

from typing import Any

import pytest
from django.utils.translation import override

from submissions.forms.rules.names import Name, Names
from submissions.forms.rules.parsing import condition, formula
from submissions.forms.rules.tokens import RuleError

MARRIED = ["answer", "married", "yes_no"]
BIRTH = ["answer", "birth", "date"]
YES = ["const", "yes_no", True]
NAMES = Names(
    [
        Name("married", "Cha mẹ đã đăng ký kết hôn", "yes_no"),
        Name("birth", "Ngày sinh", "date"),
        Name("copies", "Số bản sao", "number"),
        Name("sex", "Giới tính", "text", {"female": "Nữ", "male": "Nam"}),
        Name("papers", "Giấy tờ", "texts", {"visa": "Thị thực", "pass": "Hộ chiếu"}),
        Name("place", "Nơi sinh", "none"),
        Name("children", "Các con", "rows"),
        Name("name", "Họ tên", "text", group="children"),
        Name("share", "Phần góp", "number", group="children"),
        Name("name_a", "Họ và tên", "text"),
        Name("name_b", "Họ và tên:", "text"),
    ]
)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[Cha mẹ đã đăng ký kết hôn] = có", ["=", MARRIED, YES]),
        ("married = yes", ["=", MARRIED, YES]),
        ("[cha mẹ đã  đăng ký kết hôn] = YES", ["=", MARRIED, YES]),
        ("married", MARRIED),
        ("not married", ["not", MARRIED]),
        ("không phải [Cha mẹ đã đăng ký kết hôn]", ["not", MARRIED]),
        ("not not married", ["not", ["not", MARRIED]]),
        (
            "married or married and not married",
            ["or", MARRIED, ["and", MARRIED, ["not", MARRIED]]],
        ),
        (
            "(married hoặc married) và married",
            ["and", ["or", MARRIED, MARRIED], MARRIED],
        ),
        (
            "[Ngày sinh] + 16 năm <= hôm nay",
            ["<=", ["shift", BIRTH, ["const", "number", "16"], "year"], ["today"]],
        ),
        (
            "birth - 30 days > 1/9/2026",
            [
                ">",
                [
                    "shift",
                    BIRTH,
                    ["-", ["const", "number", "0"], ["const", "number", "30"]],
                    "day",
                ],
                ["const", "date", "2026-09-01"],
            ],
        ),
        (
            "tuổi([Ngày sinh]) ≥ 18",
            [">=", ["years", BIRTH, ["today"]], ["const", "number", "18"]],
        ),
        (
            '[Giới tính] = "nữ"',
            ["=", ["answer", "sex", "text"], ["const", "text", "female"]],
        ),
        (
            "“Nam” ≠ sex",
            ["!=", ["const", "text", "male"], ["answer", "sex", "text"]],
        ),
        (
            '[Giấy tờ] gồm "Hộ chiếu"',
            ["contains", ["answer", "papers", "texts"], ["const", "text", "pass"]],
        ),
        (
            "đếm([Các con]) > 1",
            [
                ">",
                ["count", ["answer", "children", "rows"]],
                ["const", "number", "1"],
            ],
        ),
        (
            "tổng(children.share) = 100,5",
            [
                "=",
                ["sum", ["column", "children", "share", "numbers"]],
                ["const", "number", "100.5"],
            ],
        ),
        ("trống([Số bản sao])", ["blank", ["answer", "copies", "number"]]),
    ],
)
def test_a_condition_is_understood(text: str, rule: list[Any]) -> None:
    assert condition(text, NAMES) == rule


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234.567,5", "1234567.5"),
        ("1.234", "1234"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("7", "7"),
    ],
)
def test_numbers_are_read_as_everywhere_in_a_form(text: str, number: str) -> None:
    found = formula(text, NAMES, gives="number", decimals=2)
    assert found == ["round", ["const", "number", number], 2]


def test_a_product_binds_closer_than_a_sum() -> None:
    copies = ["answer", "copies", "number"]
    eight = ["const", "number", "8000"]
    two = ["const", "number", "2"]
    found = formula("2 + copies × 8.000", NAMES, gives="number")
    assert found == ["round", ["+", two, ["*", copies, eight]], 0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Something is missing at the end of the rule."),
        ("married =", "Something is missing at the end of the rule."),
        ("married married", "“and”, “or” or a sign is missing before “married”."),
        ("(married", "“)” is missing at the end of the rule."),
        ("[Quê quán] = yes", "There is no question “Quê quán” in this form."),
        ("married ? yes", "“? yes” is not understood."),
        ("[Họ và tên] = “A”", "Name the one that you mean by its key: name_a, name_b."),
        ("[Giới tính] = “Khác”", "Its answers are: “Nữ”, “Nam”."),
        ("copies = yes", "A part of the rule is yes or no where a number is needed."),
        ("copies", "The rule gives a number where yes or no is needed."),
        ("married + 1 = 2", "“Cha mẹ đã đăng ký kết hôn” is yes or no where a number"),
        ("birth + 16 > today", "“days”, “months” or “years” is missing"),
        ("sex < “Nam”", "“Giới tính” is a text where a number is needed."),
        ("[Nơi sinh] = “Huế”", "is nothing that a rule can use where"),
        ("age(birth, today) > 3", "“age” needs 1 values in its brackets."),
        ("birth = 30/2/2026", "There is no day 30/2/2026."),
        ("(" * 40 + "married" + ")" * 40, "too many brackets"),
        ("married and " * 150 + "married", "too long"),
        ("copies = " + "1+" * 120 + "1", "too long"),
        ("sum(children.name) = 1", "several answers where several numbers"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(RuleError) as refused:
        condition(text, NAMES)
    assert message in str(refused.value)
