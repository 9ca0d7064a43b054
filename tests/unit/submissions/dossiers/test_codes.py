"""Dossier codes in every pattern of the law, as people type them."""

from datetime import date

import pytest

from submissions.dossiers.codes import (
    CodeNotReadableError,
    canonical_identifier,
    format_code,
    parse_code,
    reversed_identifier,
)


@pytest.mark.parametrize(
    ("typed", "identifier", "day", "system", "number"),
    [
        ("000.00.12.H57-190315-0007", "H57.12", date(2019, 3, 15), "", 7),
        ("H57.12-210905-0041", "H57.12", date(2021, 9, 5), "", 41),
        ("H57.132-260804-0583", "H57.132", date(2026, 8, 4), "", 583),
        ("H57.132.01-260804-0583", "H57.132.01", date(2026, 8, 4), "", 583),
        ("H57.132.01-260804-150042", "H57.132.01", date(2026, 8, 4), "15", 42),
        ("H57.12-210905-10041", "H57.12", date(2021, 9, 5), "", 10041),
    ],
)
def test_all_four_patterns_are_read(
    typed: str, identifier: str, day: date, system: str, number: int
) -> None:
    code = parse_code(typed)

    assert (code.identifier, code.day, code.system, code.number) == (
        identifier,
        day,
        system,
        number,
    )


@pytest.mark.parametrize(
    "typed",
    [
        " h57.132-260804-0583 ",
        "H57.132 – 260804 – 0583",
        "H57.132\u2011260804\u20110583",
        "Ｈ57.132－260804－0583",
        "h57 .132 - 2608 04 -0583\n",
    ],
)
def test_case_spaces_and_kinds_of_dashes_do_not_matter(typed: str) -> None:
    assert parse_code(typed).text == "H57.132-260804-0583"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "khai sinh",
        "H57.132-260804",
        "H57.132-261304-0583",
        "H57.132-260804-583",
        "H57..132-260804-0583",
        "' OR 1=1 --",
        "\x00",
        "H" * 10_000,
        "\u202eH57.132-260804-0583",
        "H57.132-२६०८०४-0583",
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeNotReadableError):
        parse_code(typed)


def test_identifiers_are_turned_both_ways() -> None:
    assert canonical_identifier("000.00.12.H57") == "H57.12"
    assert canonical_identifier("H57.12") == "H57.12"
    assert canonical_identifier("H57") == "H57"
    assert reversed_identifier("H57.12") == "000.00.12.H57"
    assert reversed_identifier("H57.31.05") == "000.05.31.H57"


@pytest.mark.parametrize(
    ("day", "number", "code"),
    [
        (date(2019, 3, 15), 7, "000.00.12.H57-190315-0007"),
        (date(2021, 9, 5), 41, "H57.12-210905-0041"),
        (date(2026, 8, 4), 10000, "H57.12-260804-10000"),
    ],
)
def test_codes_are_issued_as_the_law_of_the_day_says(
    day: date, number: int, code: str
) -> None:
    assert format_code("H57.12", day, number) == code
    assert parse_code(code).number == number
