"""Text of several lines."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock, Kind, wrong_type
from submissions.forms.kinds.text import bounded
from submissions.forms.places import AnswerContext
from submissions.forms.typed import lines
from themes.inputs import Input

DEFAULT_LENGTH = 2000
LONGEST = 10_000


class LongTextFieldBlock(FieldBlock):
    max_length = blocks.IntegerBlock(
        label=_("Most characters"),
        min_value=1,
        max_value=LONGEST,
        default=DEFAULT_LENGTH,
    )

    class Meta:
        icon = "doc-full"
        label = _("Long text")
        description = _("An answer of several lines: reasons, a description.")
        template = "submissions/forms/kinds/long_text.html"
        preview_value = {
            "label": "Lý do đề nghị",
            "help": "Nói rõ việc đã xảy ra, ở đâu, khi nào.",
            "required": True,
            "sensitivity": "personal",
            "max_length": 2000,
        }


class LongTextKind(Kind):
    name = "long_text"
    rule_type = "text"
    input_kind = "long_text"
    block_class = LongTextFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        return {"max_length": value.get("max_length") or DEFAULT_LENGTH}

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        return bounded(lines(raw), self._longest(field))

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        drawn = super().input(field, raw, error, context)
        return replace(drawn, max_length=self._longest(field))

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "maxLength": self._longest(field)}

    def _longest(self, field: CompiledField) -> int:
        return int(field.settings.get("max_length", DEFAULT_LENGTH))


KIND = LongTextKind()
