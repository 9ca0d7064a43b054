"""What the owner of a dossier sees: day of return, what to do now, diary, papers."""

from dataclasses import dataclass
from typing import Any

import segno
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from submissions.clock.due_dates import is_late
from submissions.dossiers.diary_reading import DiaryEntry, citizen_diary
from submissions.dossiers.lifecycle import (
    Action,
    Actor,
    DossierStatus,
    Outcome,
    allowed_actions,
)
from submissions.dossiers.models import Dossier, SupplementRequest
from submissions.dossiers.shown_status import ShownStatus, shown_status
from submissions.tracking.stages import Stage, stages_of
from themes.addresses import address_of
from themes.templatetags.ui import act_by, day, day_and_time


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """One dossier as its owner sees it, without a query left to make."""

    dossier: Dossier
    title: str
    status: ShownStatus
    stages: list[Stage]
    advice: str
    rows: list[dict[str, str]]
    next_steps: list[dict[str, str]]
    diary: list[DiaryEntry]
    actions: frozenset[str]
    supplement: SupplementRequest | None
    qr: SafeString


def owner_page(dossier: Dossier) -> OwnerPage:
    """Read everything the page prints: the dossier's facts, diary and open request."""
    supplement = dossier.supplements.filter(confirmed_at__isnull=True).last()
    actions = frozenset(allowed_actions(dossier.status, {Actor.CITIZEN}))
    if supplement is not None and supplement.answered_at is not None:
        actions -= {Action.REPLY_SUPPLEMENT}
    if dossier.withdrawal_requested_at is not None:
        actions -= {Action.REQUEST_WITHDRAWAL}
    return OwnerPage(
        dossier=dossier,
        title=subject_of_dossier(dossier),
        status=shown_status(dossier),
        stages=stages_of(dossier.status),
        advice=_advice(dossier, supplement),
        rows=_rows(dossier),
        next_steps=_next_steps(dossier),
        diary=citizen_diary(dossier),
        actions=actions,
        supplement=supplement,
        qr=tracking_qr(dossier.code),
    )


def subject_of_dossier(dossier: Dossier) -> str:
    """What the dossier is about: its procedure, else its form."""
    if dossier.procedure_version is not None:
        return dossier.procedure_version.shown_name
    if dossier.form_version is not None:
        return dossier.form_version.definition.shown_title
    return dossier.code


def tracking_qr(code: str) -> SafeString:
    """A QR code of the tracking address: the code only, nobody's number (domain 6)."""
    drawn = segno.make(address_of("tracking", code, absolute=True), error="m")
    label = _("QR code that leads to the tracking page")
    svg = drawn.svg_inline(
        scale=4, border=2, omitsize=True, title=label, svgclass="nm-qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308  # drawn by us from a code we issued


def _advice(dossier: Dossier, supplement: SupplementRequest | None) -> str:
    """What the owner has to do now, in one or two sentences."""
    if supplement is not None and supplement.answered_at is None:
        return _("Send the papers asked for by %(day)s.") % {
            "day": act_by(supplement.answer_by)
        }
    if dossier.status == DossierStatus.RESOLVED:
        return _("Your result is ready. Collect it at %(agency)s, %(address)s.") % {
            "agency": dossier.receiving_agency.shown_name,
            "address": dossier.receiving_agency.address or _("at its counter"),
        }
    if dossier.status == DossierStatus.FINANCIAL:
        return _("Settle the financial obligation named below; the clock waits.")
    if dossier.status in (DossierStatus.SUBMITTED, DossierStatus.SUPPLEMENT):
        return _("You need not do anything now. The officer looks at your dossier.")
    if dossier.status in (DossierStatus.ACCEPTED, DossierStatus.PROCESSING):
        return _("You need not do anything now. We write to you when it is ready.")
    return ""


def _rows(dossier: Dossier) -> list[dict[str, str]]:
    facts: list[tuple[str, Any]] = [
        (_("Procedure"), subject_of_dossier(dossier)),
        (_("Status"), shown_status(dossier).text),
        (_("Result"), _outcome(dossier)),
        (_("Day of return"), _day_of_return(dossier)),
        (_("Submitted"), day_and_time(dossier.submitted_at)),
        (_("Accepted"), day_and_time(dossier.accepted_at)),
        (_("Received by"), dossier.receiving_agency.shown_name),
        (_("Decided by"), dossier.competent_agency.shown_name),
    ]
    return [{"key": key, "value": str(value)} for key, value in facts if value]


def _outcome(dossier: Dossier) -> str:
    return capfirst(str(Outcome(dossier.outcome).label)) if dossier.outcome else ""


def _day_of_return(dossier: Dossier) -> str:
    if dossier.resolved_at is not None:
        return capfirst(_("ready since %(day)s") % {"day": day(dossier.resolved_at)})
    if dossier.clock_stopped_at is not None:
        return capfirst(_("counted again when the dossier goes on"))
    if dossier.due_at is None:
        return ""
    if is_late(dossier.due_at, timezone.now()):
        return _("%(day)s; we are late and apologise") % {"day": day(dossier.due_at)}
    return capfirst(str(act_by(dossier.due_at)))


def _next_steps(dossier: Dossier) -> list[dict[str, str]]:
    if dossier.status != DossierStatus.SUBMITTED:
        return []
    return [
        {
            "title": _("The officer checks your papers"),
            "text": _("By %(day)s.") % {"day": act_by(dossier.accept_by)},
        },
        {
            "title": _("You get the day of return, or a list of what is missing"),
            "text": _("By e-mail if you gave an address, and always on this page."),
        },
        {
            "title": _("You collect the result"),
            "text": ", ".join(
                filter(
                    None,
                    [
                        dossier.receiving_agency.shown_name,
                        dossier.receiving_agency.address,
                    ],
                )
            ),
        },
    ]
