"""A telephone number of Vietnam, or an international one with its country code."""

from typing import Any

import phonenumbers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line

HOME = "VN"
LONGEST = 40


class PhoneFieldBlock(FieldBlock):
    class Meta:
        icon = "mobile-alt"
        label = _("Telephone")
        description = _("A telephone number, checked against the numbering plan.")
        template = "submissions/forms/kinds/phone.html"
        preview_value = {
            "label": "Số điện thoại",
            "help": "Để cán bộ gọi khi cần hỏi thêm.",
            "required": True,
            "sensitivity": "personal",
        }


class PhoneKind(Kind):
    name = "phone"
    rule_type = "text"
    input_kind = "phone"
    block_class = PhoneFieldBlock

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        """The number in E.164, e.g. `+84905123456`."""
        if not isinstance(raw, str):
            raise wrong_type()
        number = _number_of(one_line(raw))
        if number is None or not phonenumbers.is_valid_number(number):
            message = gettext(
                "This is not a telephone number. Write it as 0905 123 456,"
                " or with + and the country code."
            )
            raise AnswerError("phone", message)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def typed(self, field: CompiledField, raw: Any) -> str:
        return self.text(field, raw)

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\+[0-9]{7,15}$"}

    def text(self, field: CompiledField, answer: Any) -> str:
        """As dialled at home: `0905 123 456`."""
        typed = super().text(field, answer)
        number = _number_of(typed) if typed.startswith("+") else None
        if number is None or not phonenumbers.is_valid_number(number):
            return typed
        is_home = phonenumbers.region_code_for_number(number) == HOME
        form = phonenumbers.PhoneNumberFormat
        style = form.NATIONAL if is_home else form.INTERNATIONAL
        return phonenumbers.format_number(number, style)


def _number_of(text: str) -> phonenumbers.PhoneNumber | None:
    if len(text) > LONGEST:
        return None
    try:
        return phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None


KIND = PhoneKind()
