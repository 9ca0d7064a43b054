"""The number of a person: 12 digits on the identity card, 9 on the old one."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.sensitivity import Sensitivity
from submissions.forms.typed import one_line

# Law on Identity 26/2023/QH15, article 12: the personal identification number is a
# sequence of 12 digits. Old identity cards carry 9 and may stand in old papers.
LENGTH, OLD_LENGTH = 12, 9
_SEPARATORS = re.compile(r"[\s.\-]")


class PersonIdFieldBlock(FieldBlock):
    allow_old = blocks.BooleanBlock(
        label=_("The 9 digits of an old card will do"), required=False, default=True
    )

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
            "allow_old": False,
        }


def require_sound_number(digits: str, today: date) -> None:
    """Refuse twelve digits that nobody can have: digits 1-3 name a province or country
    from 001 on; digit 4 the century and sex, 0 and 1 for those born from 1900; digits 5
    and 6 the year of birth in it."""
    born = 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6])
    if digits[:3] == "000" or born > today.year:
        message = gettext(
            "Nobody has this personal number. Compare it with the card, digit by digit."
        )
        raise AnswerError("number", message)


class PersonIdKind(Kind):
    name = "person_id"
    rule_type = "text"
    input_kind = "person_id"
    block_class = PersonIdFieldBlock
    least_sensitivity = Sensitivity.SENSITIVE

    def settings(self, value: Any) -> dict[str, Any]:
        return {} if value.get("allow_old", True) else {"allow_old": False}

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        digits = _SEPARATORS.sub("", one_line(raw))
        if not digits.isascii() or not digits.isdigit():
            message = gettext("A personal number has digits only: 12 of them.")
            raise AnswerError("digits", message)
        if len(digits) == OLD_LENGTH and _takes_old(field):
            return digits
        if len(digits) != LENGTH:
            raise AnswerError("length", _length_message(field, len(digits)))
        require_sound_number(digits, context.on)
        return digits

    def schema(self, field: CompiledField) -> dict[str, Any]:
        lengths = "[0-9]{12}|[0-9]{9}" if _takes_old(field) else "[0-9]{12}"
        return {"type": "string", "pattern": f"^({lengths})$"}


def _takes_old(field: CompiledField) -> bool:
    return bool(field.settings.get("allow_old", True))


def _length_message(field: CompiledField, count: int) -> str:
    if _takes_old(field):
        message = gettext(
            "A personal number has 12 digits (9 on an old card);"
            " you have typed %(count)d."
        )
    else:
        message = gettext("A personal number has 12 digits; you have typed %(count)d.")
    return message % {"count": count}


KIND = PersonIdKind()
