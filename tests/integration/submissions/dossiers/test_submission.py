"""A draft becomes one dossier, whatever is clicked, retried or raced."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from outbox.models import OutboxMessage
from services_catalog.calendars.models import WorkCalendar
from submissions.clock.working_hours import ZONE
from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier, SubmissionKey
from submissions.dossiers.person_index import person_indexes
from submissions.dossiers.submission import (
    DraftGoneError,
    IdempotencyConflictError,
    InvalidDraftError,
    find_submission,
    submit_draft,
)
from submissions.drafts.models import Draft
from submissions.forms.compiled import compiled_form
from submissions.forms.models import FormVersion
from submissions.receipts.tokens import receipt_hash_of
from tests.factories.accounts import UserFactory
from tests.factories.forms import make_draft, make_version
from tests.factories.services_catalog import (
    AgencyFactory,
    UnitFactory,
    WorkCalendarFactory,
)

AT = datetime(2026, 8, 7, 22, 15, tzinfo=ZONE)
STEPS = [
    {
        "title": "Người được khai sinh",
        "fields": [
            {"kind": "text", "key": "child_name", "label": "Họ tên", "required": True}
        ],
    }
]
pytestmark = [pytest.mark.both_databases]


@pytest.fixture
def draft() -> Draft:
    if not WorkCalendar.objects.filter(is_default=True).exists():
        WorkCalendarFactory(default=True)
    return ready_draft()


def ready_draft(user: Any = None) -> Draft:
    number = FormVersion.objects.count()
    version = make_version(slug=f"khai-sinh-{number}", steps=STEPS)
    agency = AgencyFactory(identifier=f"H57.31.{number:02}")
    draft, _token = make_draft(version, user=user, agency=agency)
    draft.applicant = {
        "full_name": "Trần Thị Lan Anh",
        "person_id": "046190001234",
        "birth_date": "1990-05-20",
        "phone": "+84905123456",
        "email": "lan.anh@example.vn",
        "address": {"unit": UnitFactory().code, "line": "12 Nguyễn Tất Thành"},
        "owner_is_submitter": True,
    }
    (field,) = compiled_form(version).fields
    draft.sealed_answers = {field.id: "Nguyễn Lê Minh An"}
    draft.save()
    return draft


@pytest.mark.django_db
def test_a_draft_becomes_a_dossier_with_code_event_and_notice(draft: Draft) -> None:
    submission = submit_draft(draft=draft, key="k1", user=None, at=AT)

    dossier = Dossier.objects.get()
    assert not submission.is_repeat
    assert dossier.code == f"{draft.agency.identifier}-260807-0001"
    assert dossier.status == DossierStatus.SUBMITTED
    assert dossier.accept_by == datetime(2026, 8, 10, 17, 0, tzinfo=ZONE)
    assert dossier.receipt_hash == receipt_hash_of(submission.receipt_token)
    assert dossier.owner_id_index in person_indexes("046190001234")
    assert dossier.sealed_answers == draft.sealed_answers
    assert dossier.form_version == draft.form_version
    assert not Draft.objects.exists()
    event = dossier.events.get()
    assert (event.action, event.from_status, event.to_status) == (
        "submit",
        "",
        "submitted",
    )
    assert set(OutboxMessage.objects.values_list("topic", flat=True)) == {
        "notifications.email",
        "submissions.copy",
        "submissions.digest",
    }
    notice = OutboxMessage.objects.get(topic="notifications.email")
    assert notice.key == f"{dossier.public_id}:1"


@pytest.mark.django_db
def test_a_centre_receives_for_the_agency_that_decides(draft: Draft) -> None:
    centre = AgencyFactory(identifier="H57.31.99", service_centre=True)
    draft.agency.receives_at = centre
    draft.agency.save()

    dossier = submit_draft(draft=draft, key="k1", user=None, at=AT).dossier

    assert (dossier.receiving_agency, dossier.competent_agency) == (
        centre,
        draft.agency,
    )
    assert dossier.code == "H57.31.99-260807-0001"


@pytest.mark.django_db
def test_the_same_key_gives_the_same_dossier_and_the_same_link(draft: Draft) -> None:
    first = submit_draft(draft=draft, key="k1", user=None, at=AT)
    again = submit_draft(draft=draft, key="k1", user=None, at=AT)
    other_tab = submit_draft(draft=draft, key="k2", user=None, at=AT)

    assert (again.is_repeat, other_tab.is_repeat) == (True, True)
    assert {s.dossier for s in (first, again, other_tab)} == {first.dossier}
    assert {s.receipt_token for s in (first, again, other_tab)} == {first.receipt_token}
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_draft_is_refused(draft: Draft) -> None:
    submit_draft(draft=draft, key="k1", user=None, at=AT)
    other = ready_draft()

    with pytest.raises(IdempotencyConflictError):
        submit_draft(draft=other, key="k1", user=None, at=AT)

    assert Dossier.objects.count() == 1
    assert Draft.objects.get() == other


@pytest.mark.django_db
def test_a_replay_without_the_drafts_secret_learns_nothing(draft: Draft) -> None:
    submit_draft(draft=draft, key="k1", user=None, at=AT)

    with pytest.raises(IdempotencyConflictError):
        find_submission(key="k1", draft_id=draft.public_id, token_hash="0" * 64)
    assert (
        find_submission(key="k9", draft_id=draft.public_id, token_hash="0" * 64) is None
    )


@pytest.mark.django_db
def test_a_draft_that_does_not_hold_up_stays_a_draft(draft: Draft) -> None:
    draft.sealed_answers = {}
    draft.save()

    with pytest.raises(InvalidDraftError) as raised:
        submit_draft(draft=draft, key="k1", user=None, at=AT)

    assert [error.key for error in raised.value.errors] == ["child_name"]
    assert Draft.objects.get() == draft
    assert not Dossier.objects.exists()
    assert not SubmissionKey.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_a_discarded_draft_cannot_be_submitted(draft: Draft) -> None:
    Draft.objects.get(pk=draft.pk).delete()

    with pytest.raises(DraftGoneError):
        submit_draft(draft=draft, key="k1", user=None, at=AT)

    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_a_signed_in_citizen_owns_the_dossier(draft: Draft) -> None:
    user = UserFactory()

    dossier = submit_draft(draft=draft, key="k1", user=user, at=AT).dossier

    assert dossier.user == user
    assert dossier.events.get().actor == user


@pytest.mark.django_db
def test_submission_takes_a_fixed_number_of_queries(
    draft: Draft, django_assert_max_num_queries: Any
) -> None:
    held = Draft.objects.select_related("form_version", "agency").get(pk=draft.pk)

    with django_assert_max_num_queries(26):
        submit_draft(draft=held, key="k1", user=None, at=AT)


@pytest.mark.django_db(transaction=True)
def test_twelve_clicks_at_once_make_one_dossier(draft: Draft) -> None:
    def click(_number: int) -> tuple[str, str]:
        try:
            held = Draft(
                pk=draft.pk, public_id=draft.public_id, token_hash=draft.token_hash
            )
            done = submit_draft(draft=held, key="k1", user=None, at=AT)
            return done.dossier.code, done.receipt_token
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as threads:
        answers = set(threads.map(click, range(12)))

    assert len(answers) == 1
    assert Dossier.objects.count() == 1
