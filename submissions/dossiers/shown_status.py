"""A dossier's status as people read it: a tag with a word and what the word means."""

from dataclasses import dataclass

from django.utils.text import capfirst

from submissions.dossiers.lifecycle import DossierStatus, Outcome
from submissions.dossiers.models import Dossier

_KINDS = {
    DossierStatus.NOT_ACCEPTED: "bad",
    DossierStatus.STOPPED: "bad",
    DossierStatus.SUPPLEMENT: "warn",
    DossierStatus.FINANCIAL: "warn",
    DossierStatus.WITHDRAWN: "",
    DossierStatus.RESOLVED: "ok",
    DossierStatus.RETURNED: "ok",
}


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """`kind` as the tag component knows it."""

    text: str
    kind: str


def shown_status(dossier: Dossier) -> ShownStatus:
    """What went well is green only if what was asked for was granted."""
    kind = _KINDS.get(DossierStatus(dossier.status), "brand")
    if kind == "ok" and dossier.outcome != Outcome.GRANTED:
        kind = "info"
    return ShownStatus(capfirst(str(dossier.get_status_display())), kind)
