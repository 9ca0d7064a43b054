"""A signature, drawn on the screen or attached as a picture; kept like a paper."""

from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from submissions.forms.kinds.base import FieldBlock
from submissions.forms.kinds.file import FileKind

ACCEPT = ("png", "jpg")
MEGABYTES = 2


class SignatureFieldBlock(FieldBlock):
    class Meta:
        icon = "edit"
        label = _("Signature")
        description = _("Drawn with a finger or a mouse, or attached as a picture.")
        template = "submissions/forms/kinds/signature.html"
        preview_value = {
            "label": "Chữ ký của người khai",
            "help": "Ký như trên giấy.",
            "required": True,
            "sensitivity": "sensitive",
        }


class SignatureKind(FileKind):
    """Whoever cannot draw, or has no script, attaches a photograph of the signature."""

    name = "signature"
    block_class = SignatureFieldBlock
    missing_message = gettext_lazy(
        "Sign at “%(label)s”: draw the signature, or attach a picture of it."
    )

    def settings(self, value: Any) -> dict[str, Any]:
        return {"accept": list(ACCEPT), "max_files": 1, "max_megabytes": MEGABYTES}


KIND = SignatureKind()
