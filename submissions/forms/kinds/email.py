"""An e-mail address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import AnswerError, FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line

LONGEST = 254


class EmailFieldBlock(FieldBlock):
    class Meta:
        icon = "mail"
        label = _("E-mail")
        description = _("An e-mail address.")
        template = "submissions/forms/kinds/email.html"
        preview_value = {
            "label": "Thư điện tử",
            "help": "Để nhận tin về hồ sơ.",
            "required": False,
            "sensitivity": "personal",
        }


class EmailKind(Kind):
    name = "email"
    rule_type = "text"
    input_kind = "email"
    block_class = EmailFieldBlock

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> str:
        if not isinstance(raw, str):
            raise wrong_type()
        local, _at, domain = one_line(raw).rpartition("@")
        address = f"{local}@{domain.lower()}"
        try:
            validate_email(address if len(address) <= LONGEST else "")
        except ValidationError as error:
            message = gettext("This is not an e-mail address. Write it as ten@noi.vn.")
            raise AnswerError("email", message) from error
        return address

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": LONGEST}


KIND = EmailKind()
