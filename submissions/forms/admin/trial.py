"""A form tried by its editors before anybody else sees it: nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from submissions.forms.compiled import CompiledForm, CompiledStep
from submissions.forms.display import answers_in_words
from submissions.forms.kinds.registry import kind_of
from submissions.forms.models import FormDefinition
from submissions.forms.pages import Question, error_lines, question_of
from submissions.forms.publishing import preview_form
from submissions.forms.rights import FormPolicy, editable_forms
from submissions.forms.rules.applying import Outcome, outcome_of
from submissions.forms.rules.browser import rules_of_page
from submissions.forms.stepping import posted_data
from submissions.forms.validation import Errors, context_on, validate_step


@dataclass(frozen=True, slots=True)
class TriedStep:
    """A step with its questions as they were answered in the trial."""

    step: CompiledStep
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """A paper that was chosen in the trial; it is looked at by nobody."""

    field_id: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_form(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions on one page, judged as a citizen's answers are."""
    if not FormPolicy(FormDefinition).user_has_permission(request.user, "view"):
        raise PermissionDenied
    definition = get_object_or_404(editable_forms(request.user), pk=pk)
    form = preview_form(definition.get_latest_revision_as_object())
    whole = CompiledStep("", "", "", form.fields)
    data = posted_data(request, whole)[0] if request.method == "POST" else {}
    is_moved = bool({"_add_row", "_remove_row"} & request.POST.keys())
    return render(
        request,
        "submissions/forms/admin/trial.html",
        _tried(request, form, whole, data, is_judged=bool(data) and not is_moved)
        | {"definition": definition, "form": form},
    )


def _tried(
    request: HttpRequest,
    form: CompiledForm,
    whole: CompiledStep,
    data: Mapping[str, Any],
    *,
    is_judged: bool,
) -> dict[str, Any]:
    context = context_on()

    def follow(answers: Mapping[str, Any]) -> Outcome:
        return outcome_of(form.ruled, answers, context.on)

    papers = [_Given(f.id) for f in form.fields if request.FILES.get(f.key)]
    judged = validate_step(whole, data, context=context, papers=papers, follow=follow)
    outcome = follow({key: judged.answers[key] for key in judged.sound})
    errors = judged.errors if is_judged else Errors()
    longer = request.POST.get("_add_row") or ""
    steps = tuple(
        TriedStep(
            step,
            tuple(
                question_of(
                    field, data, errors, context=context, outcome=outcome, longer=longer
                )
                for field in step.fields
            ),
        )
        for step in form.steps
    )
    by_id = {f.id: judged.answers[f.key] for f in form.fields if f.key in judged.sound}
    stands = is_judged and not errors
    return {
        "steps": steps,
        "errors": error_lines(errors),
        "rules": rules_of_page(form, form.fields, {}, context.on),
        "has_files": any(kind_of(field.kind).is_file for field in form.fields),
        "told": answers_in_words(form, {}, by_id, [], on=context.on)[1:]
        if stands
        else (),
    }


urlpatterns = [path("bieu-mau/<int:pk>/thu/", try_form, name="try_form")]
