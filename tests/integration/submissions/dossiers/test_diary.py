"""The diary cannot be rewritten unnoticed: by nobody's code, by no administrator."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from submissions.dossiers.diary import mask_notes, record_event
from submissions.dossiers.digests import Finding, digest_days, verify_events
from submissions.dossiers.events import DossierEvent, DossierEventNote, EventDigest
from submissions.dossiers.lifecycle import Action, DossierStatus
from submissions.dossiers.models import Dossier
from submissions.dossiers.triggers import (
    install_triggers,
    missing_triggers,
    remove_triggers,
    trigger_names,
)
from tests.diary_reset import unguarded_diary
from tests.factories.dossiers import MONDAY, DossierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def add_message(dossier: Dossier, note: str = "Chị cho hỏi khi nào xong.") -> Any:
    return record_event(
        dossier=dossier,
        action=Action.MESSAGE,
        from_status=DossierStatus.SUBMITTED,
        at=MONDAY + timedelta(hours=1),
        note=note,
    )


def test_events_are_numbered_and_chained() -> None:
    dossier = DossierFactory()
    add_message(dossier)

    first, second = dossier.events.all()
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.previous_hash == ""
    assert second.previous_hash == first.hash


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE submissions_dossierevent SET to_status = 'returned'",
        "DELETE FROM submissions_dossierevent",
        "UPDATE submissions_eventdigest SET count = 0",
        "DELETE FROM submissions_eventdigest",
    ],
)
def test_the_database_refuses_to_change_or_drop_the_diary(statement: str) -> None:
    DossierFactory()
    digest_days(until=MONDAY + timedelta(days=2))

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert DossierEvent.objects.get().to_status == "submitted"
    assert EventDigest.objects.count() == 2


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL can truncate"
)
@pytest.mark.postgresql
def test_postgresql_refuses_to_truncate_the_diary() -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE submissions_dossierevent CASCADE")


def test_missing_triggers_stop_the_start_and_installing_puts_them_back() -> None:
    remove_triggers(connection)

    assert missing_triggers(connection) == trigger_names(connection)
    errors = [
        error
        for error in run_checks(tags=[Tags.database], databases=["default"])
        if error.id == "submissions.E001"
    ]
    assert len(errors) == len(trigger_names(connection))

    install_triggers(connection)
    assert missing_triggers(connection) == []


def test_an_untouched_diary_verifies() -> None:
    add_message(DossierFactory())
    DossierFactory()
    digest_days(until=MONDAY + timedelta(days=3))

    assert list(verify_events()) == []
    out = StringIO()
    call_command("verify_events", stdout=out)
    assert "as it was written" in out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"to_status": "returned"},
        {"action": "accept"},
        {"clock": {"due_at": "2030-01-01"}},
        {"is_visible_to_citizen": False},
        {"at": MONDAY - timedelta(days=1)},
    ],
)
def test_a_changed_event_is_found(change: dict[str, Any]) -> None:
    add_message(DossierFactory())
    event = DossierEvent.objects.last()
    assert event is not None
    with unguarded_diary():
        DossierEvent.objects.filter(pk=event.pk).update(**change)

    findings = list(verify_events())

    assert findings == [
        Finding(f"event {event.pk}", "was changed after it was written")
    ]
    with pytest.raises(CommandError, match="tampered"):
        call_command("verify_events", stderr=StringIO())


def test_an_event_taken_out_of_the_middle_is_found() -> None:
    dossier = DossierFactory()
    middle, last = add_message(dossier), add_message(dossier)
    with unguarded_diary():
        DossierEventNote.objects.filter(event=middle).delete()
        DossierEvent.objects.filter(pk=middle.pk).delete()

    whats = {(f.where, f.what) for f in verify_events()}

    assert (f"event {last.pk}", "does not follow the event before it") in whats


def test_an_event_cut_off_the_end_is_found_by_the_daily_digest() -> None:
    dossier = DossierFactory()
    last = add_message(dossier)
    digest_days(until=MONDAY + timedelta(days=2))
    with unguarded_diary():
        DossierEventNote.objects.filter(event=last).delete()
        DossierEvent.objects.filter(pk=last.pk).delete()

    assert Finding("day 2026-06-01", "has 1 events, had 2") in list(verify_events())


def test_a_rewritten_digest_breaks_the_chain_of_days() -> None:
    DossierFactory()
    digest_days(until=MONDAY + timedelta(days=3))
    with unguarded_diary():
        EventDigest.objects.filter(day=date(2026, 6, 1)).update(hash="0" * 64)

    where = {finding.where for finding in verify_events()}

    assert where == {"day 2026-06-01", "day 2026-06-02"}


def test_days_are_digested_once_and_only_when_they_are_over() -> None:
    DossierFactory()

    assert digest_days(until=MONDAY) == 0
    assert digest_days(until=MONDAY + timedelta(days=1)) == 1
    assert digest_days(until=MONDAY + timedelta(days=1)) == 0
    assert EventDigest.objects.get().count == 1


def test_notes_stand_sealed_and_masking_breaks_no_chain() -> None:
    dossier = DossierFactory()
    event = add_message(dossier, "Con tôi tên là Minh An.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM submissions_dossiereventnote")
        (stored,) = cursor.fetchone()
    assert "Minh An" not in stored

    assert mask_notes(dossiers=[dossier]) == 1

    note = DossierEventNote.objects.get(event=event)
    assert (note.text, note.salt) == ("", "")
    assert list(verify_events()) == []
    assert mask_notes(dossiers=[dossier]) == 0


def test_a_changed_note_is_found() -> None:
    event = add_message(DossierFactory())
    DossierEventNote.objects.filter(event=event).update(text="Tôi không hỏi gì.")

    assert list(verify_events()) == [
        Finding(f"event {event.pk}", "has a note that was changed")
    ]
