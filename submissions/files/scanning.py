"""Every paper is shown to the virus scanner, where there is one, once it is stored."""

import logging
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils import timezone

from outbox.registry import PartnerAwayError
from outbox.services import enqueue
from submissions.files.clamd import Clamd, ScannerAwayError, Verdict
from submissions.files.models import Paper, ScanState

logger = logging.getLogger(__name__)

TOPIC = "submissions.scan"


def scanner() -> Clamd | None:
    """The scanner that CLAMD_URL names."""
    return Clamd(settings.CLAMD_URL) if settings.CLAMD_URL else None


def queue_scan(paper: Paper) -> None:
    """Have the paper scanned when the caller's transaction has committed."""
    if scanner():
        enqueue(TOPIC, {"paper": paper.pk})


def scan_paper(payload: dict[str, Any]) -> None:
    """Handler of the topic: ask and write down what was said; twice is no harm."""
    clamd = scanner()
    paper = Paper.objects.filter(pk=payload["paper"]).first()
    if clamd is None or paper is None:
        return
    try:
        with paper.file.open("rb") as stream:
            verdict = clamd.scan(stream)
    except ScannerAwayError as away:
        raise PartnerAwayError from away
    state = _state_of(verdict)
    Paper.objects.filter(pk=paper.pk).update(
        scan_state=state, scanned_at=timezone.now()
    )
    if state != ScanState.CLEAN:
        said = {"paper": str(paper.public_id), "signature": verdict.signature}
        logger.warning("papers.%s", state.value, extra=said)


def _state_of(verdict: Verdict) -> ScanState:
    if verdict.is_clean:
        return ScanState.CLEAN
    return ScanState.INFECTED if verdict.signature else ScanState.FAILED


def queue_all_unscanned() -> int:
    """Queue what was never scanned, or in vain; returns how many."""
    waiting = Paper.objects.filter(
        scan_state__in=[ScanState.UNSCANNED, ScanState.FAILED]
    )
    count = 0
    for paper in waiting.only("pk").iterator():
        queue_scan(paper)
        count += 1
    return count


def scanner_health() -> dict[str, object]:
    """For `/readyz`. While the scanner is away papers wait, and nothing else does."""
    clamd = scanner()
    if clamd is None:
        return {"state": "off"}
    try:
        clamd.ping()
    except ScannerAwayError as away:
        return {"state": "degraded", "reason": type(away.__cause__ or away).__name__}
    return {"state": "ok"}


def check_scanner(**_kwargs: Any) -> list[checks.CheckMessage]:
    """For `manage.py check --deploy`."""
    health = scanner_health()
    if health["state"] == "off":
        hint = "Set CLAMD_URL; until then staff can only download what citizens send."
        return [checks.Warning("No virus scanner.", hint=hint, id="submissions.W002")]
    if health["state"] == "degraded":
        message = f"The virus scanner at CLAMD_URL does not answer: {health['reason']}."
        hint = "Until it does, staff cannot open new papers."
        return [checks.Error(message, hint=hint, id="submissions.E003")]
    return []
