"""A tax code: of an enterprise, of its branch, or the personal number of a person."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.kinds.person_id import require_sound_number
from submissions.forms.places import AnswerContext
from submissions.forms.sensitivity import Sensitivity
from submissions.forms.typed import one_line

_SEPARATORS = re.compile(r"[\s.\-]")
_OF_UNIT = 10
# Three digits more count the branches of an enterprise, from 001 on.
_OF_BRANCH = 13
# Since 1 July 2025 the personal number is the tax code of a person, of a household and
# of a household business (Circular 86/2024/TT-BTC).
_OF_PERSON = 12
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class TaxCodeFieldBlock(FieldBlock):
    units_only = blocks.BooleanBlock(
        label=_("Of enterprises and organisations only"),
        help_text=_("Else a person may give their personal number, kept encrypted."),
        required=False,
        default=False,
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Tax code")
        description = _("10 digits, 13 of a branch, or 12 of a person; checked.")
        template = "submissions/forms/kinds/tax_code.html"
        preview_value = {
            "label": "Mã số thuế",
            "help": "10 chữ số; chi nhánh thêm 3 chữ số.",
            "required": True,
            "sensitivity": "ordinary",
            "units_only": True,
        }


class TaxCodeKind(Kind):
    """An answer is ten digits, ten and three with a hyphen, or twelve."""

    name = "tax_code"
    rule_type = "text"
    input_kind = "tax_code"
    block_class = TaxCodeFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        return {"units_only": True} if value.get("units_only") else {}

    def compile(
        self, field_id: str, value: Mapping[str, Any], *, key: str
    ) -> CompiledField:
        field = super().compile(field_id, value, key=key)
        if _is_for_units_only(field):
            return field
        # It may be a personal number, which is always kept as one.
        return replace(field, sensitivity=str(Sensitivity.SENSITIVE))

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        digits = _SEPARATORS.sub("", one_line(raw))
        if not digits.isascii() or not digits.isdigit():
            message = gettext("A tax code has digits only: 10, or 13 of a branch.")
            raise AnswerError("digits", message)
        if len(digits) == _OF_PERSON and not _is_for_units_only(field):
            require_sound_number(digits, context.on)
            return digits
        if len(digits) not in (_OF_UNIT, _OF_BRANCH):
            raise AnswerError("length", _length_message(field, len(digits)))
        unit, branch = digits[:_OF_UNIT], digits[_OF_UNIT:]
        if _check_digit(unit) != int(unit[-1]) or branch == "000":
            message = gettext(
                "There is no such tax code. Compare it with the certificate, digit by"
                " digit."
            )
            raise AnswerError("check_digit", message)
        return f"{unit}-{branch}" if branch else unit

    def schema(self, field: CompiledField) -> dict[str, Any]:
        units = "[0-9]{10}(-[0-9]{3})?"
        if _is_for_units_only(field):
            return {"type": "string", "pattern": f"^{units}$"}
        return {"type": "string", "pattern": f"^({units}|[0-9]{{12}})$"}


def _is_for_units_only(field: CompiledField) -> bool:
    return bool(field.settings.get("units_only"))


def _length_message(field: CompiledField, count: int) -> str:
    if _is_for_units_only(field):
        message = gettext(
            "A tax code has 10 digits, 13 of a branch; you have typed %(count)d."
        )
    else:
        message = gettext(
            "A tax code has 10 digits, 13 of a branch, 12 of a person; you have typed"
            " %(count)d."
        )
    return message % {"count": count}


def _check_digit(code: str) -> int:
    """What the tenth digit must be; 10 where no code has these nine."""
    digits = (int(each) for each in code[: len(_WEIGHTS)])
    return 10 - sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11


KIND = TaxCodeKind()
