"""The pages of a form: begin, one page a step, check, submit."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from submissions.drafts.browser import draft_of, remember_draft
from submissions.drafts.conflicts import drop_aside, rivals_of, take_over
from submissions.drafts.models import Draft
from submissions.drafts.moving import move_draft
from submissions.drafts.services import (
    DraftConflictError,
    InvalidAnswersError,
    begin_draft,
    discard_draft,
    following,
    outcome_of_draft,
    save_step,
    step_data,
    steps_of,
)
from submissions.files.models import Paper
from submissions.files.services import remove_paper
from submissions.forms.compiled import CompiledStep, compiled_form
from submissions.forms.models import FormVersion
from submissions.forms.pages import (
    Place,
    error_lines,
    form_page,
    place_of,
    questions_of,
    unfinished_step,
)
from submissions.forms.places import AnswerContext
from submissions.forms.publishing import current_version
from submissions.forms.rules.applying import Outcome
from submissions.forms.rules.browser import browser_rules
from submissions.forms.stepping import posted_data, take_papers
from submissions.forms.subject import FormSubject
from submissions.forms.validation import Errors, context_on, validate_step


def gone(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """No draft of this visitor: expired, given up, submitted or another's."""
    return form_page(request, "gone", subject, {}, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """What happens with the data, what to have at hand, and what was begun before."""
    now = timezone.now()
    draft = draft_of(request, subject, now)
    version = current_version(subject.definition, now)
    if version is not None and subject.is_open and request.method == "POST":
        if draft is not None:
            return redirect(subject.step_url(unfinished_step(draft, context_on())))
        _begin(request, subject, version, now)
        return redirect(subject.step_url(1))
    context = {
        "draft": draft,
        "is_open": version is not None and subject.is_open,
        "form": compiled_form(version) if version else None,
        "steps": steps_of(version) if version else (),
    }
    status = 409 if request.method == "POST" else 200
    return form_page(request, "begin", subject, context, status=status)


def _begin(
    request: HttpRequest, subject: FormSubject, version: FormVersion, at: datetime
) -> None:
    draft, token = begin_draft(
        form_version=version,
        agency=subject.agency,
        procedure_version=subject.procedure_version,
        case_type=subject.case_type,
        portal_path=subject.portal_path,
        user=request.user,
        at=at,
    )
    remember_draft(request, draft, token)


@require_safe
def fragment(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """The form inside another page: where the visitor left it, or its beginning."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        return begin(request, subject)
    number = unfinished_step(draft, context_on())
    return _step_page(request, subject, draft, number)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, subject: FormSubject, number: int) -> HttpResponse:
    """One topic; what is typed is kept whether right or wrong."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        return gone(request, subject)
    if request.method == "POST":
        return _take_step(request, subject, draft, number)
    return _step_page(request, subject, draft, number)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """Give a draft up, after being asked once."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        return gone(request, subject)
    if request.method == "POST":
        discard_draft(draft=draft)
        return redirect(subject.base_url)
    return form_page(request, "discard", subject, {"draft": draft})


def _step_page(
    request: HttpRequest, subject: FormSubject, draft: Draft, number: int
) -> HttpResponse:
    moved = move_draft(draft=draft, at=timezone.now())
    place = _existing(draft, number)
    if place.is_hidden:
        # An address of before another answer hid this step.
        after = place.next
        return redirect(subject.step_url(after) if after else subject.check_url)
    data = step_data(draft, place.step)
    errors = Errors()
    if "sua" in request.GET:
        context = context_on()
        outcome = outcome_of_draft(draft, context.on)
        errors = validate_step(
            place.step,
            data,
            context=context,
            papers=draft.papers.all(),
            follow=lambda _answers: outcome,
        ).errors
    more = {
        "moved": moved,
        "revision": draft.revision,
        "rivals": rivals_of(draft, place.step, data),
    }
    return _draw(request, subject, draft, place, data, errors, more)


def _take_step(
    request: HttpRequest, subject: FormSubject, draft: Draft, number: int
) -> HttpResponse:
    place = _existing(draft, number)
    data, revision = posted_data(request, place.step)
    refused = take_papers(request, draft, place.step)
    try:
        judged = save_step(
            draft=draft,
            step=place.step,
            data=data,
            revision=revision,
            at=timezone.now(),
        )
    except DraftConflictError:
        return redirect(_again(request, subject, number))
    except InvalidAnswersError as invalid:
        more = {"revision": revision}
        return _draw(request, subject, draft, place, data, invalid.errors, more)
    if url := _on_this_page(request, subject, draft, place):
        return redirect(url)
    if request.POST.get("_action") == "later" and not refused:
        return redirect(f"{subject.base_url}da-luu/")
    errors = Errors((*judged.errors, *refused))
    if errors:
        more = {"revision": draft.revision}
        return _draw(request, subject, draft, place, data, errors, more)
    # What was answered here may show or hide what comes next.
    after = _existing(draft, place.number).next
    if after is None or "sua" in request.GET:
        return redirect(subject.check_url)
    return redirect(subject.step_url(after))


def _on_this_page(
    request: HttpRequest, subject: FormSubject, draft: Draft, place: Place
) -> str:
    """The page again, where one of its smaller buttons was pressed; else ""."""
    if _settles_conflict(request, draft, place):
        return _again(request, subject, place.number)
    if "_remove" in request.POST:
        _remove(draft, request.POST["_remove"])
        return _again(request, subject, place.number)
    return _moved_rows(request, subject, place)


def _settles_conflict(request: HttpRequest, draft: Draft, place: Place) -> bool:
    """Take over what another window typed for a question, or drop it all."""
    if "_drop_aside" in request.POST:
        drop_aside(draft=draft, step=place.step)
        return True
    if "_take" not in request.POST:
        return False
    key = request.POST["_take"]
    taken = take_over(draft=draft, step=place.step, key=key)
    data = {**step_data(draft, place.step), **taken}
    save_step(
        draft=draft,
        step=place.step,
        data=data,
        revision=draft.revision,
        at=timezone.now(),
    )
    return True


def _draw(
    request: HttpRequest,
    subject: FormSubject,
    draft: Draft,
    place: Place,
    data: dict[str, Any],
    errors: Errors,
    more: dict[str, Any],
) -> HttpResponse:
    answered = context_on()
    questions = questions_of(
        place,
        data,
        errors,
        draft.papers.all(),
        subject=subject,
        context=answered,
        outcome=_outcome(draft, place.step, data, answered),
        longer=request.GET.get("them", ""),
    )
    context = {
        "place": place,
        "questions": questions,
        "errors": error_lines(errors),
        "action_url": _again(request, subject, place.number),
        "back_url": _before(request, subject, place),
        "rules": browser_rules(draft, place.step, answered.on),
        "has_files": any(question.field.kind == "file" for question in questions),
        **more,
    }
    return form_page(request, "step", subject, context)


def _moved_rows(request: HttpRequest, subject: FormSubject, place: Place) -> str:
    """Where the page goes on after a row was added or taken away, "" if none was."""
    again = _again(request, subject, place.number)
    group = request.POST.get("_add_row") or ""
    if group and place.step.field_by_key(group):
        return f"{again}{'&' if '?' in again else '?'}them={quote(group)}"
    return again if "_remove_row" in request.POST else ""


def _outcome(
    draft: Draft, step: CompiledStep, data: dict[str, Any], context: AnswerContext
) -> Outcome:
    """What the rules make of what is typed on the page, right or wrong."""
    judged = validate_step(step, data, context=context, complete=False)
    sound = {key: judged.answers[key] for key in judged.sound}
    return following(draft, step, context.on)(sound)


def _existing(draft: Draft, number: int) -> Place:
    place = place_of(draft, number, timezone.localdate())
    if place is None:
        raise Http404
    return place


def _again(request: HttpRequest, subject: FormSubject, number: int) -> str:
    return subject.step_url(number) + ("?sua" if "sua" in request.GET else "")


def _before(request: HttpRequest, subject: FormSubject, place: Place) -> str:
    if "sua" in request.GET:
        return subject.check_url
    before = place.previous
    return subject.base_url if before is None else subject.step_url(before)


def _remove(draft: Draft, public_id: str) -> None:
    for paper in Paper.objects.filter(draft=draft):
        if str(paper.public_id) == public_id:
            remove_paper(draft=draft, paper=paper)
