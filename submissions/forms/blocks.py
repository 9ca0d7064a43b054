"""Blocks of a form: steps that hold fields, one block a kind of field."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.kinds.base import RuleBlock
from submissions.forms.kinds.registry import all_kinds


class FieldsBlock(blocks.StreamBlock):
    """The fields of a step, of every kind that is installed."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        found = [(name, kind.block()) for name, kind in all_kinds().items()]
        super().__init__([*found, *(local_blocks or [])], **kwargs)

    class Meta:
        icon = "form"
        label = _("Fields")
        description = _("The questions of one step.")
        preview_value = [
            {"type": "text", "value": {"label": "Họ, chữ đệm, tên", "max_length": 100}}
        ]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Topic"), max_length=120)
    intro = blocks.TextBlock(
        label=_("Introduction"), required=False, max_length=1000, rows=2
    )
    show_when = RuleBlock(
        label=_("Ask this step only when"),
        help_text=_("For example: [Work to be done] = “New building”."),
    )
    fields = FieldsBlock(label=_("Fields"))

    class Meta:
        form_layout = blocks.BlockGroup(
            ["title", "intro", "fields"], settings=["show_when"]
        )
        icon = "list-ol"
        label = _("Step")
        description = _("One page of the form with one topic.")
        template = "submissions/forms/step_preview.html"
        preview_value = {
            "title": "Người được khai sinh",
            "intro": "Thông tin của cháu bé, theo giấy chứng sinh.",
            "fields": [],
        }


class FormStepsBlock(blocks.StreamBlock):
    step = StepBlock()

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("The pages of a form, after the applicant's own.")
        preview_value = [
            {"type": "step", "value": {"title": "Người được khai sinh", "fields": []}}
        ]
