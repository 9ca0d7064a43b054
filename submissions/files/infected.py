"""A draft in which a virus was found is not taken as a dossier."""

from django.utils.translation import gettext

from submissions.drafts.models import Draft
from submissions.files.models import Paper, ScanState
from submissions.forms.compiled import CompiledForm
from submissions.forms.validation import Errors, FieldError


def infected_papers(form: CompiledForm, draft: Draft) -> Errors:
    """An error at the question of every paper of the draft that carries a virus."""
    found = Paper.objects.filter(draft=draft, scan_state=ScanState.INFECTED)
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
