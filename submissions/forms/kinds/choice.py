"""One answer of several."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.keys import unique_key
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line
from themes.inputs import Input, Option
from themes.inputs import Kind as InputKind

# More than this many are a list to open, not buttons to read through.
MOST_BUTTONS = 7


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Answer"), max_length=200)
    value = blocks.CharBlock(
        label=_("Key"),
        help_text=_("Made from the answer when left empty."),
        required=False,
        max_length=60,
    )

    class Meta:
        icon = "radio-full"
        label = _("Answer")
        description = _("One answer that can be chosen.")
        preview_value = {"label": "Nam", "value": "male"}


class ChoiceFieldBlock(FieldBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2)

    class Meta:
        icon = "list-ul"
        label = _("Choice")
        description = _("One answer of several; a list when there are many.")
        template = "submissions/forms/kinds/choice.html"
        preview_value = {
            "label": "Giới tính",
            "help": "",
            "required": True,
            "sensitivity": "personal",
            "options": [
                {"label": "Nữ", "value": "female"},
                {"label": "Nam", "value": "male"},
            ],
        }


def options_of(values: Iterable[Any]) -> list[dict[str, str]]:
    """The answers that editors wrote, each with its key, as frozen."""
    taken: set[str] = set()
    found: list[dict[str, str]] = []
    for each in values:
        value = unique_key(each.get("value") or each.get("label") or "", taken)
        taken.add(value)
        found.append({"value": value, "label": each.get("label") or ""})
    return found


def labels_of(field: CompiledField) -> dict[str, str]:
    """The words of each answer that is offered, by value, in order."""
    options = field.settings.get("options", [])
    return {option["value"]: option["label"] for option in options}


class ChoiceKind(Kind):
    name = "choice"
    rule_type = "text"
    input_kind = "choice"
    block_class = ChoiceFieldBlock
    missing_message = gettext_lazy("Choose an answer to “%(label)s”.")

    def settings(self, value: Any) -> dict[str, Any]:
        return {"options": options_of(value.get("options") or [])}

    def rule_options(self, field: CompiledField) -> dict[str, str]:
        return labels_of(field)

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        answer = one_line(raw)
        if answer not in labels_of(field):
            message = gettext("Choose one of the answers that are offered.")
            raise AnswerError("choice", message)
        return answer

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        return self._with_options(super().input(field, raw, error, context), field, raw)

    def preview_input(self, field: CompiledField) -> Input:
        return self._with_options(super().preview_input(field), field, None)

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "enum": list(labels_of(field))}

    def ui(self, field: CompiledField) -> dict[str, Any]:
        return {**super().ui(field), "options": field.settings.get("options", [])}

    def text(self, field: CompiledField, answer: Any) -> str:
        typed = super().text(field, answer)
        return labels_of(field).get(typed, typed)

    def _with_options(self, drawn: Input, field: CompiledField, raw: Any) -> Input:
        options = tuple(
            Option(value, label, selected=value == raw)
            for value, label in labels_of(field).items()
        )
        kind: InputKind = "choice" if len(options) <= MOST_BUTTONS else "select"
        return replace(drawn, options=options, kind=kind)


KIND = ChoiceKind()
