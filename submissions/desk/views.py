"""The small desk inside the admin: a list of one's own agencies, a page a dossier."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import Limit
from submissions.copies.views import copy_response
from submissions.desk.action_forms import ACTION_FORMS, ActionForm
from submissions.desk.dossier_page import desk_page
from submissions.desk.due_words import due_words
from submissions.desk.filters import DeskFilter, desk_dossiers, narrowed
from submissions.dossiers.access import AccessKind, log_access
from submissions.dossiers.lifecycle import (
    Action,
    TransitionNotAllowedError,
    allowed_actions,
)
from submissions.dossiers.models import Dossier
from submissions.dossiers.refusals import DossierRuleError
from submissions.dossiers.rights import Standing, desk_agencies, standing_on
from submissions.files.models import Paper
from submissions.files.responses import (
    PaperLockedError,
    paper_response,
    require_open_to_staff,
)

PAGE_SIZE = 50
PERSON_LOOK_UPS = Limit("desk-person", 60, 3600)


@never_cache
@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    """The dossiers of one's own agencies, the most urgent first."""
    now, today = timezone.now(), timezone.localdate()
    if not desk_agencies(request.user, today).exists():
        raise Http404
    form = DeskFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    dossiers = narrowed(desk_dossiers(request.user, today), wanted, request.user, now)
    page = Paginator(dossiers, PAGE_SIZE).get_page(request.GET.get("p"))
    rows = [(dossier, due_words(dossier, now)) for dossier in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "submissions/desk/list.html", context)


@never_cache
@require_http_methods(["POST"])
def person_search(request: HttpRequest) -> HttpResponse:
    """Dossiers of exactly one personal number, by POST: it stands in no address, and
    each dossier found is written down as read."""
    today = timezone.localdate()
    if not desk_agencies(request.user, today).exists():
        raise Http404
    if not PERSON_LOOK_UPS.spend(str(request.user.pk)):
        return render(request, "429.html", status=429)
    number = request.POST.get("person_id", "")
    found = list(desk_dossiers(request.user, today).of_person(number)[:PAGE_SIZE])
    log_access(request.user, found, AccessKind.LIST)
    rows = [(dossier, due_words(dossier, timezone.now())) for dossier in found]
    context = {"form": DeskFilter(), "rows": rows, "is_person_search": True}
    return render(request, "submissions/desk/list.html", context)


@never_cache
@require_safe
def dossier_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Answers and papers left, facts and actions right; the reading is logged."""
    dossier, standing = _own_dossier(request, code)
    log_access(request.user, [dossier], AccessKind.DOSSIER)
    context = {"page": desk_page(dossier, standing, timezone.now())}
    return render(request, "submissions/desk/dossier.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_action(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Asks for what an action needs, then makes the move."""
    dossier, standing = _own_dossier(request, code)
    form_class = _form_of(action)
    if action not in allowed_actions(dossier.status, standing.roles):
        messages.error(request, _("This is not possible in the present state."))
        return redirect("desk_dossier", code=dossier.code)
    today = timezone.localdate()
    form = form_class(request.POST or None, dossier=dossier, on=today)
    if request.method == "POST" and form.is_valid() and _perform(form, request.user):
        messages.success(
            request, _("Done: %(action)s.") % {"action": action_label(action)}
        )
        return redirect("desk_dossier", code=dossier.code)
    context = {"form": form, "dossier": dossier, "action_label": action_label(action)}
    return render(request, "submissions/desk/action.html", context)


@never_cache
@require_safe
def dossier_paper(request: HttpRequest, code: str, public_id: UUID) -> Any:
    """A paper of one of the own agencies' dossiers; the reading is logged."""
    dossier, _standing = _own_dossier(request, code)
    paper = Paper.objects.filter(dossier=dossier, public_id=public_id).first()
    if paper is None:
        raise Http404
    try:
        require_open_to_staff(paper)
    except PaperLockedError as locked:
        messages.error(request, locked.message)
        return redirect("desk_dossier", code=dossier.code)
    log_access(request.user, [dossier], AccessKind.PAPER)
    return paper_response(paper, request.headers.get("Range", ""))


@never_cache
@require_safe
def dossier_copy(request: HttpRequest, code: str) -> Any:
    """The copy of what was submitted to one of the own agencies; logged as read."""
    dossier, _standing = _own_dossier(request, code)
    response = copy_response(dossier)
    log_access(request.user, [dossier], AccessKind.PAPER)
    return response


def action_label(action: str) -> str:
    return str(Action(action).label)


def _form_of(action: str) -> type[ActionForm]:
    form_class = ACTION_FORMS.get(action)  # type: ignore[call-overload]  # by its text
    if form_class is None:
        raise Http404
    found: type[ActionForm] = form_class
    return found


def _own_dossier(request: HttpRequest, code: str) -> tuple[Dossier, Standing]:
    """A dossier of the own agencies; any other is as if it did not exist."""
    today: date = timezone.localdate()
    dossier = Dossier.objects.with_facts().with_code(code).first()
    standing = standing_on(request.user, dossier, today) if dossier else None
    if dossier is None or standing is None:
        raise Http404
    return dossier, standing


def _perform(form: ActionForm, actor: Any) -> bool:
    """Make the move; a refusal stands at its field, and nothing typed is lost."""
    try:
        form.perform(actor=actor, at=timezone.now())
    except TransitionNotAllowedError:
        form.add_error(None, _("This is not possible in the present state."))
    except DossierRuleError as error:
        visible = error.field in form.fields and not form[error.field].is_hidden
        form.add_error(error.field if visible else None, error.message)
    else:
        return True
    return False
