"""A day, typed as it is said: day, month, year."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line
from themes.inputs import DateValue

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1850, 2200
_ISO = re.compile(r"^([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_SAID = re.compile(r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\Z")
_DIGITS = re.compile(r"^[0-9]{1,4}\Z")


class DateFieldBlock(FieldBlock):
    when = blocks.ChoiceBlock(
        label=_("Which days"),
        choices=[
            ("any", _("any day")),
            ("past", _("today or before")),
            ("future", _("today or after")),
        ],
        default="any",
    )

    class Meta:
        icon = "date"
        label = _("Date")
        description = _("A day in three boxes: day, month, year.")
        template = "submissions/forms/kinds/date.html"
        preview_value = {
            "label": "Ngày sinh",
            "help": "Theo giấy khai sinh.",
            "required": True,
            "sensitivity": "personal",
            "when": "past",
        }


def parts_of(raw: Any) -> dict[str, str] | None:
    """Day, month and year as typed; None when the raw value is none of the forms."""
    if isinstance(raw, Mapping):
        if not set(raw) <= set(PARTS):
            return None
        return {part: one_line(raw.get(part) or "") for part in PARTS}
    if not isinstance(raw, str):
        return None
    text = one_line(raw)
    if found := _ISO.match(text):
        return dict(zip(PARTS, reversed(found.groups()), strict=True))
    if found := _SAID.match(text):
        return dict(zip(PARTS, found.groups(), strict=True))
    return None


class DateKind(Kind):
    name = "date"
    rule_type = "date"
    input_kind = "date"
    block_class = DateFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        return {"when": value.get("when") or "any"}

    def posted(self, field: CompiledField, data: Mapping[str, Any]) -> Any:
        return {part: data.get(f"{field.key}.{part}") or "" for part in PARTS}

    def is_empty(self, raw: Any) -> bool:
        if isinstance(raw, Mapping):
            return all(super(DateKind, self).is_empty(part) for part in raw.values())
        return super().is_empty(raw)

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        parts = parts_of(raw)
        if parts is None:
            if isinstance(raw, str):
                raise self._no_such_day()
            raise wrong_type()
        day = self._day(parts)
        self._require_when(field, day, context.on)
        return day.isoformat()

    def _day(self, parts: dict[str, str]) -> date:
        names = {"day": gettext("day"), "month": gettext("month")}
        names["year"] = gettext("year")
        missing = [names[part] for part in PARTS if not parts[part]]
        if missing:
            message = gettext("Also write the %(parts)s.") % {
                "parts": ", ".join(missing)
            }
            raise AnswerError("incomplete", message)
        if not all(_DIGITS.match(part) for part in parts.values()):
            raise self._no_such_day()
        year = int(parts["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise AnswerError("year", gettext("Write the year in four digits."))
        try:
            return date(year, int(parts["month"]), int(parts["day"]))
        except ValueError as error:
            raise self._no_such_day() from error

    def _no_such_day(self) -> AnswerError:
        message = gettext("There is no such day. Write it as 22/11/2026.")
        return AnswerError("date", message)

    def _require_when(self, field: CompiledField, day: date, today: date) -> None:
        when = field.settings.get("when", "any")
        if when == "past" and day > today:
            message = gettext("This day is still to come. Write a day up to today.")
            raise AnswerError("future", message)
        if when == "future" and day < today:
            message = gettext("This day is over. Write today or a later day.")
            raise AnswerError("past", message)

    def typed(self, field: CompiledField, raw: Any) -> DateValue:
        parts = parts_of(raw)
        if parts is None:
            return DateValue(day=raw if isinstance(raw, str) else "")
        return DateValue(**parts)

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def text(self, field: CompiledField, answer: Any) -> str:
        parts = parts_of(answer)
        if parts is None:
            return super().text(field, answer)
        return "/".join(part for part in parts.values() if part)


KIND = DateKind()
