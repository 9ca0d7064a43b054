"""What people say for a procedure, and what editors wrote: lists know neither."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from services_catalog.procedures.everyday.reading import shipped
from services_catalog.procedures.imports.report import Outcome
from services_catalog.procedures.imports.services import import_procedures
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.services import refresh_hash
from tests.factories.services_catalog import ProcedureFactory

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2024, 1, 1), date(2024, 7, 1)
BIRTH = {
    "code": "1.001193",
    "name": "Đăng ký khai sinh",
    "level": "commune",
    "agency": "Ủy ban nhân dân cấp xã",
    "source": "danh mục thử",
}
DEATH = {**BIRTH, "code": "1.000656", "name": "Đăng ký khai tử"}


def write(path: Path, records: Sequence[dict[str, str]]) -> Path:
    lines = (json.dumps(one, ensure_ascii=False) for one in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    return write(tmp_path / "danh-muc.jsonl", [BIRTH, DEATH])


def test_new_procedures_get_what_people_say_for_them(listing: Path) -> None:
    report = import_procedures(listing, valid_from=FIRST)

    told = shipped()["1.001193"]
    version = ProcedureVersion.objects.get(procedure__code="1.001193")
    assert version.phrases == list(told.phrases)
    assert version.procedure.popularity == told.popularity == 80
    assert report.phrases_filled() == 2
    assert "  everyday phrases filled in: 2" in list(report.summary())


def test_known_procedures_without_phrases_are_filled_where_they_stand(
    listing: Path,
) -> None:
    import_procedures(listing, valid_from=FIRST)
    version = ProcedureVersion.objects.get(procedure__code="1.001193")
    version.phrases = []
    version.save()
    refresh_hash(version)
    Procedure.objects.update(popularity=0)

    report = import_procedures(listing, valid_from=LATER)

    told = shipped()["1.001193"]
    filled = ProcedureVersion.objects.get(procedure__code="1.001193")
    assert (filled.pk, filled.phrases) == (version.pk, list(told.phrases))
    popularity = dict(Procedure.objects.values_list("code", "popularity"))
    assert popularity == {"1.001193": told.popularity, "1.000656": 0}
    first, second = report.records
    assert (first.outcome, first.fields) == (Outcome.CHANGED, ("phrases",))
    assert (second.outcome, second.phrases_filled) == (Outcome.UNCHANGED, False)
    assert report.phrases_filled() == 1
    again = import_procedures(listing, valid_from=LATER)
    assert (again.count(Outcome.UNCHANGED), again.phrases_filled()) == (2, 0)


def test_what_editors_wrote_beside_the_list_survives_it(tmp_path: Path) -> None:
    listing = write(tmp_path / "a.jsonl", [BIRTH])
    import_procedures(listing, valid_from=FIRST)
    version = ProcedureVersion.objects.get()
    version.phrases = ["của người biên tập"]
    version.summary, version.name_en = "Dành cho cha mẹ.", "Birth registration"
    version.save()
    refresh_hash(version)
    Procedure.objects.update(popularity=3)

    same = import_procedures(listing, valid_from=LATER)
    changed = import_procedures(
        write(tmp_path / "b.jsonl", [{**BIRTH, "result": "Giấy khai sinh"}]),
        valid_from=LATER,
    )

    assert same.count(Outcome.UNCHANGED) == 1
    assert changed.records[0].fields == ("result",)
    assert same.phrases_filled() == changed.phrases_filled() == 0
    new = ProcedureVersion.objects.get(valid_from=LATER)
    assert new.phrases == ["của người biên tập"]
    assert (new.summary, new.name_en) == ("Dành cho cha mẹ.", "Birth registration")
    assert new.procedure.popularity == 3


def test_phrases_of_procedures_left_alone_are_left_alone(listing: Path) -> None:
    ProcedureFactory.create(code="1.001193")

    report = import_procedures(listing, valid_from=FIRST, keep_known=True)

    known = ProcedureVersion.objects.get(procedure__code="1.001193")
    assert (known.phrases, known.procedure.popularity) == ([], 0)
    assert report.phrases_filled() == 1


def test_a_dry_run_tells_of_phrases_and_writes_none(listing: Path) -> None:
    ProcedureFactory.create(code="1.001193")

    report = import_procedures(listing, valid_from=FIRST, dry_run=True)

    assert report.phrases_filled() == 2
    version = ProcedureVersion.objects.get()
    assert (version.phrases, version.procedure.popularity) == ([], 0)
