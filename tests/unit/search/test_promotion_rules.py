"""Which results stand first for which text: pure matching."""

from datetime import date

import pytest

from search.promotions.rules import Promotions, read_promotions

DAY = date(2026, 11, 23)


def rules(*entries: dict) -> Promotions:
    return read_promotions(
        {
            "phrases": ["sổ đỏ"],
            "matching": "exact",
            "portal": "",
            "first_day": None,
            "last_day": None,
            "note": "",
            **entry,
            "results": [{"type": "procedure", "key": key} for key in entry["results"]],
        }
        for entry in entries
    )


def first(promotions: Promotions, typed: str, *, portal="", at=DAY) -> list[str]:
    found = promotions.results_for(typed.split(), portal=portal, at=at)
    return [key for _type, key in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("so do", ["1"]), ("do so", []), ("lam so do", []), ("so", []), ("", [])],
)
def test_an_exact_phrase_is_the_whole_text(typed, expected):
    assert first(rules({"results": ["1"]}), typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("lam so do", ["1"]), ("do lai so", ["1"]), ("so hong", []), ("", [])],
)
def test_all_words_may_stand_anywhere(typed, expected):
    promotions = rules({"results": ["1"], "matching": "words"})

    assert first(promotions, typed) == expected


def test_any_phrase_will_do():
    promotions = rules({"results": ["1"], "phrases": ["Sổ hồng", "SỔ ĐỎ"]})

    assert first(promotions, "so hong") == first(promotions, "so do") == ["1"]


def test_exact_rules_come_first_and_nothing_comes_twice():
    promotions = rules(
        {"results": ["1", "2"], "matching": "words"},
        {"results": ["3", "1"]},
        {"results": ["4"], "matching": "words", "phrases": ["đỏ", "sổ"]},
    )

    assert first(promotions, "so do") == ["3", "1", "2", "4"]


@pytest.mark.parametrize(
    ("portal", "expected"),
    [("/hue/phu-bai/", ["1"]), ("/hue/phu-bai/to-1/", ["1"]), ("/hue/", []), ("", [])],
)
def test_a_portal_and_those_below_it(portal, expected):
    promotions = rules({"results": ["1"], "portal": "/hue/phu-bai/"})

    assert first(promotions, "so do", portal=portal) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(21, []), (22, ["1"]), (24, ["1"]), (25, [])]
)
def test_a_period_holds_both_its_days(day, expected):
    promotions = rules(
        {"results": ["1"], "first_day": "2026-11-22", "last_day": "2026-11-24"}
    )

    assert first(promotions, "so do", at=date(2026, 11, day)) == expected


def test_a_phrase_without_words_matches_nothing():
    promotions = rules({"results": ["1"], "matching": "words", "phrases": ["?!", ""]})

    assert first(promotions, "so do") == first(promotions, "") == []
