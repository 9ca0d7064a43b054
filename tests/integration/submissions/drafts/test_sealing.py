"""What the database file itself holds of a draft's answers."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from submissions.drafts.models import Draft
from submissions.drafts.services import save_answers
from submissions.sealing.key_ring import UnsealError
from tests.factories.forms import applicant_answers, form_answers, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OLD, NEW = "old:" + "ab" * 32, "new:" + "cd" * 32


@pytest.fixture
def draft(settings: Any) -> Draft:
    settings.FIELD_KEYS = [OLD]
    draft, _token = make_draft()
    save_answers(
        draft=draft,
        applicant={**applicant_answers("elsewhere"), "address": None},
        answers=form_answers(),
        revision=0,
        at=timezone.now(),
    )
    return draft


def raw_row(draft: Draft) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM submissions_draft WHERE id = %s", [draft.pk])
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
    return {name: str(value) for name, value in zip(names, row, strict=True)}


def test_no_personal_answer_stands_in_any_column(draft: Draft) -> None:
    everything = " ".join(raw_row(draft).values())

    for typed in ("046190001234", "Lan Anh", "Minh An", "lan.anh", "905123456", "1990"):
        assert typed not in everything
    assert raw_row(draft)["applicant"].startswith("s1.old.")
    assert raw_row(draft)["answers"].count(": 2") == 1


def test_a_rotated_key_still_opens_and_the_next_save_seals_anew(
    draft: Draft, settings: Any
) -> None:
    settings.FIELD_KEYS = [NEW, OLD]
    again = Draft.objects.get(pk=draft.pk)
    assert again.applicant["full_name"] == "Trần Thị Lan Anh"

    again.save()

    assert raw_row(draft)["applicant"].startswith("s1.new.")
    assert raw_row(draft)["sealed_answers"].startswith("s1.new.")


def test_columns_swapped_behind_our_back_do_not_open(draft: Draft) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE submissions_draft SET applicant = sealed_answers WHERE id = %s",
            [draft.pk],
        )

    with pytest.raises(UnsealError, match="applicant"):
        Draft.objects.get(pk=draft.pk)
