"""A draft in which a virus was found is not taken as a dossier."""

from collections.abc import Iterable

from django.utils.translation import gettext

from submissions.files.models import Paper, ScanState
from submissions.forms.compiled import CompiledForm
from submissions.forms.validation import Errors, FieldError


def infected_papers(form: CompiledForm, papers: Iterable[Paper]) -> Errors:
    """An error at the question of every paper that carries a virus."""
    found = (paper for paper in papers if paper.scan_state == ScanState.INFECTED)
    return Errors(tuple(_error(form, paper) for paper in found))


def _error(form: CompiledForm, paper: Paper) -> FieldError:
    message = gettext(
        "A virus was found in “%(name)s”. Remove it, check your device, and attach a"
        " clean file."
    )
    field = form.field_by_id(paper.field_id)
    key, label = (field.key, field.label) if field else ("", "")
    said = message % {"name": paper.original_name}
    return FieldError(paper.field_id, key, label, "infected", said)
