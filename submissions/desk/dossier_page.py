"""All that the desk shows of one dossier, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions.desk.applicant_words import in_the_third_person
from submissions.desk.due_words import DueWords, due_words
from submissions.dossiers.diary_reading import DiaryEntry, desk_diary
from submissions.dossiers.lifecycle import Action, allowed_actions
from submissions.dossiers.models import Dossier, SupplementRequest
from submissions.dossiers.rights import Standing
from submissions.dossiers.shown_status import shown_status
from submissions.files.models import Paper, ScanState
from submissions.forms.compiled import compiled_form
from submissions.forms.display import StepAnswers, answers_in_words
from submissions.receipts.owner_page import subject_of_dossier
from themes.templatetags.ui import day_and_time


@dataclass(frozen=True, slots=True)
class DeskPage:
    dossier: Dossier
    title: str
    due: DueWords
    steps: tuple[StepAnswers, ...]
    papers: list[Paper]
    # Whether papers came that no scanner looks at.
    is_unguarded: bool
    facts: list[tuple[str, str]]
    actions: list[tuple[str, str]]
    supplements: list[SupplementRequest]
    diary: list[DiaryEntry]


def desk_page(dossier: Dossier, standing: Standing, now: datetime) -> DeskPage:
    papers = list(dossier.papers.all())
    actions = allowed_actions(dossier.status, standing.roles)
    return DeskPage(
        dossier=dossier,
        title=subject_of_dossier(dossier),
        due=due_words(dossier, now),
        steps=_answers(dossier, papers),
        papers=papers,
        is_unguarded=not settings.CLAMD_URL and any(map(_is_unscanned, papers)),
        facts=[(label, value) for label, value in _facts(dossier) if value],
        actions=[(action.value, str(action.label)) for action in _ordered(actions)],
        supplements=list(dossier.supplements.all()),
        diary=desk_diary(dossier),
    )


def _is_unscanned(paper: Paper) -> bool:
    return paper.scan_state == ScanState.UNSCANNED


def _answers(dossier: Dossier, papers: list[Paper]) -> tuple[StepAnswers, ...]:
    """The answers by the very version of the form that was submitted."""
    if dossier.form_version is None:
        return ()
    applicant, *steps = answers_in_words(
        compiled_form(dossier.form_version),
        dossier.applicant,
        {**dossier.answers, **dossier.sealed_answers},
        papers,
        on=timezone.localdate(dossier.submitted_at),
    )
    return (in_the_third_person(applicant), *steps)


def _facts(dossier: Dossier) -> list[tuple[str, str]]:
    outcome = dossier.get_outcome_display() if dossier.outcome else ""
    asked = day_and_time(dossier.withdrawal_requested_at)
    return [
        (_("Status"), shown_status(dossier).text),
        (_("Result"), outcome),
        (_("Submitted"), day_and_time(dossier.submitted_at)),
        (_("Accept by"), day_and_time(dossier.accept_by)),
        (_("Accepted"), day_and_time(dossier.accepted_at)),
        (_("Due"), day_and_time(dossier.due_at)),
        (_("Originally due"), day_and_time(dossier.original_due_at)),
        (_("Clock stopped since"), day_and_time(dossier.clock_stopped_at)),
        (_("Withdrawal asked for"), asked),
        (_("Resolved"), day_and_time(dossier.resolved_at)),
        (_("Returned"), day_and_time(dossier.returned_at)),
        (_("Received by"), dossier.receiving_agency.name),
        (_("Decided by"), dossier.competent_agency.name),
        (_("Held by"), str(dossier.holder or "")),
        (_("Channel"), dossier.get_channel_display()),
    ]


def _ordered(actions: tuple[Action, ...]) -> list[Action]:
    """As the table has them; the message, always possible, last."""
    return sorted(actions, key=lambda action: action == Action.MESSAGE)
