"""Papers to attach: kept beside the answers, by opaque id."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.files.types import PAPER_TYPES, accept_attribute
from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock, Kind, wrong_type
from submissions.forms.places import AnswerContext
from themes.inputs import Input

DEFAULT_ACCEPT = ("pdf", "jpg", "png")
MOST_FILES = 10
DEFAULT_MEGABYTES, MOST_MEGABYTES = 10, 20


class FileFieldBlock(FieldBlock):
    accept = blocks.MultipleChoiceBlock(
        label=_("Kinds of files"),
        choices=[(name, name.upper()) for name in PAPER_TYPES],
        default=list(DEFAULT_ACCEPT),
    )
    max_files = blocks.IntegerBlock(
        label=_("Most files"), min_value=1, max_value=MOST_FILES, default=1
    )
    max_megabytes = blocks.IntegerBlock(
        label=_("Largest file in megabytes"),
        min_value=1,
        max_value=MOST_MEGABYTES,
        default=DEFAULT_MEGABYTES,
    )
    join_photographs = blocks.BooleanBlock(
        label=_("Join photographs into one PDF"),
        required=False,
        help_text=_("Several photographs chosen at once become one document."),
    )

    class Meta:
        icon = "upload"
        label = _("File")
        description = _("A paper to attach: a photograph, a scan, a document.")
        template = "submissions/forms/kinds/file.html"
        preview_value = {
            "label": "Giấy chứng sinh",
            "help": "Ảnh chụp rõ bốn góc là đủ.",
            "required": True,
            "sensitivity": "sensitive",
            "accept": ["pdf", "jpg", "png"],
            "max_files": 2,
            "max_megabytes": 10,
        }


class FileKind(Kind):
    name = "file"
    input_kind = "file"
    block_class = FileFieldBlock
    is_file = True
    missing_message = gettext_lazy("Attach “%(label)s”.")

    def settings(self, value: Any) -> dict[str, Any]:
        return {
            "accept": list(value.get("accept") or DEFAULT_ACCEPT),
            "max_files": value.get("max_files") or 1,
            "max_megabytes": value.get("max_megabytes") or DEFAULT_MEGABYTES,
            # Only where it is wanted: published forms keep their bytes.
            **({"join_photographs": True} if value.get("join_photographs") else {}),
        }

    def clean(self, field: CompiledField, raw: Any, context: AnswerContext) -> Any:
        """A paper is never an answer: it is uploaded, not written."""
        raise wrong_type()

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        return self._with_limits(super().input(field, raw, error, context), field)

    def preview_input(self, field: CompiledField) -> Input:
        return self._with_limits(super().preview_input(field), field)

    def _with_limits(self, drawn: Input, field: CompiledField) -> Input:
        return replace(
            drawn,
            accept=accept_attribute(field.settings.get("accept", DEFAULT_ACCEPT)),
            max_size=int(field.settings.get("max_megabytes", DEFAULT_MEGABYTES))
            * 1024
            * 1024,
            multiple=int(field.settings.get("max_files", 1)) > 1,
            joined=bool(field.settings.get("join_photographs")),
        )

    def schema(self, field: CompiledField) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "maxItems": int(field.settings.get("max_files", 1)),
            "readOnly": True,
        }

    def ui(self, field: CompiledField) -> dict[str, Any]:
        limits = {"accept", "max_files", "max_megabytes", "join_photographs"}
        chosen = {k: v for k, v in field.settings.items() if k in limits}
        return {**super().ui(field), **chosen}


KIND = FileKind()
