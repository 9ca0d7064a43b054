"""A number, written as in Vietnam: 1.234.567,5."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line
from themes.inputs import Kind as InputKind

# Fifteen digits are what JSON's numbers carry exactly everywhere.
LARGEST = 10**15
MOST_DECIMALS = 4
# Four digits without a unit may be a year or a number of a register: never 2.021.
_FIRST_GROUPED = 10_000
_GROUPED = re.compile(r"^-?[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?\Z")
_PLAIN = re.compile(r"^-?[0-9]+(?:[.,][0-9]+)?\Z")

Number = int | float


class NumberFieldBlock(FieldBlock):
    min = blocks.DecimalBlock(label=_("Least"), required=False)
    max = blocks.DecimalBlock(label=_("Most"), required=False)
    decimals = blocks.IntegerBlock(
        label=_("Decimal places"), min_value=0, max_value=MOST_DECIMALS, default=0
    )
    suffix = blocks.CharBlock(
        label=_("Unit of measure"), required=False, max_length=20, help_text="m², đồng"
    )

    class Meta:
        icon = "order"
        label = _("Number")
        description = _("An amount, a count or a measure, with its bounds.")
        template = "submissions/forms/kinds/number.html"
        preview_value = {
            "label": "Diện tích xây dựng",
            "help": "",
            "required": True,
            "sensitivity": "ordinary",
            "min": Decimal(0),
            "max": Decimal(100000),
            "decimals": 2,
            "suffix": "m²",
        }


def as_number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def decimal_of(raw: Any) -> Decimal:
    """The number meant by a JSON number or by what was typed; raises AnswerError."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise wrong_type()
    too_large = AnswerError("too_large", gettext("This number is too large."))
    if isinstance(raw, int) and abs(raw) > LARGEST:
        raise too_large
    try:
        value = Decimal(_plain(one_line(raw)) if isinstance(raw, str) else repr(raw))
    except InvalidOperation as error:
        message = gettext("Write a number in digits, for example 1.250 or 12,5.")
        raise AnswerError("number", message) from error
    if not value.is_finite() or abs(value) > LARGEST:
        raise too_large
    return value


def _plain(text: str) -> str:
    if _GROUPED.match(text):
        return text.replace(".", "").replace(" ", "").replace(",", ".")
    if _PLAIN.match(text):
        return text.replace(",", ".")
    raise InvalidOperation


def grouped(value: Number) -> str:
    """As written in Vietnam."""
    text = f"{Decimal(repr(value)):,f}"
    return text.translate(str.maketrans(",.", ".,"))


def in_words(value: Number, unit: str) -> str:
    """With its unit of measure; of few digits and no unit, perhaps a year, as it is."""
    if not unit and isinstance(value, int) and abs(value) < _FIRST_GROUPED:
        return str(value)
    return f"{grouped(value)} {unit}".strip()


class NumberKind(Kind):
    name = "number"
    rule_type = "number"
    input_kind: ClassVar[InputKind] = "number"
    block_class = NumberFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {"decimals": value.get("decimals") or 0}
        for bound in ("min", "max"):
            if value.get(bound) is not None:
                found[bound] = as_number(Decimal(str(value[bound])))
        if value.get("suffix"):
            found["suffix"] = value["suffix"]
        return found

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Number:
        value = decimal_of(raw)
        decimals = int(field.settings.get("decimals", 0))
        if value != round(value, decimals):
            raise AnswerError("decimals", self._decimals_message(decimals))
        least, most = self.bounds(field)
        if least is not None and value < Decimal(repr(least)):
            message = gettext("At least %(least)s.") % {"least": grouped(least)}
            raise AnswerError("too_small", message)
        if most is not None and value > Decimal(repr(most)):
            message = gettext("At most %(most)s.") % {"most": grouped(most)}
            raise AnswerError("too_large", message)
        return as_number(value)

    def bounds(self, field: CompiledField) -> tuple[Number | None, Number | None]:
        """The least and the most that stands, None where there is no such bound."""
        return field.settings.get("min"), field.settings.get("max")

    def _decimals_message(self, decimals: int) -> str:
        if not decimals:
            return gettext("Write a whole number, without decimals.")
        return gettext("At most %(count)d decimals.") % {"count": decimals}

    def typed(self, field: CompiledField, raw: Any) -> str:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return repr(raw).replace(".", ",")
        return raw if isinstance(raw, str) else ""

    def schema(self, field: CompiledField) -> dict[str, Any]:
        decimals = int(field.settings.get("decimals", 0))
        schema: dict[str, Any] = {"type": "number" if decimals else "integer"}
        least, most = self.bounds(field)
        for bound, word in ((least, "minimum"), (most, "maximum")):
            if bound is not None:
                schema[word] = bound
        return schema

    def text(self, field: CompiledField, answer: Any) -> str:
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return super().text(field, answer)
        return in_words(answer, field.settings.get("suffix", ""))


KIND = NumberKind()
