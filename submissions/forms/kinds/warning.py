"""A warning that must be read before going on."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock
from submissions.forms.kinds.shown import ShownKind
from submissions.forms.typed import one_line


class WarningFieldBlock(FieldBlock):
    label = blocks.CharBlock(label=_("What it is about"), max_length=120)
    statement = blocks.TextBlock(
        label=_("Text"), required=False, max_length=1000, rows=2
    )

    class Meta:
        icon = "warning"
        label = _("Warning")
        description = _("Something to know before answering; asks nothing.")
        template = "submissions/forms/kinds/warning.html"
        preview_value = {
            "label": "Nộp trong 60 ngày",
            "statement": "Quá 60 ngày kể từ ngày sinh, hồ sơ phải nộp lệ phí.",
        }


class WarningKind(ShownKind):
    """One paragraph: what is longer is a passage of text."""

    name = "warning"
    block_class = WarningFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        statement = one_line(value.get("statement") or "")
        return {"statement": statement} if statement else {}

    def ui(self, field: CompiledField) -> dict[str, Any]:
        return {**super().ui(field), "statement": field.settings.get("statement", "")}


KIND = WarningKind()
