"""What the next publication changes, beside the choice what becomes of open drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from submissions.drafts.models import Draft
from submissions.drafts.moving import dropped_answers
from submissions.forms.compiled import CompiledForm, compiled_form
from submissions.forms.differences import Change, differences
from submissions.forms.models import FormDefinition, FormVersion
from submissions.forms.publishing import current_version, preview_form


@dataclass(frozen=True, slots=True)
class NextPublication:
    """The saved draft of a form beside the version in force.

    `drafts` counts open drafts of citizens; `losing` those of them in which something
    was answered that the next version does not ask or asks as another kind; `asked`
    those that would be asked something again where changed fields are.
    """

    version: FormVersion
    changes: tuple[Change, ...]
    drafts: int
    losing: int
    asked: int


def next_publication(
    definition: FormDefinition, at: datetime
) -> NextPublication | None:
    """What would change now; None before the first publication."""
    version = current_version(definition, at)
    if version is None:
        return None
    before, after = compiled_form(version), preview_form(_latest(definition))
    drafts, losing, asked = _touched(definition, after, at)
    return NextPublication(version, differences(before, after), drafts, losing, asked)


def _latest(definition: FormDefinition) -> FormDefinition:
    """What was saved last, not what is being typed."""
    latest: FormDefinition = definition.get_latest_revision_as_object()
    return latest


def _touched(
    definition: FormDefinition, after: CompiledForm, at: datetime
) -> tuple[int, int, int]:
    drafts = Draft.objects.open(at).filter(form_version__definition=definition)
    counts = [0, 0, 0]
    rows = drafts.select_related("form_version").only(
        "answers", "sealed_answers", "form_version"
    )
    for draft in rows.iterator(chunk_size=500):
        before = compiled_form(draft.form_version)
        answered = draft.answers.keys() | draft.sealed_answers.keys()
        counts[0] += 1
        counts[1] += bool(answered & dropped_answers(before, after, changed=False))
        counts[2] += bool(answered & dropped_answers(before, after, changed=True))
    return counts[0], counts[1], counts[2]


class NextPublicationPanel(Panel):
    """Stands above the choice what becomes of open drafts."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "submissions/forms/admin/next_publication.html"

        @cached_property
        def publication(self) -> NextPublication | None:
            if self.instance.pk is None:
                return None
            saved = FormDefinition.objects.get(pk=self.instance.pk)
            return next_publication(saved, timezone.now())

        def is_shown(self) -> bool:
            return bool(super().is_shown()) and self.publication is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "publication": self.publication}
