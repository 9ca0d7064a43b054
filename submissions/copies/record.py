"""What a dossier was when it was submitted, in canonical JSON that explains itself:
every question with its words and its answer, by id and key, and every paper's hash."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from submissions.clock.working_hours import ZONE
from submissions.dossiers.models import Dossier
from submissions.files.models import Paper
from submissions.forms.canonical import canonical_text
from submissions.forms.compiled import CompiledForm, compiled_form
from submissions.forms.display import AnswerRow, StepAnswers, answers_in_words

RECORD_SCHEMA = 1
Record = dict[str, Any]


def record_text(dossier: Dossier, papers: Iterable[Paper]) -> str:
    """The record of a dossier that is being submitted, in the language of the page."""
    return canonical_text(record_of(dossier, papers))


def record_of(dossier: Dossier, papers: Iterable[Paper]) -> Record:
    version = dossier.form_version
    if version is None:
        message = "Only what was submitted by a form has a record."
        raise ValueError(message)
    form = compiled_form(version)
    steps = answers_in_words(
        form,
        dossier.applicant,
        {**dossier.answers, **dossier.sealed_answers},
        papers,
        on=dossier.submitted_at.astimezone(ZONE).date(),
    )
    return {
        "schema_version": RECORD_SCHEMA,
        "code": dossier.code,
        "language": dossier.language,
        "submitted_at": dossier.submitted_at.astimezone(UTC).isoformat(),
        "procedure": _procedure(dossier),
        "form": {
            "slug": form.slug,
            "title": form.title,
            "number": version.number,
            "sha256": version.sha256,
        },
        "received_by": _agency(dossier.receiving_agency),
        "decided_by": _agency(dossier.competent_agency),
        "steps": [_step(step, form, dossier) for step in steps],
        "declaration": form.declaration,
    }


def _procedure(dossier: Dossier) -> Record | None:
    version = dossier.procedure_version
    if version is None:
        return None
    return {"code": version.procedure.code, "name": version.shown_name}


def _agency(agency: Any) -> Record:
    return {"identifier": agency.identifier, "name": agency.name}


def _step(step: StepAnswers, form: CompiledForm, dossier: Dossier) -> Record:
    return {
        "title": step.title,
        "answers": [_answer(row, step, form, dossier) for row in step.rows],
    }


def _answer(
    row: AnswerRow, step: StepAnswers, form: CompiledForm, dossier: Dossier
) -> Record:
    """`text` is what was read on the screen, `answer` what is stored of it."""
    field = None if step.number == 1 else form.field_by_key(row.field_key)
    if field is None:
        stored = dossier.applicant.get(row.field_key)
    else:
        answers = dossier.sealed_answers if field.is_sealed else dossier.answers
        stored = answers.get(field.id)
    return {
        "id": field.id if field else row.field_key,
        "key": row.field_key,
        "label": row.key,
        "text": row.value,
        "answer": stored,
        "papers": [
            {
                "name": paper.original_name,
                "sha256": paper.sha256,
                "size": paper.size,
                "pages": paper.pages,
            }
            for paper in row.papers
        ],
    }
