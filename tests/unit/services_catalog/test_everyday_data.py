"""The phrases that the portal brings along: for whom, how many, and told apart."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from search.normalise import folded_words
from services_catalog.procedures.everyday.reading import (
    POPULARITY,
    SHIPPED,
    read_everyday,
)

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "site" / "portal" / "demo" / "data" / "procedures"
RECORDS = ROOT.parent / "shared" / "data" / "procedures.jsonl"
_PREFIX = re.compile(r"^thủ tục:?\s+", re.IGNORECASE)
# A foreign element, the borderland, the army, the police: general questions are not
# meant for them.
SPECIAL = {
    "2.000806": "ngoài|Hàn|kiều|Tây|Đài|Mỹ",
    "2.000528": "ngoài|lai|Hàn",
    "2.000779": "ngoài|kiều|Tây",
    "2.000748": "ngoài|kiều",
    "1.000094": "Lào|biên",
    "1.000110": "Lào|biên",
    "1.000080": "Lào|biên|láng giềng",
    "1.004827": "Lào|biên",
    "1.001669": "ngoài|kiều|Mỹ",
    "1.003160": "ngoài|Tây",
    "3.000349": "quân|bộ đội",
    "3.000350": "công an",
    "3.000351": "ngoài|Hàn|Mỹ",
    "3.000226": "ngoài|Tây|Hàn",
}


@cache
def rows() -> list[Row]:
    told = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    assert isinstance(told, list)
    return told


@cache
def demo_rows() -> list[Row]:
    paths = sorted(DEMO.glob("*.yaml"))
    return [row for path in paths for row in yaml.safe_load(path.read_text("utf-8"))]


def folded(text: str) -> str:
    return " ".join(folded_words(text))


def phrases() -> Iterator[str]:
    return (phrase for row in rows() for phrase in row["phrases"])


def test_it_can_be_read_and_tells_of_enough_procedures():
    told = read_everyday(SHIPPED)

    assert len(rows()) >= 500
    assert len(told) >= 600
    assert told["1.001193"].popularity == 80
    assert "làm giấy khai sinh cho con" in told["1.001193"].phrases


def test_text_is_composed():
    assert unicodedata.is_normalized("NFC", SHIPPED.read_text(encoding="utf-8"))


def test_every_procedure_has_four_to_ten_phrases_of_a_line():
    for row in rows():
        assert 4 <= len(row["phrases"]) <= 10, row["about"]
        assert max(map(len, row["phrases"])) <= 60, row["about"]
        assert not any(phrase.endswith((".", "?")) for phrase in row["phrases"])


def test_no_two_procedures_are_called_the_same():
    """Not without tones either: the right one could not be told."""
    counted = Counter(map(folded, phrases()))

    assert [phrase for phrase, count in counted.items() if count > 1] == []


def test_every_demand_occurs_and_the_highest_is_rare():
    counted = Counter(row["demand"] for row in rows())

    assert set(counted) == set(POPULARITY)
    assert counted[5] <= 40
    assert counted[5] < counted[4] < counted[3] < counted[2] < counted[1]


def test_the_demo_has_a_phrase_for_all_its_procedures():
    told = {code for row in rows() for code in row["codes"]}

    assert [row["code"] for row in demo_rows() if row["code"] not in told] == []


def test_no_phrase_of_a_special_case_is_a_general_question():
    told = {code: row for row in rows() for code in row["codes"]}
    general = [
        phrase
        for code, words in SPECIAL.items()
        for phrase in told[code]["phrases"]
        if not re.search(words, phrase)
    ]

    assert general == []


def _repeated(titles: set[str]) -> list[str]:
    return [phrase for phrase in phrases() if folded(phrase) in titles]


def test_no_phrase_repeats_a_title_of_the_demo():
    assert _repeated({folded(row["name"]) for row in demo_rows()}) == []


@pytest.mark.parametrize("path", [RECORDS] if RECORDS.is_file() else [])
def test_codes_are_real_and_no_official_title_is_repeated(path):
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    known = {row["code"] for row in (*records, *demo_rows())}
    titles = {folded(_PREFIX.sub("", record["name"])) for record in records}

    assert [code for row in rows() for code in row["codes"] if code not in known] == []
    assert _repeated(titles) == []
