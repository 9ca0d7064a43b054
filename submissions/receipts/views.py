"""The owner's pages of a dossier: receipt and state, answer, withdrawal, messages."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from submissions.dossiers.lifecycle import Action, TransitionNotAllowedError
from submissions.dossiers.moves.messages import write_as_citizen
from submissions.dossiers.moves.supplements import reply_supplement
from submissions.dossiers.moves.withdrawal import request_withdrawal, withdraw_own
from submissions.dossiers.refusals import DossierRuleError
from submissions.dossiers.supplement_papers import (
    add_supplement_paper,
    supplement_field,
)
from submissions.files.models import Paper
from submissions.files.refusals import PaperRefusedError
from submissions.files.responses import paper_response
from submissions.files.types import accept_attribute
from submissions.receipts.access import OwnerAccess
from submissions.receipts.forms import (
    MessageForm,
    SupplementReplyForm,
    WithdrawalForm,
)
from submissions.receipts.owner_page import owner_page


@require_safe
def dossier_page(request: HttpRequest, access: OwnerAccess) -> HttpResponse:
    """Receipt, day of return, what to do now, messages and diary."""
    context = {
        "page": owner_page(access.dossier),
        "base_url": access.base_url,
        "is_secret_link": bool(access.requester.receipt_token),
        "message_form": MessageForm(),
    }
    return render(request, "submissions/receipts/dossier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def supplement_reply(request: HttpRequest, access: OwnerAccess) -> HttpResponse:
    """Send the papers asked for."""
    form = SupplementReplyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _send_reply(form, access):
        messages.success(request, _("Your answer has been sent to the officer."))
        return redirect(access.base_url)
    page = owner_page(access.dossier)
    if page.supplement is None or Action.REPLY_SUPPLEMENT not in page.actions:
        return redirect(access.base_url)
    field = supplement_field()
    context = {
        "form": form,
        "page": page,
        "base_url": access.base_url,
        "accept": accept_attribute(field.settings["accept"]),
        "max_size": field.settings["max_megabytes"] * 1024 * 1024,
    }
    return render(request, "submissions/receipts/supplement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, access: OwnerAccess) -> HttpResponse:
    """Ask once more before an application is taken back."""
    page = owner_page(access.dossier)
    is_own = Action.WITHDRAW in page.actions
    if not is_own and Action.REQUEST_WITHDRAWAL not in page.actions:
        return redirect(access.base_url)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        move = withdraw_own if is_own else request_withdrawal
        if _moved(form, move, access, reason=form.cleaned_data["reason"]):
            return redirect(access.base_url)
    context = {
        "form": form,
        "page": page,
        "base_url": access.base_url,
        "is_own": is_own,
    }
    return render(request, "submissions/receipts/withdrawal.html", context)


@require_http_methods(["POST"])
def message(request: HttpRequest, access: OwnerAccess) -> HttpResponse:
    """Write to the officer; what was typed stands again if it cannot be sent."""
    form = MessageForm(request.POST)
    if form.is_valid() and _moved(
        form, write_as_citizen, access, text=form.cleaned_data["text"]
    ):
        messages.success(request, _("Your message has been sent to the officer."))
        return redirect(f"{access.base_url}#diary")
    context = {
        "page": owner_page(access.dossier),
        "base_url": access.base_url,
        "is_secret_link": bool(access.requester.receipt_token),
        "message_form": form,
    }
    return render(request, "submissions/receipts/dossier.html", context)


@require_safe
def paper(request: HttpRequest, access: OwnerAccess, public_id: UUID) -> HttpResponse:
    """One of the dossier's own files."""
    found = Paper.objects.filter(dossier=access.dossier, public_id=public_id).first()
    if found is None:
        raise Http404
    asked = request.headers.get("Range", "")
    return paper_response(found, asked)  # type: ignore[return-value]  # streamed


def _send_reply(form: SupplementReplyForm, access: OwnerAccess) -> bool:
    """All files and the answer, or nothing."""
    try:
        with transaction.atomic():
            for upload in form.cleaned_data["papers"]:
                add_supplement_paper(
                    dossier_id=access.dossier.pk,
                    requester=access.requester,
                    upload=upload,
                )
            reply_supplement(
                dossier_id=access.dossier.pk,
                requester=access.requester,
                reply=form.cleaned_data["reply"],
                at=timezone.now(),
            )
    except PaperRefusedError as error:
        form.add_error("papers", error.message)
    except TransitionNotAllowedError:
        form.add_error(None, _("No papers are asked for any more."))
    except DossierRuleError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    else:
        return True
    return False


def _moved(form: forms.Form, move, access: OwnerAccess, **given: str) -> bool:  # type: ignore[no-untyped-def]  # any of the owner's moves
    try:
        move(
            dossier_id=access.dossier.pk,
            requester=access.requester,
            at=timezone.now(),
            **given,
        )
    except TransitionNotAllowedError:
        form.add_error(None, _("This is no longer possible: the dossier has moved on."))
    except DossierRuleError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    else:
        return True
    return False
