"""Several answers of those that are offered."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.kinds.choice import OptionBlock, labels_of, options_of
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line
from themes.inputs import Input, Option


class CheckboxesFieldBlock(FieldBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=1)
    min_chosen = blocks.IntegerBlock(
        label=_("Fewest answers"), required=False, min_value=1
    )
    max_chosen = blocks.IntegerBlock(
        label=_("Most answers"), required=False, min_value=1
    )

    class Meta:
        icon = "tasks"
        label = _("Several answers")
        description = _("Boxes to tick, as many as are true.")
        template = "submissions/forms/kinds/checkboxes.html"
        preview_value = {
            "label": "Giấy tờ bạn cần thêm",
            "help": "Chọn tất cả những gì cần.",
            "required": False,
            "sensitivity": "ordinary",
            "options": [
                {"label": "Bản sao trích lục khai sinh", "value": "extract"},
                {"label": "Thẻ bảo hiểm y tế của trẻ", "value": "insurance"},
            ],
        }


class CheckboxesKind(Kind):
    """An answer is a list of what was ticked, in the order in which it is offered."""

    name = "checkboxes"
    rule_type = "texts"
    input_kind = "choices"
    block_class = CheckboxesFieldBlock
    missing_message = gettext_lazy("Tick at least one answer to “%(label)s”.")

    def settings(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {"options": options_of(value.get("options") or [])}
        bounds = {name: value.get(name) for name in ("min_chosen", "max_chosen")}
        return {**found, **{name: each for name, each in bounds.items() if each}}

    def rule_options(self, field: CompiledField) -> dict[str, str]:
        return labels_of(field)

    def posted(self, field: CompiledField, data: Mapping[str, Any]) -> Any:
        if isinstance(data, MultiValueDict):
            return data.getlist(field.key)
        return data.get(field.key) or []

    def is_empty(self, raw: Any) -> bool:
        if isinstance(raw, list):
            return all(super(CheckboxesKind, self).is_empty(each) for each in raw)
        return super().is_empty(raw)

    def clean(
        self, field: CompiledField, raw: Any, context: AnswerContext
    ) -> list[str]:
        ticked = [raw] if isinstance(raw, str) else raw
        if not isinstance(ticked, list):
            raise wrong_type()
        if not all(isinstance(each, str) for each in ticked):
            raise wrong_type()
        chosen = {one_line(each) for each in ticked} - {""}
        offered = labels_of(field)
        if not chosen <= offered.keys():
            message = gettext("Choose among the answers that are offered.")
            raise AnswerError("choice", message)
        self._require_count(field, len(chosen))
        return [value for value in offered if value in chosen]

    def _require_count(self, field: CompiledField, count: int) -> None:
        fewest, most = (field.settings.get(f"{b}_chosen") for b in ("min", "max"))
        if fewest is not None and count < fewest:
            message = gettext("Tick at least %(fewest)d.") % {"fewest": fewest}
            raise AnswerError("too_few", message)
        if most is not None and count > most:
            message = gettext("Tick at most %(most)d.") % {"most": most}
            raise AnswerError("too_many", message)

    def typed(self, field: CompiledField, raw: Any) -> tuple[str, ...]:
        ticked = raw if isinstance(raw, list) else [raw]
        return tuple(each for each in ticked if isinstance(each, str))

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        return _with_options(super().input(field, raw, error, context), field)

    def preview_input(self, field: CompiledField) -> Input:
        return _with_options(super().preview_input(field), field)

    def schema(self, field: CompiledField) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "array",
            "items": {"type": "string", "enum": list(labels_of(field))},
            "uniqueItems": True,
        }
        for setting, word in (("min_chosen", "minItems"), ("max_chosen", "maxItems")):
            if field.settings.get(setting) is not None:
                schema[word] = field.settings[setting]
        return schema

    def ui(self, field: CompiledField) -> dict[str, Any]:
        return {**super().ui(field), "options": field.settings.get("options", [])}

    def text(self, field: CompiledField, answer: Any) -> str:
        labels = labels_of(field)
        return "; ".join(labels.get(each, each) for each in self.typed(field, answer))


def _with_options(drawn: Input, field: CompiledField) -> Input:
    options = tuple(
        Option(value, label, selected=value in drawn.value)
        for value, label in labels_of(field).items()
    )
    return replace(drawn, options=options)


KIND = CheckboxesKind()
