"""The demo's catalogue: 200 and more procedures, each complete and well formed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import yaml

from portal.demo.content import DATA
from services_catalog.offerings.models import ServiceLevel
from services_catalog.procedures.case_types import FeeKind, TermUnit
from services_catalog.procedures.everyday.reading import shipped
from services_catalog.procedures.models import Audience
from services_catalog.units.models import Tier

Row = dict[str, Any]

REQUIRED = {
    "code",
    "name",
    "name_en",
    "field",
    "tiers",
    "agency_kinds",
    "level",
    "audiences",
    "summary",
    "result",
    "term",
    "fees",
}
OPTIONAL = {
    "departments",
    "life_events",
    "decision",
    "papers",
    "steps",
    "conditions",
    "legal_basis",
    "form",
    "download",
}
# Which kinds of agency can stand at a tier in the three-tier time (until 2024-12-31).
KINDS = {
    Tier.PROVINCE: {"province_department", "service_centre", "vertical_agency"},
    Tier.DISTRICT: {"district_committee"},
    Tier.COMMUNE: {"commune_committee"},
}
NAMED_KINDS = KINDS[Tier.PROVINCE]
DRAWINGS = {"family", "desk", "gate", "bridge", "lotus", "boat"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The number of a law, decree, circular or decision: `123/2015/NĐ-CP`, `166/QĐ-BHXH`.
LEGAL_NUMBER = re.compile(r"\d{1,4}(/\d{4})?/[A-ZĐ0-9]+(-[A-Za-zĐ0-9]+)?")


@cache
def _read(name: str) -> list[Row]:
    rows = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    assert isinstance(rows, list), f"{name} must hold a list"
    return rows


@cache
def _procedures() -> list[Row]:
    paths = sorted((DATA / "procedures").glob("*.yaml"))
    return [row for path in paths for row in _read(f"procedures/{path.name}")]


def _keys(name: str) -> set[str]:
    return {row["key"] for row in _read(name)}


def _is_told_in_full(row: Row) -> bool:
    return bool(row.get("papers") and row.get("steps") and row.get("legal_basis"))


def _codes(rows: list[Row]) -> list[str]:
    return [row["code"] for row in rows]


def each_procedure(check: Callable[[Row], None]) -> Callable[[], None]:
    """One test for all procedures (a test for each takes 15 seconds) that names it."""

    def test() -> None:
        for row in _procedures():
            try:
                check(row)
            except AssertionError as error:
                message = f"{row['code']}: {error}"
                raise AssertionError(message) from error

    return test


def test_there_are_two_hundred_procedures_and_more():
    assert len(_procedures()) >= 200


def test_no_code_is_told_twice():
    counted = Counter(_codes(_procedures()))

    assert [code for code, count in counted.items() if count > 1] == []


def test_seventy_procedures_and_more_are_told_in_full():
    assert sum(_is_told_in_full(row) for row in _procedures()) >= 70


def test_every_tier_and_every_service_level_occurs():
    tiers = {tier for row in _procedures() for tier in row["tiers"]}

    assert tiers == set(Tier.values)
    levels = Counter(row["level"] for row in _procedures())
    assert set(levels) == set(ServiceLevel.values)
    assert min(levels.values()) >= 25


def test_every_field_and_life_event_has_procedures():
    fields = {row["field"] for row in _procedures()}
    events = {event for row in _procedures() for event in row.get("life_events", [])}

    assert fields == _keys("fields.yaml")
    assert events == _keys("life_events.yaml")


def test_fields_have_keys_codes_names_and_addresses_of_their_own():
    fields = _read("fields.yaml")

    for part in ("key", "code", "name", "slug"):
        values = [row[part] for row in fields]
        assert len(set(values)) == len(values), part
        # YAML reads bare `NO` or `ON` as a truth value.
        assert all(isinstance(value, str) for value in values), part
    assert all(row["code"].startswith("H57-") for row in fields)
    assert all(SLUG.fullmatch(row["slug"]) for row in fields)


def test_there_are_six_life_events_each_with_a_drawing_of_its_own():
    events = _read("life_events.yaml")

    assert len(events) == 6
    assert {row["drawing"] for row in events} == DRAWINGS


def test_every_form_is_used_by_one_procedure_and_exists():
    forms = [row["form"] for row in _procedures() if "form" in row]

    assert len(forms) >= 12
    assert len(set(forms)) == len(forms)
    missing = [form for form in forms if not (DATA / "forms" / f"{form}.yaml").exists()]
    assert missing == []


def test_every_paper_form_to_download_belongs_to_one_procedure():
    downloads = [row["download"] for row in _procedures() if "download" in row]

    assert len(set(downloads)) == len(downloads)
    assert all(SLUG.fullmatch(name) for name in downloads)


def test_no_two_procedures_say_the_same():
    said = Counter(row["summary"] for row in _procedures())

    assert [text for text, count in said.items() if count > 1] == []


def test_what_people_say_for_it_stands_where_every_installation_reads_it():
    assert [code for code in _codes(_procedures()) if code not in shipped()] == []


def test_files_are_nfc_so_that_search_and_sorting_agree():
    paths = [*(DATA / "procedures").glob("*.yaml"), DATA / "fields.yaml"]

    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


@each_procedure
def test_it_says_what_the_format_asks_and_nothing_else(row):
    assert set(row) >= REQUIRED
    assert set(row) <= REQUIRED | OPTIONAL
    assert re.fullmatch(r"\d\.\d{6}", row["code"])
    assert row["field"] in _keys("fields.yaml")
    assert row["level"] in ServiceLevel.values
    assert set(row["audiences"]) <= set(Audience.values)
    assert row["audiences"]
    assert len(row.get("life_events", [])) <= 2


@each_procedure
def test_its_name_is_the_title_without_the_word_for_procedure(row):
    name = row["name"]

    assert not name.lower().startswith("thủ tục")
    assert name[0].isupper()
    assert not name.endswith((".", ":", " "))
    shouted = [word for word in re.findall(r"\w{7,}", name) if word.isupper()]
    assert shouted == []


@each_procedure
def test_its_agencies_stand_at_its_tiers(row):
    tiers, kinds = set(row["tiers"]), set(row["agency_kinds"])

    assert tiers
    for tier in tiers:
        assert kinds & KINDS[tier], f"nobody performs it at the tier {tier}"
    assert kinds <= set().union(*(KINDS[tier] for tier in tiers))
    departments = row.get("departments", [])
    assert bool(departments) == bool(kinds & NAMED_KINDS)
    assert set(departments) <= _keys("agencies.yaml")


@each_procedure
def test_its_term_and_fees_are_whole_numbers_or_words(row):
    term = row["term"]
    assert term["unit"] in TermUnit.values
    assert term["value"] is None or 0 < term["value"] <= 180
    for fee in row["fees"]:
        assert set(fee) <= {"kind", "amount", "text", "exempt"}
        assert fee["kind"] in FeeKind.values
        assert "amount" in fee or fee["text"]
        assert isinstance(fee.get("amount", 0), int)
        assert fee.get("amount", 0) >= 0


@each_procedure
def test_it_is_told_in_full_or_in_short_but_not_by_half(row):
    parts = {part for part in ("papers", "steps", "legal_basis") if row.get(part)}

    assert len(parts) in (0, 3)
    if "form" in row:
        assert parts, "a form needs papers, steps and legal bases beside it"
        assert row["level"] >= ServiceLevel.SUBMIT
    assert ("download" in row) == (row["level"] == ServiceLevel.DOWNLOAD)


@each_procedure
def test_its_papers_steps_and_legal_bases_are_well_formed(row):
    for paper in row.get("papers", []):
        assert {"name", "originals", "copies", "required"} <= set(paper)
        assert set(paper) <= {
            "name",
            "originals",
            "copies",
            "required",
            "note",
            "group",
        }
        assert paper["originals"] + paper["copies"] >= 1
        assert isinstance(paper["required"], bool)
    for step in row.get("steps", []):
        assert (
            {"title", "who", "text"}
            <= set(step)
            <= {"title", "who", "text", "duration"}
        )
        assert step["who"] in {"citizen", "officer", "agency"}
        assert step["text"].endswith(".")
    for basis in row.get("legal_basis", []):
        assert set(basis) == {"number", "title"}
        assert LEGAL_NUMBER.fullmatch(basis["number"]), basis["number"]


@each_procedure
def test_it_is_told_in_plain_sentences(row):
    assert row["summary"].endswith(".")
    assert len(row["summary"]) <= 200
    assert "!" not in f"{row['summary']} {row.get('conditions', '')}"
