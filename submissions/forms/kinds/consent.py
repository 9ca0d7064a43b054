"""A declaration or consent: a text that is frozen with the form, and a box to tick."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import lines, one_line

LONGEST = 4000
_TICKED, _NOT_TICKED = "true", "false"


class ConsentFieldBlock(FieldBlock):
    label = blocks.CharBlock(
        label=_("Words beside the box"),
        help_text=_("What is said by ticking it: “I agree”, “I declare that …”."),
        max_length=300,
    )
    statement = blocks.TextBlock(
        label=_("Text of the declaration"),
        help_text=_("Kept with each dossier as it was read that day."),
        required=False,
        max_length=LONGEST,
        rows=4,
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Declaration or consent")
        description = _("A text to read, and a box to tick.")
        template = "submissions/forms/kinds/consent.html"
        preview_value = {
            "label": "Tôi đồng ý",
            "statement": "Tôi đồng ý để cơ quan tiếp nhận kiểm tra thông tin cư trú của"
            " tôi trong Cơ sở dữ liệu quốc gia về dân cư.",
            "required": True,
            "sensitivity": "ordinary",
        }


class ConsentKind(Kind):
    """The answer is true; a box that is not ticked is no answer."""

    name = "consent"
    rule_type = "yes_no"
    input_kind = "consent"
    block_class = ConsentFieldBlock
    missing_message = gettext_lazy("Tick “%(label)s” if you agree; else go no further.")

    def settings(self, value: Any) -> dict[str, Any]:
        statement = lines(value.get("statement") or "")
        return {"statement": statement} if statement else {}

    def is_empty(self, raw: Any) -> bool:
        if isinstance(raw, str) and one_line(raw) == _NOT_TICKED:
            return True
        return raw is False or super().is_empty(raw)

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> bool:
        if raw is True or (isinstance(raw, str) and one_line(raw) == _TICKED):
            return True
        raise wrong_type()

    def typed(self, field: CompiledField, raw: Any) -> Any:
        return raw if isinstance(raw, bool | str) else ""

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"const": True} if field.required else {"type": "boolean"}

    def ui(self, field: CompiledField) -> dict[str, Any]:
        return {**super().ui(field), "statement": field.settings.get("statement", "")}

    def text(self, field: CompiledField, answer: Any) -> str:
        """The text that was agreed to, and that it was."""
        if answer is not True:
            return super().text(field, answer)
        statement = field.settings.get("statement", "")
        return "\n".join(part for part in (statement, gettext("Agreed")) if part)


KIND = ConsentKind()
