"""The demo's files: what they hold besides the catalogue, and how they are read."""

import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.demo import content
from portal.demo.accounts import ROLES
from portal.demo.content import (
    DATA,
    ContentError,
    portal_key,
    read_folder,
    read_list,
    read_mapping,
    read_procedures,
)
from portal.demo.forms import GENERAL_FORM, OWNERS
from portal.demo.portals import DRAWINGS
from submissions.forms.kinds.registry import all_kinds
from submissions.forms.sensitivity import Sensitivity

FILLED = ["46", "so-tu-phap", "474", "479", "19960", "19969", "19777", "19762"]


def fields_of(form: dict) -> list[dict]:
    return [field for step in form["steps"] for field in step["fields"]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(content, "DATA", tmp_path)
    return tmp_path


def test_text_is_read_in_composed_letters(folder: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "- {name: Phú Bài}")
    (folder / "places.yaml").write_text(decomposed, encoding="utf-8")

    assert read_list("places") == [{"name": "Phú Bài"}]


def test_a_broken_file_is_named(folder: Path) -> None:
    (folder / "news.yaml").write_text("- {title: [", encoding="utf-8")

    with pytest.raises(ContentError, match=r"news\.yaml"):
        read_list("news")


def test_a_file_of_another_shape_is_named(folder: Path) -> None:
    (folder / "news.yaml").write_text("title: x", encoding="utf-8")

    with pytest.raises(ContentError, match=r"news\.yaml: a list is expected"):
        read_list("news")
    (folder / "dossiers.yaml").write_text("- x", encoding="utf-8")
    with pytest.raises(ContentError, match=r"dossiers\.yaml: a mapping is expected"):
        read_mapping("dossiers")


def test_the_province_a_department_two_districts_and_four_communes_are_filled() -> None:
    rows = read_list("portals")

    assert [portal_key(row) for row in rows] == FILLED
    assert sorted(DRAWINGS) == sorted(FILLED)
    assert all(row["introduction"] and row["leaders"] for row in rows)


@pytest.mark.parametrize(
    ("name", "least"), [("news", 4), ("notices", 3)], ids=["news", "notices"]
)
def test_every_filled_portal_has_words_of_its_own(name: str, least: int) -> None:
    rows = read_list(name)

    portals = [str(row["portal"]) for row in rows]
    assert {key: portals.count(key) >= least for key in FILLED} == dict.fromkeys(
        FILLED, True
    )
    assert set(portals) == set(FILLED)
    assert len({(row["portal"], row["slug"]) for row in rows}) == len(rows)
    assert all(date(2024, 9, 1) <= row["date"] < date(2024, 12, 1) for row in rows)


def test_slugs_within_a_portal_are_used_once() -> None:
    rows = [row for name in ("news", "guides", "notices") for row in read_list(name)]

    assert len({(str(row["portal"]), row["slug"]) for row in rows}) == len(rows)


def test_ten_one_stop_centres_and_their_departments_are_listed() -> None:
    rows = read_list("agencies")

    kinds = [row["kind"] for row in rows]
    assert kinds.count("service_centre") == 10
    assert kinds.count("province_department") >= 14
    assert len({row["identifier"] for row in rows}) == len(rows)
    assert all(row["email"].endswith("@thuathienhue.example") for row in rows)


def test_staff_are_named_for_every_filled_portal() -> None:
    rows = read_list("accounts")

    assert len(rows) == len(FILLED)
    assert all(set(row) == {"place", *ROLES} for row in rows)


def test_there_is_a_form_for_every_procedure_that_names_one() -> None:
    slugs = {form["slug"] for form in read_folder("forms")}

    named = {row["form"] for row in read_procedures() if row.get("form")}
    assert len(named) >= 12
    assert named <= slugs
    assert {GENERAL_FORM, *OWNERS} <= slugs


@pytest.mark.parametrize("form", read_folder("forms"), ids=lambda form: form["slug"])
def test_form_is_sound(form: dict) -> None:
    fields = fields_of(form)

    assert (DATA / "forms" / f"{form['slug']}.yaml").is_file()
    assert {field["kind"] for field in fields} <= set(all_kinds())
    asked = [field for field in fields if all_kinds()[field["kind"]].asks]
    assert {field["sensitivity"] for field in asked} <= set(Sensitivity.values)
    assert len({field["key"] for field in fields}) == len(fields)
    assert all(
        field["sensitivity"] == Sensitivity.SENSITIVE
        for field in asked
        if field["kind"] == "person_id"
    )
    assert form["declaration"]


def test_forms_leave_the_applicant_to_the_system() -> None:
    keys = {field["key"] for form in read_folder("forms") for field in fields_of(form)}

    assert not keys & {"full_name", "person_id", "birth_date", "phone", "email"}


def test_stories_name_what_exists() -> None:
    told = read_mapping("dossiers")
    codes = {row["code"] for row in read_procedures() if row.get("form")}
    places = {row["place"] for row in read_list("accounts")}

    stories = [*told["stories"], *told["drafts"]]
    assert {story["procedure"] for story in stories} <= codes
    assert {story["place"] for story in stories} <= places


def test_since_lies_before_every_news_item() -> None:
    assert content.SINCE + timedelta(days=1) < min(
        row["date"] for row in read_list("news")
    )
