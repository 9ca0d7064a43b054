"""One form per action of the staff, for the desk's pages and the API alike."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from services_catalog.procedures.case_types import ComponentKind
from services_catalog.staff.models import DESK_ROLES
from services_catalog.validity import in_force
from submissions.dossiers.lifecycle import Action, Outcome
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves import (
    acceptance,
    messages,
    pauses,
    processing,
    results,
    supplements,
    withdrawal,
)

LONGEST = 2000
MOST_ITEMS = 50


class ActionForm(forms.Form):
    """What an action needs besides the dossier; `move` is the service that makes it."""

    move: Callable[..., Dossier]
    # What happens, for those who press the button; the button's verb, if not the
    # action's own name.
    hint: Any = ""
    verb: Any = ""
    lock_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, dossier: Dossier, on: date) -> None:
        first = {"lock_version": dossier.lock_version}
        super().__init__(data, initial=first)
        self.dossier = dossier
        if "holder" in self.fields:
            self.fields["holder"].queryset = colleagues_of(dossier, on)  # type: ignore[attr-defined]

    def perform(self, *, actor: Any, at: datetime) -> Dossier:
        """Make the move with what the form holds; refusals are the service's."""
        return type(self).move(
            dossier_id=self.dossier.pk, actor=actor, at=at, **self.cleaned_data
        )


def colleagues_of(dossier: Dossier, on: date) -> Any:
    """Those who work on the deciding agency's dossiers that day."""
    agency = dossier.competent_agency
    return (
        get_user_model()
        .objects.filter(
            in_force(on, "assignments__"),
            assignments__agency=agency,
            assignments__role__in=list(DESK_ROLES),
            is_active=True,
        )
        .distinct()
        .order_by("full_name")
    )


