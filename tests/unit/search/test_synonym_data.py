"""The vocabulary that the portal ships: well formed, about words that records have."""

import json
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from search.normalise import accented_words, folded_words

ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "search" / "data" / "synonyms_vi.txt"
DEMO = ROOT / "site" / "portal" / "demo" / "data" / "procedures"
RECORDS = ROOT.parent / "shared" / "data" / "procedures.jsonl"
Phrase = tuple[str, ...]


class Rule(NamedTuple):
    line: int
    keys: tuple[str, ...]
    meanings: tuple[str, ...]
    is_one_way: bool


def folded(text: str) -> Phrase:
    return tuple(folded_words(text))


def accented(text: str) -> Phrase:
    return tuple(accented_words(text))


def read() -> Iterator[Rule]:
    for line, text in enumerate(RULES.read_text(encoding="utf-8").splitlines(), 1):
        rule = text.partition("#")[0].strip()
        if not rule:
            continue
        left, arrow, right = rule.partition("=>")
        keys = tuple(part.strip() for part in left.split(","))
        meanings = tuple(part.strip() for part in right.split(",")) if arrow else keys
        yield Rule(line, keys, meanings, bool(arrow))


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return list(read())


def test_it_is_composed_lower_case_and_grouped_by_topic():
    text = RULES.read_text(encoding="utf-8")
    rules = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert unicodedata.is_normalized("NFC", text)
    assert [line for line in rules if line != line.lower()] == []
    assert sum(line.startswith("# ---- ") for line in text.splitlines()) >= 30


def test_every_line_is_a_rule(rules):
    assert len(rules) >= 600
    for rule in rules:
        assert all(folded(part) for part in (*rule.keys, *rule.meanings)), rule
        assert "=>" not in "".join(rule.meanings), rule
        assert rule.is_one_way or len(rule.keys) > 1, rule


def test_no_key_is_told_twice(rules):
    """Not without tones either: who types none would get the words of two rules."""
    keys = sorted(
        (folded(key), rule.line, accented(key)) for rule in rules for key in rule.keys
    )
    twice = []
    for key, group in groupby(keys, key=lambda one: one[0]):
        told = list(group)
        lines = {line for _key, line, _accented in told}
        forms = {form for _key, _line, form in told}
        if len(lines) > 1 or len(forms) < len(told):
            twice.append((" ".join(key), sorted(lines)))

    assert twice == []


def test_no_one_way_rule_leads_to_itself(rules):
    selves = [
        (rule.line, key)
        for rule in rules
        if rule.is_one_way
        for key in rule.keys
        if folded(key) in {folded(meaning) for meaning in rule.meanings}
    ]

    assert selves == []


def test_no_one_way_rules_lead_to_each_other(rules):
    leads: dict[Phrase, set[Phrase]] = {}
    for rule in rules:
        if rule.is_one_way:
            for key in rule.keys:
                leads.setdefault(folded(key), set()).update(map(folded, rule.meanings))

    circles = []
    for start in leads:
        seen: set[Phrase] = set()
        waiting = list(leads[start])
        while waiting:
            reached = waiting.pop()
            if reached not in seen:
                seen.add(reached)
                waiting += leads.get(reached, ())
        if start in seen:
            circles.append(" ".join(start))

    assert circles == []


def test_a_key_is_a_word_of_its_own(rules):
    """One or two letters are too many other things; the exceptions are weighed."""
    short = [
        key
        for rule in rules
        for key in rule.keys
        if len(folded(key)) == 1 and len(folded(key)[0]) < 3
    ]

    assert sorted(short) == ["dn", "tk", "tp", "tw", "uq", "đk"]


def _texts() -> Iterator[str]:
    for path in sorted(DEMO.glob("*.yaml")):
        yield from (row["name"] for row in yaml.safe_load(path.read_text("utf-8")))
    with RECORDS.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            papers = (paper["name"] for paper in record["documents"])
            told = (record["field"], record["result"], record["requirements"])
            yield record["name"]
            yield "\n".join((record["steps"], *told, *papers))


@pytest.mark.parametrize("path", [RECORDS] if RECORDS.is_file() else [])
def test_what_a_rule_leads_to_stands_in_the_records(path, rules):
    wanted = {
        meaning: " ".join(folded(meaning))
        for rule in rules
        if rule.is_one_way
        for meaning in rule.meanings
    }
    missing = dict(wanted)
    for text in _texts():
        told = f" {' '.join(folded_words(text))} "
        found = [one for one, words in missing.items() if f" {words} " in told]
        for meaning in found:
            del missing[meaning]

    assert list(missing) == []


@pytest.mark.parametrize("path", [RECORDS] if RECORDS.is_file() else [])
def test_a_word_of_both_ways_stands_in_the_records(path, rules):
    both = [rule for rule in rules if not rule.is_one_way]
    texts = [f" {' '.join(folded_words(text))} " for text in _texts()]
    useless = [
        rule.line
        for rule in both
        if not any(
            f" {' '.join(folded(key))} " in text for text in texts for key in rule.keys
        )
    ]

    assert useless == []
