"""An amount of money in dong, whole as dong are: 1.500.000 đồng."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock
from submissions.forms.kinds.number import LARGEST, Number, NumberKind, grouped
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line

CURRENCY = "đồng"
# Money is often copied with its currency, or with the commas of a spreadsheet; since
# dong have no decimals, neither can be misread.
_CURRENCY = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?\Z", re.IGNORECASE)
_COMMAS = re.compile(r"^-?[0-9]{1,3}(?:,[0-9]{3})+\Z")


class MoneyFieldBlock(FieldBlock):
    min = blocks.IntegerBlock(
        label=_("Least"), required=False, min_value=0, max_value=LARGEST
    )
    max = blocks.IntegerBlock(
        label=_("Most"), required=False, min_value=0, max_value=LARGEST
    )

    class Meta:
        icon = "order"
        label = _("Money")
        description = _("An amount in dong, typed with or without points.")
        template = "submissions/forms/kinds/money.html"
        preview_value = {
            "label": "Thu nhập bình quân một tháng",
            "help": "Cộng thu nhập của cả nhà.",
            "required": True,
            "sensitivity": "personal",
        }


class MoneyKind(NumberKind):
    name = "money"
    input_kind = "money"
    block_class = MoneyFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        bounds = {name: value.get(name) for name in ("min", "max")}
        return {name: int(each) for name, each in bounds.items() if each is not None}

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Number:
        return super().clean(field, _amount(raw), context)

    def bounds(self, field: CompiledField) -> tuple[Number | None, Number | None]:
        """Nobody owes or earns less than nothing on a form."""
        least, most = super().bounds(field)
        return least or 0, most

    def typed(self, field: CompiledField, raw: Any) -> str:
        if _is_amount(raw):
            return grouped(raw)
        return super().typed(field, raw)

    def text(self, field: CompiledField, answer: Any) -> str:
        if _is_amount(answer):
            return f"{grouped(answer)} {CURRENCY}"
        return super().text(field, answer)


def _amount(raw: Any) -> Any:
    """What was typed, its currency and a spreadsheet's commas taken off."""
    if not isinstance(raw, str):
        return raw
    text = _CURRENCY.sub("", one_line(raw))
    return text.replace(",", "") if _COMMAS.match(text) else text


def _is_amount(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)


KIND = MoneyKind()
