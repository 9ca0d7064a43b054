"""How much time is left, in the words of the desk; pure."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.clock.working_hours import local
from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier
from submissions.dossiers.querysets import NOT_RUNNING


@dataclass(frozen=True, slots=True)
class DueWords:
    """`2 hours left`, `1 day late`; `kind` colours it: bad, warn, ok or nothing."""

    text: str
    kind: str = ""


def due_words(dossier: Dossier, now: datetime) -> DueWords:
    """Of the acceptance clock before acceptance, of the main clock after."""
    if dossier.status == DossierStatus.SUBMITTED:
        return _left(dossier.accept_by, now)
    if dossier.status in NOT_RUNNING:
        return DueWords(_("not running"))
    return _left(dossier.due_at, now)


def _left(due: datetime | None, now: datetime) -> DueWords:
    if due is None:
        return DueWords(_("no due date"))
    days = (local(due).date() - local(now).date()).days
    if days < 0:
        text = ngettext("%(count)d day late", "%(count)d days late", -days)
        return DueWords(text % {"count": -days}, "bad")
    if days == 0:
        return DueWords(_today(due, now), "warn")
    text = ngettext("%(count)d day left", "%(count)d days left", days)
    return DueWords(text % {"count": days}, "warn" if days == 1 else "ok")


def _today(due: datetime, now: datetime) -> str:
    hours = int((due - now).total_seconds() // 3600)
    if hours < 1:
        return _("due today")
    text = ngettext("%(count)d hour left", "%(count)d hours left", hours)
    return text % {"count": hours}
