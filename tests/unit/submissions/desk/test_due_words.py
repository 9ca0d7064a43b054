"""How much time is left, as the desk says it."""

from datetime import datetime

import pytest
from django.utils import translation

from submissions.clock.working_hours import ZONE
from submissions.desk.due_words import due_words
from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier

NOW = datetime(2026, 6, 10, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "text", "kind"),
    [
        (datetime(2026, 6, 10, 11, 30, tzinfo=ZONE), "2 hours left", "warn"),
        (datetime(2026, 6, 10, 8, 0, tzinfo=ZONE), "due today", "warn"),
        (datetime(2026, 6, 9, 17, 0, tzinfo=ZONE), "1 day late", "bad"),
        (datetime(2026, 6, 7, 17, 0, tzinfo=ZONE), "3 days late", "bad"),
        (datetime(2026, 6, 11, 7, 0, tzinfo=ZONE), "1 day left", "warn"),
        (datetime(2026, 6, 15, 9, 0, tzinfo=ZONE), "5 days left", "ok"),
        (None, "no due date", ""),
    ],
)
@pytest.mark.parametrize("status", [DossierStatus.SUBMITTED, DossierStatus.PROCESSING])
def test_the_running_clock_is_said_in_words(
    status: str, due: datetime | None, text: str, kind: str
) -> None:
    dossier = Dossier(status=status, accept_by=due, due_at=due)

    with translation.override("en"):
        words = due_words(dossier, NOW)

    assert (words.text, words.kind) == (text, kind)


def test_a_stopped_clock_is_not_late() -> None:
    dossier = Dossier(
        status=DossierStatus.SUPPLEMENT,
        due_at=datetime(2026, 1, 1, tzinfo=ZONE),
    )

    with translation.override("en"):
        assert due_words(dossier, NOW).text == "not running"
