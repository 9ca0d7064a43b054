"""A value that follows from other answers by a formula; nobody types it."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock, Kind, RuleBlock, wrong_type
from submissions.forms.kinds.date import KIND as DATE
from submissions.forms.kinds.number import MOST_DECIMALS
from submissions.forms.kinds.number import in_words as number_in_words
from submissions.forms.places import AnswerContext
from submissions.forms.rules.expressions import Expression
from submissions.forms.rules.expressions import Type as RuleType
from submissions.forms.rules.names import Names
from submissions.forms.rules.parsing import formula

GIVES = (
    ("number", _("a number")),
    ("date", _("a date")),
    ("yes_no", _("yes or no")),
)
# What an asked question has and a computed one has not.
_NOT_OURS = ("required", "require_when")


class ComputedFieldBlock(FieldBlock):
    formula = RuleBlock(
        label=_("Formula"),
        help_text=_("For example: [Number of copies] × 8.000"),
        is_required=True,
    )
    gives = blocks.ChoiceBlock(label=_("Gives"), choices=GIVES, default="number")
    decimals = blocks.IntegerBlock(
        label=_("Decimal places"),
        min_value=0,
        max_value=MOST_DECIMALS,
        default=0,
        required=False,
    )
    suffix = blocks.CharBlock(
        label=_("Unit of measure"), required=False, max_length=20, help_text="m², đồng"
    )

    class Meta:
        icon = "cogs"
        label = _("Computed value")
        description = _("A value that follows from other answers.")
        template = "submissions/forms/kinds/computed.html"
        preview_value = {
            "label": "Lệ phí phải nộp",
            "help": "",
            "sensitivity": "ordinary",
            "formula": "8.000",
            "gives": "number",
            "suffix": "đồng",
        }


class ComputedKind(Kind):
    name = "computed"
    input_kind = "computed"
    block_class = ComputedFieldBlock
    missing_message = gettext_lazy("“%(label)s” follows from other answers.")

    def block(self, *, without: Collection[str] = ()) -> FieldBlock:
        return super().block(without=(*_NOT_OURS, *without))

    def settings(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {"gives": value.get("gives") or "number"}
        if found["gives"] == "number":
            found["decimals"] = value.get("decimals") or 0
        if value.get("suffix"):
            found["suffix"] = value["suffix"]
        return found

    def rule_type_of(self, field: CompiledField) -> RuleType:
        gives: RuleType = field.settings["gives"]
        return gives

    def formulas(
        self, field: CompiledField, value: Any, names: Names
    ) -> dict[str, Expression]:
        text = (value.get("formula") or "").strip()
        decimals = int(field.settings.get("decimals", 0))
        gives = self.rule_type_of(field)
        return {"formula": formula(text, names, gives=gives, decimals=decimals)}

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Any:
        """Never asked of a form's answers: the formula alone gives the value."""
        raise wrong_type()

    def typed(self, field: CompiledField, raw: Any) -> str:
        return self.text(field, raw)

    def schema(self, field: CompiledField) -> dict[str, Any]:
        gives = field.settings.get("gives")
        if gives == "date":
            return {"type": "string", "format": "date"}
        return {"type": "boolean" if gives == "yes_no" else "number"}

    def text(self, field: CompiledField, answer: Any) -> str:
        if isinstance(answer, bool):
            return gettext("Yes") if answer else gettext("No")
        if isinstance(answer, int | float):
            return number_in_words(answer, field.settings.get("suffix", ""))
        return DATE.text(field, answer)


KIND = ComputedKind()
