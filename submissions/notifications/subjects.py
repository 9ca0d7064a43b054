"""What happened, in the few words of a subject line or an inbox."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.dossiers.events import DossierEvent
from submissions.dossiers.lifecycle import Action

SUBJECTS: dict[str, Promise] = {
    Action.SUBMIT: _("We have received your dossier"),
    Action.ENTER: _("Your dossier has been accepted"),
    Action.ACCEPT: _("Your dossier has been accepted"),
    Action.REQUEST_SUPPLEMENT: _("Please send further papers"),
    Action.REPLY_SUPPLEMENT: _("Your papers have been received"),
    Action.CONFIRM_SUPPLEMENT: _("Your papers are complete"),
    Action.CLOSE_UNANSWERED: _("Your dossier has been closed"),
    Action.REFUSE: _("Your dossier was not accepted"),
    Action.FORWARD: _("Your dossier is being processed"),
    Action.ISSUE_OBLIGATION: _("Please settle a financial obligation"),
    Action.SETTLE_OBLIGATION: _("Your financial obligation is settled"),
    Action.PAUSE: _("Your dossier has been paused"),
    Action.RESUME: _("Your dossier is being processed again"),
    Action.EXTEND: _("We apologise: your dossier needs more time"),
    Action.REQUEST_WITHDRAWAL: _("You have asked to withdraw your dossier"),
    Action.WITHDRAW: _("Your dossier has been withdrawn"),
    Action.FINISH: _("Your result is ready"),
    Action.HAND_OVER: _("Your result has been handed over"),
    Action.RECALL_RESULT: _("Your result has been recalled"),
    Action.MESSAGE: _("You have a message"),
}


def subject_of(event: DossierEvent) -> str:
    return str(SUBJECTS.get(event.action, Action(event.action).label))
