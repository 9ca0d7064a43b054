"""The name of a person, as their papers write it."""

import unicodedata
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.kinds.text import bounded
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line

LONGEST = 100
FEWEST_LETTERS = 2
# H'Hen, O’Brien, Anne-Marie, Nguyễn Văn A Jr.
_SIGNS = frozenset(" -'’.")


class PersonNameFieldBlock(FieldBlock):
    autocomplete = blocks.ChoiceBlock(
        label=_("Offered by the browser"),
        choices=[("name", _("the name of who fills in the form"))],
        required=False,
    )

    class Meta:
        icon = "user"
        label = _("Name of a person")
        description = _("Family, middle and given name in one line, with tone marks.")
        template = "submissions/forms/kinds/person_name.html"
        preview_value = {
            "label": "Họ, chữ đệm, tên",
            "help": "Viết đủ dấu như trên giấy tờ.",
            "required": True,
            "sensitivity": "personal",
        }


class PersonNameKind(Kind):
    """An answer is the name as typed, in capitals or not: papers differ in it, and a
    machine does not know how a family writes its name."""

    name = "person_name"
    rule_type = "text"
    block_class = PersonNameFieldBlock

    def settings(self, value: Any) -> dict[str, Any]:
        found = value.get("autocomplete")
        return {"autocomplete": found} if found else {}

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        name = bounded(one_line(raw), LONGEST)
        if strange := next((sign for sign in name if not _belongs(sign)), ""):
            message = gettext(
                "A name has letters, spaces, hyphens and apostrophes only; take out"
                " “%(sign)s”."
            ) % {"sign": strange}
            raise AnswerError("name", message)
        if sum(each.isalpha() for each in name) < FEWEST_LETTERS:
            raise AnswerError("too_short", gettext("Write the name in full."))
        return name

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "minLength": FEWEST_LETTERS, "maxLength": LONGEST}


def _belongs(sign: str) -> bool:
    """Letters of any script, with the marks that NFC could not join to them."""
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LM"


KIND = PersonNameKind()
