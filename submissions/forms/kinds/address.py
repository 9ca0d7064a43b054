"""An address: a commune of the unit tree in force, and what lies within it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.kinds.text import bounded
from submissions.forms.places import AnswerContext, Places
from submissions.forms.typed import one_line
from themes.inputs import AddressValue, Input, Option

# People are born and live in other provinces and countries too.
ELSEWHERE = "elsewhere"
LONGEST_LINE = 200
_PARTS = frozenset({"unit", "line", "text"})


class AddressFieldBlock(FieldBlock):
    class Meta:
        icon = "home"
        label = _("Address")
        description = _("A commune, ward or township of the province, and the street.")
        template = "submissions/forms/kinds/address.html"
        preview_value = {
            "label": "Nơi cư trú",
            "help": "Theo đăng ký thường trú.",
            "required": True,
            "sensitivity": "personal",
        }


class AddressKind(Kind):
    """An answer is {"unit": code, "line": str, "text": str}; `text` is the address in
    words as it was that day, since a unit's code means something only with a date."""

    name = "address"
    input_kind = "address"
    block_class = AddressFieldBlock

    def posted(self, field: CompiledField, data: Mapping[str, Any]) -> Any:
        return {
            part: data.get(f"{field.key}.{part}") or "" for part in ("unit", "line")
        }

    def is_empty(self, raw: Any) -> bool:
        if isinstance(raw, Mapping):
            is_known = set(raw) <= _PARTS
            is_blank = not raw.get("unit") and super().is_empty(raw.get("line"))
            return is_known and is_blank
        return super().is_empty(raw)

    def clean(
        self, field: CompiledField, raw: Any, context: AnswerContext
    ) -> dict[str, str]:
        unit, line = self._parts(raw)
        if not unit:
            message = gettext("Choose the commune, ward or township, too.")
            raise AnswerError("unit_missing", message)
        if unit == ELSEWHERE:
            if not line:
                message = gettext("Write the whole address, up to the province.")
                raise AnswerError("line_missing", message)
            return {"unit": unit, "line": line, "text": line}
        place = context.places.by_code.get(unit)
        if place is None:
            message = gettext("Choose one of the communes, wards or townships offered.")
            raise AnswerError("unit", message)
        text = f"{line}, {place.full_name}" if line else place.full_name
        return {"unit": unit, "line": line, "text": text}

    def _parts(self, raw: Any) -> tuple[str, str]:
        if not isinstance(raw, Mapping) or not set(raw) <= _PARTS:
            raise wrong_type()
        unit, line = raw.get("unit") or "", raw.get("line") or ""
        if not isinstance(unit, str) or not isinstance(line, str):
            raise wrong_type()
        return one_line(unit), bounded(one_line(line), LONGEST_LINE)

    def typed(self, field: CompiledField, raw: Any) -> AddressValue:
        if not isinstance(raw, Mapping):
            return AddressValue(line=raw if isinstance(raw, str) else "")
        unit, line = (str(raw.get(part) or "") for part in ("unit", "line"))
        return AddressValue(unit, line)

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        drawn = super().input(field, raw, error, context)
        return replace(drawn, options=_options(context.places))

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "unit": {"type": "string", "pattern": "^([0-9]{5}|elsewhere)$"},
                "line": {"type": "string", "maxLength": LONGEST_LINE},
                "text": {"type": "string", "readOnly": True},
            },
            "required": ["unit"],
            "additionalProperties": False,
        }

    def text(self, field: CompiledField, answer: Any) -> str:
        if isinstance(answer, Mapping):
            return str(answer.get("text") or answer.get("line") or "")
        return super().text(field, answer)


def _options(places: Places) -> tuple[Option, ...]:
    inside = tuple(
        Option(place.code, place.name, group=district)
        for district, each in places.by_district.items()
        for place in each
    )
    label = gettext("Elsewhere: I write the whole address below")
    return (*inside, Option(ELSEWHERE, label))


KIND = AddressKind()
