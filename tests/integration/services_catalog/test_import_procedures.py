"""Entering lists of procedures: reports, repetition, clerks' tables, real records."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from services_catalog.fields.models import Field
from services_catalog.offerings.models import Offering
from services_catalog.procedures.imports.readers import UnreadableFileError
from services_catalog.procedures.imports.report import ImportReport, Outcome
from services_catalog.procedures.imports.services import import_procedures
from services_catalog.procedures.models import Procedure, ProcedureVersion
from tests.factories.services_catalog import (
    AgencyFactory,
    FieldFactory,
    OfferingFactory,
    ProcedureFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]
FIRST, LATER = date(2024, 1, 1), date(2024, 7, 1)
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "procedures.jsonl"
BIRTH: dict[str, Any] = {
    "code": "1.001193",
    "name": "Thủ tục đăng ký khai sinh",
    "level": "commune",
    "field": "Hộ tịch",
    "agency": "Ủy ban nhân dân cấp xã",
    "audience": ["Công dân Việt Nam"],
    "time_limit": "1 Ngày làm việc",
    "fees": "Miễn phí",
    "documents": [{"name": "Giấy chứng sinh", "quantity": "1 bản chính"}],
    "source": "danh mục thử",
}
DEATH = {**BIRTH, "code": "1.000656", "name": "Đăng ký khai tử"}


def write(path: Path, records: Sequence[dict[str, Any] | str]) -> Path:
    lines = (
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
        for one in records
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def outcomes(report: ImportReport) -> list[tuple[int, str, Outcome]]:
    return [(one.line, one.code, one.outcome) for one in report.records]


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    return write(tmp_path / "danh-muc.jsonl", [BIRTH, DEATH])


def test_a_record_is_entered_with_everything_derived(listing: Path) -> None:
    report = import_procedures(listing, valid_from=FIRST)

    assert report.count(Outcome.ADDED) == 2
    first = report.records[0]
    assert first.rules == ("title-prefix",)
    assert first.offerings == ("commune-committee",)
    version = ProcedureVersion.objects.get(procedure__code="1.001193")
    assert version.name == "Đăng ký khai sinh"
    assert version.procedure.field == Field.objects.get(name="Hộ tịch")
    assert version.case_types.get().components.get().originals == 1
    offering = Offering.objects.get(procedure=version.procedure)
    assert (offering.agency_kind, offering.tier) == ("commune_committee", "commune")
    assert (offering.level, offering.intake_channel) == (1, "counter_only")


def test_a_second_run_changes_nothing(listing: Path) -> None:
    import_procedures(listing, valid_from=FIRST)
    before = [
        list(model._default_manager.order_by("pk").values())
        for model in (Procedure, ProcedureVersion, Offering, Field)
    ]

    for day in (FIRST, LATER):
        report = import_procedures(listing, valid_from=day)
        assert report.count(Outcome.UNCHANGED) == 2
        assert all(one.offerings == () for one in report.records)

    assert before == [
        list(model._default_manager.order_by("pk").values())
        for model in (Procedure, ProcedureVersion, Offering, Field)
    ]


def test_what_changed_is_named_and_opens_a_version(tmp_path: Path) -> None:
    import_procedures(write(tmp_path / "a.jsonl", [BIRTH]), valid_from=FIRST)
    changed = {**BIRTH, "time_limit": "2 Ngày làm việc", "result": "Giấy khai sinh"}

    report = import_procedures(
        write(tmp_path / "b.jsonl", [{**changed, "field": "Hộ tịch mới"}]),
        valid_from=LATER,
    )

    assert report.records[0].outcome == Outcome.CHANGED
    assert report.records[0].fields == ("field", "result", "term_value")
    old, new = ProcedureVersion.objects.order_by("valid_from")
    assert (old.valid_to, new.valid_from) == (LATER, LATER)
    assert new.procedure.field == Field.objects.get(name="Hộ tịch mới")


def test_a_broken_line_is_named_and_loses_nothing_else(tmp_path: Path) -> None:
    listing = write(
        tmp_path / "a.jsonl",
        [
            '{"code": "1.000001", ',
            BIRTH,
            {**BIRTH, "code": "1.00119"},
            "[1, 2]",
            {**DEATH, "name": "  "},
            {**DEATH, "level": "planet"},
            {**DEATH, "documents": [{"quantity": "1"}]},
            {**DEATH, "fees": 5},
            BIRTH,
            "",
            DEATH,
        ],
    )

    report = import_procedures(listing, valid_from=FIRST)

    assert {one.line: one.reason.split(":")[0] for one in report.refused()} == {
        1: "it is no JSON",
        3: "code",
        4: "it is no JSON object.",
        5: "name",
        6: "level",
        7: "documents",
        8: "fees",
        9: "code",
    }
    assert {one.line: one.code for one in report.refused()}[6] == "1.000656"
    assert report.count(Outcome.ADDED) == 2
    assert Procedure.objects.count() == 2


def test_a_dry_run_reports_the_same_and_writes_nothing(listing: Path) -> None:
    dry = import_procedures(listing, valid_from=FIRST, dry_run=True)

    assert not Procedure.objects.exists()
    assert not Field.objects.exists()
    real = import_procedures(listing, valid_from=FIRST)
    assert outcomes(dry) == outcomes(real)


def test_what_a_list_lacks_ends_and_our_own_texts_stay(
    listing: Path, tmp_path: Path
) -> None:
    import_procedures(listing, valid_from=FIRST)
    own = ProcedureFactory.create(source="")

    report = import_procedures(
        write(tmp_path / "b.jsonl", [BIRTH]),
        valid_from=LATER,
        deactivate_missing=True,
    )

    assert outcomes(report) == [
        (0, "1.000656", Outcome.ENDED),
        (1, "1.001193", Outcome.UNCHANGED),
    ]
    in_force = Procedure.objects.in_force(LATER)
    assert {one.code for one in in_force} == {"1.001193", own.code}
    assert (
        not Offering.objects.in_force(LATER).filter(procedure__code="1.000656").exists()
    )


def test_what_began_that_day_cannot_end_on_it(listing: Path, tmp_path: Path) -> None:
    import_procedures(listing, valid_from=FIRST)

    report = import_procedures(
        write(tmp_path / "b.jsonl", [BIRTH]), valid_from=FIRST, deactivate_missing=True
    )

    assert [one.code for one in report.refused()] == ["1.000656"]
    assert Procedure.objects.in_force(FIRST).count() == 2


def test_known_procedures_can_be_left_as_they_are(listing: Path) -> None:
    own = ProcedureFactory.create(code="1.001193", version__name="Lời của chúng ta")

    report = import_procedures(listing, valid_from=LATER, keep_known=True)

    assert outcomes(report) == [
        (1, "1.001193", Outcome.LEFT),
        (2, "1.000656", Outcome.ADDED),
    ]
    assert own.versions.get().name == "Lời của chúng ta"


def test_offerings_entered_by_hand_are_never_replaced(listing: Path) -> None:
    procedure = ProcedureFactory.create(code="1.001193", version=None)
    by_hand = OfferingFactory.create(procedure=procedure, level=4)

    import_procedures(listing, valid_from=FIRST)

    assert procedure.offerings.get() == by_hand


def test_derived_offerings_follow_the_list(tmp_path: Path) -> None:
    AgencyFactory.create(department=True, name="Sở Tư pháp")
    import_procedures(write(tmp_path / "a.jsonl", [BIRTH]), valid_from=FIRST)
    moved = {**BIRTH, "level": "province", "agency": "Sở Tư Pháp"}

    report = import_procedures(write(tmp_path / "b.jsonl", [moved]), valid_from=LATER)

    assert report.records[0].offerings == ("department",)
    rule, alone = Offering.objects.order_by("pk")
    assert rule.valid_to == LATER
    assert alone.agency is not None
    assert (alone.agency.name, alone.valid_from) == ("Sở Tư pháp", LATER)


def test_fields_that_fold_alike_are_one(tmp_path: Path) -> None:
    known = FieldFactory.create(name="Hộ tịch", slug="ho-tich", code="H57-HT")

    import_procedures(
        write(tmp_path / "a.jsonl", [{**BIRTH, "field": "Hộ Tịch"}]), valid_from=FIRST
    )

    assert Procedure.objects.get().field == known
    assert Field.objects.count() == 1


TABLE = [
    ["DANH MỤC THỦ TỤC HÀNH CHÍNH", None, None, None, None, None],
    ["STT", "Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp thực hiện", "Mức độ"],
    [1, 1.00119, "Đăng ký  khai sinh", "Hộ tịch", "Cấp xã", "Mức độ 4"],
    [2, "1.000656", "Thủ tục đăng ký khai tử", "Hộ tịch", "Xã; Huyện", ""],
    [3, "1.000894", "Đăng ký kết hôn", "Hộ tịch", "xã", "mức 9"],
    [None, None, None, None, None, None],
]


def expect_table(report: ImportReport) -> None:
    assert outcomes(report) == [
        (3, "1.001190", Outcome.ADDED),
        (4, "1.000656", Outcome.ADDED),
        (5, "1.000894", Outcome.REFUSED),
    ]
    assert "'mức 9'" in report.records[2].reason
    birth = Procedure.objects.get(code="1.001190")
    assert birth.versions.get().name == "Đăng ký khai sinh"
    assert birth.offerings.get().level == 4
    death = Procedure.objects.get(code="1.000656")
    assert {one.tier for one in death.offerings.all()} == {"commune", "district"}


def test_a_clerks_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for row in TABLE:
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    book.save(tmp_path / "danh-muc.xlsx")

    expect_table(import_procedures(tmp_path / "danh-muc.xlsx", valid_from=FIRST))


def test_a_clerks_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.csv"
    rows = [[("1.001190" if one == 1.00119 else one) for one in row] for row in TABLE]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)

    expect_table(import_procedures(path, valid_from=FIRST))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"", "neither"),
        ("a.csv", "mã,tên\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b"a,b\n1,2\n", "No row names"),
        ("a.xlsx", b"not a workbook", "no workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=says):
        import_procedures(path, valid_from=FIRST)
    with pytest.raises(CommandError, match=says):
        call_command("import_procedures", str(path), verbosity=0)


def test_the_command_writes_a_report(listing: Path, tmp_path: Path) -> None:
    out = StringIO()
    target = tmp_path / "report.jsonl"

    call_command(
        "import_procedures",
        str(listing),
        valid_from=FIRST,
        report=target,
        stdout=out,
        stderr=StringIO(),
    )

    assert "2 added" in out.getvalue()
    first = json.loads(target.read_text(encoding="utf-8").splitlines()[0])
    assert (first["code"], first["outcome"]) == ("1.001193", "added")


@pytest.mark.both_databases
@pytest.mark.parametrize(("dry_run", "told"), [(False, 1), (True, 0)])
def test_the_database_counts_what_came(listing: Path, dry_run: bool, told: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        call_command("import_procedures", str(listing), verbosity=0, dry_run=dry_run)

    assert sum(query["sql"] == "ANALYZE" for query in asked) == told


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match=r"no-such\.jsonl"):
        call_command("import_procedures", "no-such.jsonl")


@pytest.mark.both_databases
@pytest.mark.parametrize("path", [REAL] if REAL.is_file() else [])
def test_the_real_records_enter_whole_and_only_once(path: Path) -> None:
    report = import_procedures(path, valid_from=FIRST)

    assert report.count(Outcome.ADDED) == 3027
    assert report.refused() == []
    # Customs, tax and border guard are recorded at the commune and run by no commune.
    committees = Offering.objects.filter(agency_kind="commune_committee")
    fields = set(committees.values_list("procedure__field__name", flat=True))
    assert not fields & {"Hải quan", "Thuế", "Quản lý biên giới"}
    assert "Hộ tịch" in fields
    again = import_procedures(path, valid_from=LATER)
    assert again.count(Outcome.UNCHANGED) == 3027
