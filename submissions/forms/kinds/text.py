"""Text of one line."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line

DEFAULT_LENGTH = 200
LONGEST = 500


def bounded(text: str, longest: int) -> str:
    """The text, unless it is longer than `longest` characters."""
    if len(text) > longest:
        message = gettext(
            "At most %(longest)d characters; there are %(count)d. Shorten it."
        ) % {"longest": longest, "count": len(text)}
        raise AnswerError("too_long", message)
    return text


class TextFieldBlock(FieldBlock):
    max_length = blocks.IntegerBlock(
        label=_("Most characters"),
        min_value=1,
        max_value=LONGEST,
        default=DEFAULT_LENGTH,
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("An answer of one line: a name, a place, a number on a paper.")
        template = "submissions/forms/kinds/text.html"
        preview_value = {
            "label": "Họ, chữ đệm, tên",
            "help": "Viết đủ dấu như trên giấy tờ.",
            "required": True,
            "sensitivity": "personal",
            "max_length": 100,
        }


class TextKind(Kind):
    name = "text"
    rule_type = "text"
    block_class = TextFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        return {"max_length": value.get("max_length") or DEFAULT_LENGTH}

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        return bounded(one_line(raw), self._longest(field))

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "maxLength": self._longest(field)}

    def _longest(self, field: CompiledField) -> int:
        return int(field.settings.get("max_length", DEFAULT_LENGTH))


KIND = TextKind()
