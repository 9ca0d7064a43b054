"""Drafts move to a newer version of their form only as its publisher chose."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from submissions.drafts.models import Draft
from submissions.drafts.services import all_answers
from submissions.forms.compiled import CompiledForm, compiled_form
from submissions.forms.differences import Change, differences
from submissions.forms.models import DraftPolicy, FormVersion
from submissions.forms.publishing import current_version
from submissions.forms.validation import split_by_sensitivity


@dataclass(frozen=True, slots=True)
class Moved:
    """A draft went over to a newer version; `asked_again` are labels of questions whose
    answers were not taken along, `changes` what the newer version asks otherwise."""

    draft: Draft
    asked_again: tuple[str, ...]
    changes: tuple[Change, ...] = ()


def move_draft(*, draft: Draft, at: datetime) -> Moved | None:
    """Bring a draft to the version in force if that version's policy says so."""
    newest = current_version(draft.form_version.definition, at)
    if newest is None or newest.pk == draft.form_version_id:
        return None
    if newest.draft_policy == DraftPolicy.KEEP:
        return None
    return _move(draft, newest)


@transaction.atomic
def _move(draft: Draft, newest: FormVersion) -> Moved | None:
    # What another window saves meanwhile must not be written over.
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
    if draft.form_version_id == newest.pk:
        return None
    before, after = compiled_form(draft.form_version), compiled_form(newest)
    asks_changed = newest.draft_policy == DraftPolicy.MOVE_AND_ASK
    dropped = dropped_answers(before, after, changed=asks_changed)
    stored = all_answers(draft)
    kept = {key: value for key, value in stored.items() if key not in dropped}
    sound = set(draft.answers)
    draft.form_version = newest
    draft.answers, draft.sealed_answers = split_by_sensitivity(after, kept, sound)
    draft.revision += 1
    draft.save(
        update_fields=[
            "form_version",
            "answers",
            "sealed_answers",
            "revision",
            "updated_at",
        ]
    )
    again = tuple(f.label for f in after.fields if f.id in dropped and f.id in stored)
    return Moved(draft, again, differences(before, after))


def dropped_answers(
    before: CompiledForm, after: CompiledForm, *, changed: bool
) -> set[str]:
    """Ids of answers that cannot stand in the newer version, or that shall not where
    `changed` questions are asked again."""
    new = {field.id: field for field in after.fields}
    return {
        field.id
        for field in before.fields
        if field.id not in new
        or field.kind != new[field.id].kind
        or (changed and field != new[field.id])
    }
