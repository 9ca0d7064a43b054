"""Check your answers, then submit: once, whatever is clicked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from submissions.dossiers.submission import (
    DraftGoneError,
    InvalidDraftError,
    find_submission,
    submit_draft,
)
from submissions.drafts.browser import (
    draft_of,
    receipt_of,
    remember_receipt,
    token_of,
)
from submissions.drafts.conflicts import rivals_of
from submissions.drafts.models import Draft
from submissions.drafts.moving import move_draft
from submissions.drafts.services import (
    all_answers,
    outcome_of_draft,
    step_data,
    steps_of_draft,
    token_hash_of,
)
from submissions.files.infected import infected_papers
from submissions.files.models import Paper
from submissions.forms.compiled import CompiledField, compiled_form
from submissions.forms.display import answers_in_words
from submissions.forms.pages import form_page, named_message
from submissions.forms.subject import FormSubject
from submissions.forms.validation import Errors, validate_all
from submissions.forms.views import gone
from themes.addresses import address_of


@require_safe
def check(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """All answers on one page, each with the way to change it."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        return gone(request, subject)
    return _check_page(request, subject, draft)


@require_POST
def submit(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """Turn the draft into a dossier and lead to its receipt.

    The draft's own id is the key: a second click gets the receipt of the first.
    """
    now = timezone.now()
    key = request.POST.get("_key", "")
    draft = draft_of(request, subject, now)
    if draft is None or str(draft.public_id) != key:
        return _submitted_before(request, subject, key)
    if not subject.is_open:
        return redirect(subject.base_url)
    if _is_stale(request, draft):
        return _check_page(request, subject, draft, is_changed=True)
    if not _has_declared(request, draft):
        return _check_page(request, subject, draft, is_tried=True)
    try:
        done = submit_draft(draft=draft, key=key, user=request.user, at=now)
    except InvalidDraftError:
        return _check_page(request, subject, draft, is_tried=True)
    except DraftGoneError:
        return _submitted_before(request, subject, key)
    remember_receipt(request, key, done.receipt_token)
    return redirect(address_of("receipt", done.receipt_token))


def _submitted_before(
    request: HttpRequest, subject: FormSubject, key: str
) -> HttpResponse:
    token, secret = receipt_of(request, key), token_of(request, key)
    # The first answer may have been lost on its way, with what it told the session.
    if not token and secret:
        done = find_submission(
            key=key, draft_id=UUID(key), token_hash=token_hash_of(secret)
        )
        token = done.receipt_token if done else ""
    if token:
        return redirect(address_of("receipt", token))
    return gone(request, subject)


def _is_stale(request: HttpRequest, draft: Draft) -> bool:
    """Whether the answers were changed after the page that is submitted was drawn."""
    return request.POST.get("_revision") != str(draft.revision)


def _has_declared(request: HttpRequest, draft: Draft) -> bool:
    needs = compiled_form(draft.form_version).declaration
    return not needs or request.POST.get("declaration") == "true"


def _errors_of(draft: Draft, papers: list[Paper]) -> Errors:
    """What stands against submission as far as it is known: a paper may still be
    found infected later."""
    form = compiled_form(draft.form_version)
    errors = validate_all(form, draft.applicant, all_answers(draft), papers)
    hidden = outcome_of_draft(draft, timezone.localdate()).hidden
    shown = (paper for paper in papers if paper.field_id not in hidden)
    return Errors((*errors, *infected_papers(form, shown)))


def _check_page(
    request: HttpRequest,
    subject: FormSubject,
    draft: Draft,
    *,
    is_tried: bool = False,
    is_changed: bool = False,
) -> HttpResponse:
    moved = move_draft(draft=draft, at=timezone.now())
    papers = list(draft.papers.all())
    errors = _errors_of(draft, papers)
    steps = {
        field.id: number
        for number, step in enumerate(steps_of_draft(draft), start=1)
        for field in step.fields
    }
    problems = [
        {
            "text": named_message(error),
            "url": _change_url(subject, steps.get(error.field_id, 1), error.key),
        }
        for error in errors
    ]
    undeclared = is_tried and not _has_declared(request, draft)
    context = {
        "draft": draft,
        "form": compiled_form(draft.form_version),
        "moved": moved,
        "is_changed": is_changed,
        "problems": problems,
        "undecided": [
            {"title": step.title, "url": subject.step_url(number)}
            for number, step in enumerate(steps_of_draft(draft), start=1)
            if rivals_of(draft, step, step_data(draft, step))
        ],
        "steps": answers_in_words(
            compiled_form(draft.form_version),
            draft.applicant,
            all_answers(draft),
            papers,
            on=timezone.localdate(),
            change_url=lambda n, f: _field_url(subject, n, f),
        ),
        "declaration_error": gettext("Tick the declaration to submit.")
        if undeclared
        else "",
    }
    return form_page(request, "check", subject, context)


def _field_url(subject: FormSubject, number: int, field: CompiledField) -> str:
    return _change_url(subject, number, field.key)


def _change_url(subject: FormSubject, number: int, key: str) -> str:
    return f"{subject.step_url(number)}?sua#field-{key}"
