"""A time of the day, typed as it is said: 8h30, 8:30, 8 giờ 30."""

import re
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line

# With a colon or a point the minutes have two digits, since 8:3 may be a slip; said in
# words they may have one, or none for the full hour.
_WRITTEN = re.compile(r"^([0-9]{1,2})\s*[:.]\s*([0-9]{2})\Z")
_SAID = re.compile(
    r"^([0-9]{1,2})\s*(?:giờ|h|g)(?:\s*([0-9]{1,2})\s*(?:phút|p|m)?)?\Z", re.IGNORECASE
)
_HOURS, _MINUTES = 24, 60


class TimeFieldBlock(FieldBlock):
    class Meta:
        icon = "history"
        label = _("Time of day")
        description = _("A time of the day: hours and minutes.")
        template = "submissions/forms/kinds/time.html"
        preview_value = {
            "label": "Giờ sinh",
            "help": "Theo giấy chứng sinh.",
            "sample": "8h30",
            "required": True,
            "sensitivity": "personal",
        }


class TimeKind(Kind):
    """An answer is `HH:MM`, from 00:00 to 23:59."""

    name = "time"
    rule_type = "text"
    input_kind = "time"
    block_class = TimeFieldBlock

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        text = one_line(raw)
        found = _WRITTEN.match(text) or _SAID.match(text)
        hour, minute = (int(each or 0) for each in found.groups()) if found else (24, 0)
        if hour >= _HOURS or minute >= _MINUTES:
            message = gettext("There is no such time. Write it as 8:30 or 14h05.")
            raise AnswerError("time", message)
        return f"{hour:02}:{minute:02}"

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


KIND = TimeKind()
