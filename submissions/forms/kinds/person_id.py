"""The number of a person: 12 digits on the identity card, 9 on the old one."""

import re
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.sensitivity import Sensitivity
from submissions.forms.typed import one_line

# Law on Identity 26/2023/QH15, article 12: the personal identification number is a
# sequence of 12 digits. Old identity cards carry 9 and may stand in old papers.
LENGTHS = (12, 9)
_SEPARATORS = re.compile(r"[\s.\-]")


class PersonIdFieldBlock(FieldBlock):
    class Meta:
        icon = "user"
        label = _("Personal number")
        description = _("The number on the identity card; always kept encrypted.")
        template = "submissions/forms/kinds/person_id.html"
        preview_value = {
            "label": "Số định danh cá nhân",
            "help": "12 chữ số trên thẻ căn cước.",
            "required": True,
            "sensitivity": "sensitive",
        }


class PersonIdKind(Kind):
    name = "person_id"
    rule_type = "text"
    input_kind = "person_id"
    block_class = PersonIdFieldBlock
    least_sensitivity = Sensitivity.SENSITIVE

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        digits = _SEPARATORS.sub("", one_line(raw))
        if not digits.isascii() or not digits.isdigit():
            message = gettext("A personal number has digits only: 12 of them.")
            raise AnswerError("digits", message)
        if len(digits) not in LENGTHS:
            message = gettext(
                "A personal number has 12 digits (9 on an old card);"
                " you have typed %(count)d."
            ) % {"count": len(digits)}
            raise AnswerError("length", message)
        return digits

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([0-9]{12}|[0-9]{9})$"}


KIND = PersonIdKind()
