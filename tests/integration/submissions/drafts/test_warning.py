"""Nobody's draft ends unannounced: told once, by mail, while there is time."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from outbox.worker import drain
from submissions.drafts.links import linked_draft
from submissions.drafts.models import Draft
from submissions.drafts.services import save_answers
from submissions.drafts.warning import warn_owners
from tests.factories.forms import make_draft

pytestmark = pytest.mark.django_db


def ending_in(time: timedelta, email: str = "lan.anh@example.vn") -> Draft:
    draft, _token = make_draft()
    draft.applicant = {"full_name": "Trần Thị Lan Anh", "email": email}
    draft.expires_at = timezone.now() + time
    draft.save()
    return draft


def test_the_owner_is_told_once_with_a_way_back() -> None:
    draft = ending_in(timedelta(days=2))

    for _ in range(2):
        call_command("sweep_drafts")
        drain()

    (letter,) = mail.outbox
    assert letter.to == ["lan.anh@example.vn"]
    assert "Lan Anh" not in letter.body
    found = re.search(r"http://testserver/tiep-tuc/(\S+)/", letter.body)
    assert found is not None
    tomorrow = timezone.now() + timedelta(days=1)
    assert linked_draft(found[1], tomorrow) == draft


@pytest.mark.parametrize(
    ("time", "email"),
    [(timedelta(days=4), "lan.anh@example.vn"), (timedelta(days=1), "")],
)
def test_neither_too_early_nor_without_an_address(time: timedelta, email: str) -> None:
    ending_in(time, email)

    call_command("sweep_drafts")
    drain()

    assert mail.outbox == []


def test_whoever_goes_on_is_told_again_another_month() -> None:
    draft = ending_in(timedelta(days=2))
    warn_owners(at=timezone.now())
    draft.refresh_from_db()
    save_answers(
        draft=draft,
        applicant={},
        answers={"child_name": "An"},
        revision=draft.revision,
        at=timezone.now(),
    )

    drain()

    assert mail.outbox == []
    draft.refresh_from_db()
    assert draft.warned_at is None
    assert warn_owners(at=draft.expires_at - timedelta(days=1)) == 1
