"""Yes or no."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext

_MEANT = {"true": True, "false": False}


class YesNoFieldBlock(FieldBlock):
    class Meta:
        icon = "tick"
        label = _("Yes or no")
        description = _("A question answered by yes or no.")
        template = "submissions/forms/kinds/yes_no.html"
        preview_value = {
            "label": "Bạn đã có thẻ căn cước",
            "help": "",
            "required": True,
            "sensitivity": "ordinary",
        }


class YesNoKind(Kind):
    name = "yes_no"
    rule_type = "yes_no"
    input_kind = "yes_no"
    block_class = YesNoFieldBlock
    missing_message = gettext_lazy("Answer “%(label)s” with yes or no.")

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.strip() in _MEANT:
            return _MEANT[raw.strip()]
        raise wrong_type()

    def typed(self, field: CompiledField, raw: Any) -> Any:
        return raw if isinstance(raw, bool | str) else ""

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "boolean"}

    def text(self, field: CompiledField, answer: Any) -> str:
        if isinstance(answer, bool):
            return gettext("Yes") if answer else gettext("No")
        return super().text(field, answer)


KIND = YesNoKind()