def _text(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _holder(*, required: bool) -> Any:
    return forms.ModelChoiceField(
        label=_("To whom"),
        queryset=None,
        required=required,
        to_field_name="public_id",
        help_text="" if required else _("Leave empty to go on with it yourself."),
    )


class AcceptForm(ActionForm):
    move = staticmethod(acceptance.accept_dossier)
    hint = _("The term begins now, and the applicant is told the day of return.")


class RefuseForm(ActionForm):
    move = staticmethod(acceptance.refuse_dossier)
    hint = _("The applicant reads the reason, and may submit anew.")
    reason = _text(_("Why it is not accepted"))


class RequestSupplementForm(ActionForm):
    """A line for each paper of the case type; `items` is how the API says the same."""

    move = staticmethod(supplements.request_supplement)
    hint = _("Say of each paper what is missing or wrong; leave the others empty.")
    items = forms.JSONField(required=False, widget=forms.HiddenInput)
    reason = _text(_("Anything else to say"), required=False)

    def __init__(self, data: Any = None, *, dossier: Dossier, on: date) -> None:
        super().__init__(data, dossier=dossier, on=on)
        self.papers: dict[str, str] = {}
        if dossier.case_type is not None:
            papers = dossier.case_type.components.filter(kind=ComponentKind.PAPER)
            self.papers = {f"paper_{paper.pk}": paper.name for paper in papers}
        for name, label in self.papers.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=LONGEST
            )
        self.fields["other_name"] = forms.CharField(
            label=_("Another paper"), required=False, max_length=255
        )
        self.fields["other_reason"] = forms.CharField(
            label=_("What is wrong with it"), required=False, max_length=LONGEST
        )
        self.order_fields([*self.papers, "other_name", "other_reason", "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        items = self._given_items(cleaned.pop("items", None))
        for name, label in self.papers.items():
            if reason := cleaned.pop(name, ""):
                items.append({"name": label, "reason": reason})
        other = {
            "name": cleaned.pop("other_name", ""),
            "reason": cleaned.pop("other_reason", ""),
        }
        if any(other.values()):
            items.append(other)
        return {**cleaned, "items": items}

    def _given_items(self, given: Any) -> list[dict[str, str]]:
        if given is None:
            return []
        is_list = isinstance(given, list) and len(given) <= MOST_ITEMS
        if not is_list or not all(_is_item(item) for item in given):
            self.add_error(
                "items", _("A list of papers, each with a name and a reason.")
            )
            return []
        return [{"name": item["name"], "reason": item["reason"]} for item in given]


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and all(
        isinstance(item.get(key), str) and len(item[key]) <= LONGEST
        for key in ("name", "reason")
    )


class ConfirmSupplementForm(ActionForm):
    move = staticmethod(supplements.confirm_supplement)


class CloseUnansweredForm(ActionForm):
    move = staticmethod(supplements.close_unanswered)
    reason = _text(_("Why the dossier is closed"))


class ForwardForm(ActionForm):
    move = staticmethod(processing.forward_dossier)
    holder = _holder(required=False)
    note = _text(_("Note for the colleague"), required=False)


class SendBackForm(ActionForm):
    move = staticmethod(processing.send_back)
    note = _text(_("Why it is sent back"))


class RecallForm(ActionForm):
    move = staticmethod(processing.recall_dossier)


class ReassignForm(ActionForm):
    move = staticmethod(processing.reassign_dossier)
    holder = _holder(required=True)
    note = _text(_("Note for the colleague"), required=False)


class IssueObligationForm(ActionForm):
    move = staticmethod(pauses.issue_obligation)
    amount = forms.IntegerField(
        label=_("Amount in đồng"), min_value=1, max_value=10**15
    )
    notice = _text(_("Number and date of the notice"), rows=2)


class SettleObligationForm(ActionForm):
    move = staticmethod(pauses.settle_obligation)


class PauseForm(ActionForm):
    move = staticmethod(pauses.pause_dossier)
    basis = _text(_("Legal basis and its document"))


class ResumeForm(ActionForm):
    move = staticmethod(pauses.resume_dossier)


class ExtendForm(ActionForm):
    move = staticmethod(pauses.extend_term)
    new_day = forms.DateField(
        label=_("New day of return"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Day/month/year, for example 22/06/2026."),
    )
    reason = _text(_("Why more time is needed"))


class WithdrawForm(ActionForm):
    move = staticmethod(withdrawal.confirm_withdrawal)
    reason = _text(_("Note"), required=False)


class FinishForm(ActionForm):
    move = staticmethod(results.finish_dossier)
    outcome = forms.TypedChoiceField(
        label=_("Result"), choices=Outcome.choices[:2], coerce=Outcome
    )
    note = _text(_("Reasons, or a note for the citizen"), required=False)


class HandOverForm(ActionForm):
    move = staticmethod(results.hand_over)
    receiver = forms.CharField(
        label=_("Who received the result"),
        max_length=150,
        help_text=_("Full name, after checking the identity card."),
    )


class RecallResultForm(ActionForm):
    move = staticmethod(results.recall_result)
    reason = _text(_("What was wrong with the result"))


class MessageForm(ActionForm):
    move = staticmethod(messages.write_as_staff)
    verb = _("Send the message")
    text = _text(_("Message to the applicant"))


ACTION_FORMS: dict[Action, type[ActionForm]] = {
    Action.ACCEPT: AcceptForm,
    Action.REQUEST_SUPPLEMENT: RequestSupplementForm,
    Action.REFUSE: RefuseForm,
    Action.CONFIRM_SUPPLEMENT: ConfirmSupplementForm,
    Action.CLOSE_UNANSWERED: CloseUnansweredForm,
    Action.FORWARD: ForwardForm,
    Action.SEND_BACK: SendBackForm,
    Action.RECALL: RecallForm,
    Action.REASSIGN: ReassignForm,
    Action.ISSUE_OBLIGATION: IssueObligationForm,
    Action.SETTLE_OBLIGATION: SettleObligationForm,
    Action.PAUSE: PauseForm,
    Action.RESUME: ResumeForm,
    Action.EXTEND: ExtendForm,
    Action.WITHDRAW: WithdrawForm,
    Action.FINISH: FinishForm,
    Action.HAND_OVER: HandOverForm,
    Action.RECALL_RESULT: RecallResultForm,
    Action.MESSAGE: MessageForm,
}
