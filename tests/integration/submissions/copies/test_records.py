"""The record of a submission: complete, bound by the diary, found when changed."""

import hashlib
import json
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from submissions.copies.models import SubmissionRecord
from submissions.copies.services import is_as_submitted, verify_records
from submissions.dossiers.chain import commitment
from submissions.dossiers.models import Dossier
from submissions.dossiers.triggers import install_triggers, remove_triggers
from submissions.forms.compiled import compiled_form
from tests.factories.dossiers import DossierFactory
from tests.integration.submissions.copies.conftest import AT, PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_it_says_what_was_asked_and_answered_by_id_key_and_words(
    dossier: Dossier,
) -> None:
    said = json.loads(dossier.record.text)

    version = dossier.form_version
    assert version is not None
    ids = {field.key: field.id for field in compiled_form(version).fields}
    assert said["schema_version"] == 1
    assert said["code"] == dossier.code
    assert datetime.fromisoformat(said["submitted_at"]) == AT
    assert said["form"]["sha256"] == version.sha256
    assert said["received_by"]["name"] == "UBND phường Phú Bài"
    applicant, child, papers = said["steps"]
    assert applicant["answers"][0]["answer"] == "Trần Thị Lan Anh"
    assert child == {
        "title": "Người được khai sinh",
        "answers": [
            {
                "id": ids["child_name"],
                "key": "child_name",
                "label": "Họ tên",
                "text": "Nguyễn Lê Minh An",
                "answer": "Nguyễn Lê Minh An",
                "papers": [],
            },
            {
                "id": ids["copies"],
                "key": "copies",
                "label": "Số bản sao",
                "text": "3",
                "answer": 3,
                "papers": [],
            },
        ],
    }
    consent, paper = papers["answers"]
    assert consent["text"].startswith("Cơ quan được kiểm tra nơi cư trú của tôi.\n")
    assert paper["papers"] == [
        {
            "name": "chung-sinh.pdf",
            "sha256": hashlib.sha256(PAPER).hexdigest(),
            "size": len(PAPER),
            "pages": 1,
        }
    ]


def test_its_fingerprint_is_salted_and_stands_in_the_diary(dossier: Dossier) -> None:
    record = dossier.record

    assert record.fingerprint == commitment(record.salt, record.text)
    assert dossier.events.get().record_fingerprint == record.fingerprint
    assert list(verify_records()) == []


def test_it_is_sealed_at_rest(dossier: Dossier) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM submissions_submissionrecord")
        (stored,) = cursor.fetchone()

    assert "Minh An" not in str(stored)
    assert "046190001234" not in str(stored)


def test_what_was_changed_afterwards_is_found(dossier: Dossier) -> None:
    record = dossier.record
    record.text = record.text.replace("Minh An", "Minh Em")
    record.fingerprint = commitment(record.salt, record.text)
    record.save()

    assert not is_as_submitted(record)
    assert [finding.where for finding in verify_records()] == [f"record {record.pk}"]
    errors = StringIO()
    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_events", stderr=errors)
    assert errors.getvalue() == f"record {record.pk}: is not what was submitted\n"


def test_what_was_taken_away_is_missed(dossier: Dossier) -> None:
    SubmissionRecord.objects.all().delete()

    event = dossier.events.get()
    assert [(found.where, found.what) for found in verify_records()] == [
        (f"event {event.pk}", "has lost the record it speaks of")
    ]


def test_a_diary_changed_to_suit_the_record_breaks_its_chain(dossier: Dossier) -> None:
    remove_triggers(connection)
    dossier.events.update(record_fingerprint="0" * 64)
    install_triggers(connection)

    with pytest.raises(CommandError, match="2 findings"):
        call_command("verify_events", stderr=StringIO())


def test_a_dossier_from_before_there_were_records_stands() -> None:
    DossierFactory()

    assert list(verify_records()) == []
