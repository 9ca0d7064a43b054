"""Everyday phrases reach the catalogue, and never take the place of an editor's."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.models import OutboxMessage
from services_catalog.procedures.content import content_of
from services_catalog.procedures.everyday.reading import Everyday, shipped
from services_catalog.procedures.everyday.services import Filled, fill_phrases
from services_catalog.procedures.models import Procedure, ProcedureVersion
from tests.factories.services_catalog import ProcedureFactory, ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = date(2024, 6, 1)
BIRTH, DEATH = "1.001193", "1.000656"
TOLD = {
    BIRTH: Everyday(("làm giấy khai sinh", "khai sinh cho bé"), 80),
    DEATH: Everyday(("báo tử", "xin giấy chứng tử"), 60),
}


def procedure(code: str, **values: Any) -> Procedure:
    made: Procedure = ProcedureFactory.create(code=code, **values)
    return made


def rows() -> list[dict[str, Any]]:
    return [
        *Procedure.objects.order_by("pk").values(),
        *ProcedureVersion.objects.order_by("pk").values(),
    ]


def test_what_has_no_phrases_gets_them_with_its_popularity() -> None:
    birth = procedure(BIRTH)
    procedure("1.009999")

    filled = fill_phrases(TOLD, on=DAY)

    assert filled == Filled(frozenset([BIRTH]), frozenset([BIRTH]))
    version = ProcedureVersion.objects.with_facts().get(procedure=birth)
    assert version.phrases == ["làm giấy khai sinh", "khai sinh cho bé"]
    assert version.content_hash == content_of(version).content_hash()
    assert version.procedure.popularity == 80
    untold = ProcedureVersion.objects.get(procedure__code="1.009999")
    assert (untold.phrases, untold.procedure.popularity) == ([], 0)


def test_the_index_hears_only_of_what_changed() -> None:
    procedure(BIRTH)
    procedure(DEATH, version__phrases=["của người biên tập"])

    fill_phrases(TOLD, on=DAY)

    messages = OutboxMessage.objects.filter(topic="search.index")
    assert [message.payload for message in messages] == [
        {"type": "procedure", "keys": [BIRTH]}
    ]


def test_what_an_editor_wrote_stays() -> None:
    procedure(BIRTH, version__phrases=["của người biên tập"])
    procedure(DEATH, popularity=95)

    filled = fill_phrases(TOLD, on=DAY)

    assert filled == Filled(frozenset([DEATH]), frozenset())
    edited = ProcedureVersion.objects.get(procedure__code=BIRTH)
    assert (edited.phrases, edited.procedure.popularity) == (["của người biên tập"], 0)
    assert Procedure.objects.get(code=DEATH).popularity == 95


def test_a_second_run_changes_nothing() -> None:
    procedure(BIRTH)
    procedure(DEATH)
    fill_phrases(TOLD, on=DAY)
    before, messages = rows(), OutboxMessage.objects.count()

    assert fill_phrases(TOLD, on=DAY) == Filled()

    assert rows() == before
    assert OutboxMessage.objects.count() == messages


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    procedure(BIRTH)
    before = rows()

    filled = fill_phrases(TOLD, on=DAY, dry_run=True)

    assert filled == Filled(frozenset([BIRTH]), frozenset([BIRTH]))
    assert rows() == before
    assert OutboxMessage.objects.count() == 0


def test_versions_to_come_are_filled_and_past_ones_are_not() -> None:
    birth = procedure(BIRTH, version__valid_to=DAY)
    ProcedureVersionFactory.create(procedure=birth, valid_from=DAY)

    fill_phrases(TOLD, on=DAY)

    past, present = ProcedureVersion.objects.order_by("valid_from")
    assert past.phrases == []
    assert present.phrases == ["làm giấy khai sinh", "khai sinh cho bé"]


def test_only_the_named_procedures_are_filled() -> None:
    procedure(BIRTH)
    procedure(DEATH)

    assert fill_phrases(TOLD, on=DAY, codes=[DEATH]).phrases == {DEATH}


def test_number_of_queries_does_not_grow_with_the_procedures() -> None:
    def queries(told: dict[str, Everyday]) -> int:
        for code in told:
            procedure(code)
        with CaptureQueriesContext(connection) as captured:
            fill_phrases(told, on=DAY)
        return len(captured)

    everyday = TOLD[BIRTH]
    few = queries({f"2.00000{n}": everyday for n in range(2)})
    many = queries({f"2.00001{n}": everyday for n in range(9)})

    assert few == many


def loaded(*arguments: str) -> str:
    out = StringIO()
    call_command("load_everyday_phrases", *arguments, stdout=out)
    return out.getvalue()


def test_command_loads_what_came_with_the_portal() -> None:
    birth = procedure(BIRTH)

    said = loaded()

    assert said == (
        f"{len(shipped())} procedures told, 1 given phrases, 1 of them a popularity.\n"
    )
    version = ProcedureVersion.objects.get(procedure=birth)
    assert version.phrases == list(shipped()[BIRTH].phrases)
    assert ", 0 given phrases, 0 of them" in loaded()


def test_command_runs_dry() -> None:
    procedure(BIRTH)
    before = rows()

    said = loaded("--dry-run")

    assert " 1 given phrases, 1 of them a popularity.\n" in said
    assert said.endswith("It was a dry run: nothing was written.\n")
    assert rows() == before


def test_command_takes_a_file_of_ones_own(tmp_path: Path) -> None:
    birth = procedure(BIRTH)
    own = tmp_path / "cua-tinh.yaml"
    own.write_text(
        f'- {{about: x, codes: ["{BIRTH}"], demand: 2, phrases: [giấy sanh]}}\n',
        encoding="utf-8",
    )

    loaded("--file", str(own))

    version = ProcedureVersion.objects.get(procedure=birth)
    assert (version.phrases, version.procedure.popularity) == (["giấy sanh"], 20)


def test_command_refuses_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    procedure(BIRTH)
    before = rows()
    own = tmp_path / "cua-tinh.yaml"
    own.write_text("- giấy sanh\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"cua-tinh\.yaml, entry 1: "):
        loaded("--file", str(own))
    with pytest.raises(CommandError, match="There is no file"):
        loaded("--file", str(tmp_path / "none.yaml"))

    assert rows() == before


def test_command_can_be_quiet() -> None:
    procedure(BIRTH)

    assert loaded("--verbosity", "0") == ""
    assert ProcedureVersion.objects.get(procedure__code=BIRTH).phrases != []
