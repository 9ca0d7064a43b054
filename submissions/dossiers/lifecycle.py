"""The lifecycle of a dossier: one pure table (domain 4.1). Nothing here reads a row."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DossierStatus(TextChoices):
    """Statuses with the national numbers 1 to 10 (domain 4)."""

    SUBMITTED = "submitted", _("waiting for acceptance")
    ACCEPTED = "accepted", _("accepted")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    PROCESSING = "processing", _("being processed")
    SUPPLEMENT = "supplement", _("waiting for papers")
    FINANCIAL = "financial", _("waiting for a financial obligation")
    WITHDRAWN = "withdrawn", _("withdrawn")
    STOPPED = "stopped", _("stopped")
    RESOLVED = "resolved", _("resolved, result ready")
    RETURNED = "returned", _("result returned")


class Outcome(TextChoices):
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused with reasons")
    RETURNED_ON_WITHDRAWAL = "withdrawn", _("returned on withdrawal")


class Action(TextChoices):
    SUBMIT = "submit", _("Submit")
    ENTER = "enter", _("Enter at the counter")
    ACCEPT = "accept", _("Accept")
    REQUEST_SUPPLEMENT = "request_supplement", _("Ask for papers")
    REPLY_SUPPLEMENT = "reply_supplement", _("Send the papers asked for")
    CONFIRM_SUPPLEMENT = "confirm_supplement", _("Confirm that the papers are complete")
    CLOSE_UNANSWERED = "close_unanswered", _("Close: no reply")
    REFUSE = "refuse", _("Refuse acceptance")
    FORWARD = "forward", _("Forward")
    SEND_BACK = "send_back", _("Send back")
    RECALL = "recall", _("Recall")
    REASSIGN = "reassign", _("Reassign")
    ISSUE_OBLIGATION = "issue_obligation", _("Issue a financial obligation")
    SETTLE_OBLIGATION = "settle_obligation", _("Settle the financial obligation")
    PAUSE = "pause", _("Pause")
    RESUME = "resume", _("Resume")
    EXTEND = "extend", _("Extend the term")
    REQUEST_WITHDRAWAL = "request_withdrawal", _("Ask to withdraw")
    WITHDRAW = "withdraw", _("Withdraw")
    FINISH = "finish", _("Finish")
    HAND_OVER = "hand_over", _("Hand over the result")
    RECALL_RESULT = "recall_result", _("Recall a wrong result")
    MESSAGE = "message", _("Message")


class Actor(TextChoices):
    """Who may move a dossier; staff values are those of the catalogue's roles."""

    CITIZEN = "citizen", _("Citizen")
    ONE_STOP_OFFICER = "officer", _("One-stop officer")
    SPECIALIST = "specialist", _("Specialist")
    LEADER = "leader", _("Leader")
    CLERK = "clerk", _("Records clerk")
    FEE_OFFICER = "fee_officer", _("Fee officer")


