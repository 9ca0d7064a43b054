"""Two windows, an expired draft, a draft taken over by signing in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from submissions.drafts.models import Draft
from submissions.drafts.services import (
    DraftConflictError,
    DraftNotFoundError,
    claim_draft,
    open_draft,
    save_answers,
    step_data,
    steps_of_draft,
    sweep_drafts,
)
from tests.factories.accounts import UserFactory
from tests.factories.forms import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def save(draft: Draft, revision: int, **answers: object) -> None:
    save_answers(
        draft=draft,
        applicant={},
        answers=answers,
        revision=revision,
        at=timezone.now(),
    )


def test_the_later_of_two_windows_is_told_and_what_was_stored_stays() -> None:
    first, _token = make_draft()
    second = Draft.objects.get(pk=first.pk)
    save(first, 0, child_name="An")

    with pytest.raises(DraftConflictError) as conflict:
        save(second, 0, child_name="Bình")

    stored = conflict.value.draft
    assert stored.revision == 1
    assert step_data(stored, steps_of_draft(stored)[1])["child_name"] == "An"
    save(second, 1, child_name="Bình")
    assert Draft.objects.get().revision == 2


def test_a_draft_opens_by_its_token_until_it_expires() -> None:
    draft, token = make_draft()
    now = timezone.now()
    nobody = AnonymousUser()

    assert open_draft(draft.public_id, user=nobody, token=token, at=now) == draft
    for wrong in ("", "sai", token[:-1]):
        with pytest.raises(DraftNotFoundError):
            open_draft(draft.public_id, user=nobody, token=wrong, at=now)
    later = now + timedelta(days=31)
    with pytest.raises(DraftNotFoundError):
        open_draft(draft.public_id, user=nobody, token=token, at=later)
    assert sweep_drafts(at=now) == 0
    assert sweep_drafts(at=later) == 1
    assert not Draft.objects.exists()


def test_taking_a_draft_over_ends_the_token_that_it_had() -> None:
    draft, old = make_draft()
    user, now = UserFactory(), timezone.now()

    new = claim_draft(draft=draft, user=user)

    nobody = AnonymousUser()
    assert open_draft(draft.public_id, user=user, token="", at=now) == draft
    assert open_draft(draft.public_id, user=nobody, token=new, at=now) == draft
    with pytest.raises(DraftNotFoundError):
        open_draft(draft.public_id, user=nobody, token=old, at=now)
    with pytest.raises(DraftNotFoundError):
        open_draft(draft.public_id, user=UserFactory(), token="", at=now)
