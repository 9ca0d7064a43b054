"""What has expired is deleted by a command, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from submissions.drafts.models import Draft
from tests.factories.forms import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_expired_drafts_are_counted_first_and_then_deleted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    expired, _token = make_draft()
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    kept, _token = make_draft(expired.form_version)

    call_command("sweep_drafts", dry_run=True)
    assert Draft.objects.count() == 2
    call_command("sweep_drafts")

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "1 drafts expired, 0 end soon.",
        "1 expired drafts and 0 uploads deleted, 0 owners warned.",
    ]
    assert list(Draft.objects.all()) == [kept]
    assert not Draft.objects.filter(pk=expired.pk).exists()