class TransitionNotAllowedError(Exception):
    """The lifecycle knows no such move from the dossier's present status."""

    def __init__(self, status: str, action: str) -> None:
        self.status, self.action = status, action
        super().__init__(f"{action} is not possible while {status or 'new'}")


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table; `source` is "" for a dossier that does not exist yet."""

    source: DossierStatus | str
    action: Action
    target: DossierStatus
    actors: frozenset[Actor]


_S, _A = DossierStatus, Action
_CITIZEN = frozenset({Actor.CITIZEN})
_DESK = frozenset({Actor.ONE_STOP_OFFICER})
# The specialist asks through the one-stop (domain 4.1), so both may.
_HANDLERS = frozenset({Actor.ONE_STOP_OFFICER, Actor.SPECIALIST, Actor.LEADER})
_LEADER = frozenset({Actor.LEADER})
# Who records the result that was signed: an agency without clerk or specialist of its
# own has its one-stop officer enter it.
_FINISHERS = _HANDLERS | {Actor.CLERK}
_STAFF = _FINISHERS | {Actor.FEE_OFFICER}


def _row(
    source: str, action: Action, target: DossierStatus, actors: frozenset[Actor]
) -> Transition:
    return Transition(source, action, target, actors)


TRANSITIONS: tuple[Transition, ...] = (
    _row("", _A.SUBMIT, _S.SUBMITTED, _CITIZEN),
    _row("", _A.ENTER, _S.ACCEPTED, _DESK),
    _row(_S.SUBMITTED, _A.ACCEPT, _S.ACCEPTED, _DESK),
    _row(_S.SUBMITTED, _A.REQUEST_SUPPLEMENT, _S.SUPPLEMENT, _DESK),
    _row(_S.SUBMITTED, _A.REFUSE, _S.NOT_ACCEPTED, _DESK),
    _row(_S.SUBMITTED, _A.WITHDRAW, _S.WITHDRAWN, _CITIZEN),
    _row(_S.ACCEPTED, _A.FORWARD, _S.PROCESSING, _DESK),
    _row(_S.ACCEPTED, _A.REQUEST_WITHDRAWAL, _S.ACCEPTED, _CITIZEN),
    _row(_S.ACCEPTED, _A.WITHDRAW, _S.WITHDRAWN, _DESK),
    _row(_S.PROCESSING, _A.FORWARD, _S.PROCESSING, _HANDLERS),
    _row(_S.PROCESSING, _A.SEND_BACK, _S.PROCESSING, _HANDLERS),
    _row(_S.PROCESSING, _A.RECALL, _S.PROCESSING, _HANDLERS),
    _row(_S.PROCESSING, _A.REASSIGN, _S.PROCESSING, _LEADER),
    _row(_S.PROCESSING, _A.REQUEST_SUPPLEMENT, _S.SUPPLEMENT, _HANDLERS),
    _row(
        _S.PROCESSING,
        _A.ISSUE_OBLIGATION,
        _S.FINANCIAL,
        frozenset({Actor.SPECIALIST, Actor.FEE_OFFICER}),
    ),
    _row(_S.PROCESSING, _A.PAUSE, _S.STOPPED, _LEADER),
    _row(_S.PROCESSING, _A.EXTEND, _S.PROCESSING, _LEADER),
    _row(_S.PROCESSING, _A.FINISH, _S.RESOLVED, _FINISHERS),
    _row(_S.PROCESSING, _A.REQUEST_WITHDRAWAL, _S.PROCESSING, _CITIZEN),
    _row(_S.PROCESSING, _A.WITHDRAW, _S.WITHDRAWN, _DESK),
    _row(_S.SUPPLEMENT, _A.REPLY_SUPPLEMENT, _S.SUPPLEMENT, _CITIZEN),
    _row(_S.SUPPLEMENT, _A.CONFIRM_SUPPLEMENT, _S.SUBMITTED, _DESK),
    _row(_S.SUPPLEMENT, _A.CONFIRM_SUPPLEMENT, _S.PROCESSING, _DESK),
    _row(_S.SUPPLEMENT, _A.CLOSE_UNANSWERED, _S.NOT_ACCEPTED, _DESK),
    _row(_S.SUPPLEMENT, _A.CLOSE_UNANSWERED, _S.STOPPED, _DESK),
    _row(_S.SUPPLEMENT, _A.REQUEST_WITHDRAWAL, _S.SUPPLEMENT, _CITIZEN),
    _row(_S.SUPPLEMENT, _A.WITHDRAW, _S.WITHDRAWN, _DESK),
    _row(
        _S.FINANCIAL,
        _A.SETTLE_OBLIGATION,
        _S.PROCESSING,
        frozenset({Actor.SPECIALIST, Actor.FEE_OFFICER}),
    ),
    _row(_S.STOPPED, _A.RESUME, _S.PROCESSING, _LEADER),
    _row(
        _S.RESOLVED,
        _A.HAND_OVER,
        _S.RETURNED,
        frozenset({Actor.ONE_STOP_OFFICER, Actor.CLERK}),
    ),
    _row(
        _S.RETURNED,
        _A.RECALL_RESULT,
        _S.RESOLVED,
        frozenset({Actor.ONE_STOP_OFFICER, Actor.LEADER}),
    ),
    *(_row(status, _A.MESSAGE, status, _CITIZEN | _STAFF) for status in _S),
)

# No move leads out of these, but a recalled result leads back from `returned`.
CLOSED = frozenset({_S.NOT_ACCEPTED, _S.WITHDRAWN, _S.RETURNED})


def targets(status: str, action: str) -> frozenset[DossierStatus]:
    """Where an action leads from a status; empty when it is not possible."""
    return frozenset(
        row.target
        for row in TRANSITIONS
        if row.source == status and row.action == action
    )


def require_transition(
    status: str, action: str, target: DossierStatus | None = None
) -> DossierStatus:
    """The status an action leads to; where it leads to two, the caller names one."""
    possible = targets(status, action)
    if target is None and len(possible) == 1:
        (target,) = possible
    if target is None or target not in possible:
        raise TransitionNotAllowedError(status, action)
    return target


def allowed_actions(status: str, actors: Collection[str]) -> tuple[Action, ...]:
    """What these roles may do now, in the order of the table: buttons and API alike."""
    wanted = set(actors)
    return tuple(
        dict.fromkeys(
            row.action
            for row in TRANSITIONS
            if row.source == status and row.actors & wanted
        )
    )


class Progress(TextChoices):
    """All that anyone may learn of a dossier by its code (Circular 01/2018 art. 16)."""

    RECEIVED = "received", _("Received")
    IN_PROGRESS = "in_progress", _("In progress")
    FINISHED = "finished", _("Finished")


_FINISHED = CLOSED | {_S.RESOLVED}


def progress_of(status: str) -> Progress:
    if status == _S.SUBMITTED:
        return Progress.RECEIVED
    return Progress.FINISHED if status in _FINISHED else Progress.IN_PROGRESS


# What the National Public Service Portal exchanges (domain 4).
NATIONAL_NUMBERS: dict[DossierStatus, int] = {
    status: number for number, status in enumerate(_S, start=1)
}
PORTAL_STRINGS: dict[DossierStatus, str] = {
    _S.SUBMITTED: "receiving",
    _S.ACCEPTED: "new",
    _S.NOT_ACCEPTED: "denied",
    _S.PROCESSING: "processing",
    _S.SUPPLEMENT: "waiting",
    _S.FINANCIAL: "paying",
    _S.WITHDRAWN: "cancelled",
    _S.STOPPED: "unresolved",
    _S.RESOLVED: "releasing",
    _S.RETURNED: "done",
}
_BY_PORTAL_STRING = {text: status for status, text in PORTAL_STRINGS.items()}


def status_of_portal_string(text: str) -> DossierStatus | None:
    """Our status for what the national portal sent; None for one unknown to us
    (`interoperating` and `posting` exist), which is stored as it came."""
    return _BY_PORTAL_STRING.get(text.strip().lower())
