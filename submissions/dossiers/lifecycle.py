"""The lifecycle of a dossier: one pure table (domain 4.1). Nothing here reads a row."""

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
    WITHDRAW = "withdraw", _("Withdraw")
    FINISH = "finish", _("Finish")
    HAND_OVER = "hand_over", _("Hand over the result")
    RECALL_RESULT = "recall_result", _("Recall a wrong result")
    MESSAGE = "message", _("Message")
