"""A passage of text between questions: paragraphs, lists, links."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html
from wagtail.whitelist import (
    Whitelister,
    allow_without_attributes,
    attribute_rule,
    check_url,
)

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import FieldBlock
from submissions.forms.kinds.shown import ShownKind
from submissions.forms.places import AnswerContext
from submissions.forms.typed import one_line
from themes.inputs import Input

FEATURES = ["bold", "italic", "ul", "ol", "link"]
_LONGEST_NAME = 60
_PLAIN = ("[document]", "p", "br", "b", "strong", "i", "em", "ul", "ol", "li")


class FormTextBlock(blocks.RichTextBlock):
    """The text as editors write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)


class RichTextFieldBlock(FieldBlock):
    html = FormTextBlock(label=_("Text"), max_length=3000)

    class Meta:
        icon = "doc-full"
        label = _("Passage of text")
        description = _("Paragraphs, lists and links between questions; asks nothing.")
        template = "submissions/forms/kinds/rich_text.html"
        preview_value = {
            "html": "<p>Chuẩn bị sẵn <b>giấy chứng sinh</b> và căn cước của cha,"
            " mẹ.</p>",
        }


class _Sanitiser(Whitelister):
    """Lets through what the editor offers, and nothing else: text may also come from
    another installation."""

    element_rules: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(_PLAIN, allow_without_attributes),
        "a": attribute_rule({"href": check_url}),
    }


class RichTextKind(ShownKind):
    """The text is frozen as HTML, its links to pages as they were that day."""

    name = "rich_text"
    block_class = RichTextFieldBlock

    def block(self, *, without: Any = ()) -> FieldBlock:
        return super().block(without=("label", *without))

    def settings(self, value: Any) -> dict[str, Any]:
        return {"html": _sanitised(value.get("html"))}

    def compile(
        self, field_id: str, value: Mapping[str, Any], *, key: str
    ) -> CompiledField:
        """Lists of changes call it by its first words."""
        field = super().compile(field_id, value, key=key)
        words = one_line(strip_tags(field.settings["html"].replace("<", " <")))
        return replace(field, label=Truncator(words).chars(_LONGEST_NAME))

    def input(
        self, field: CompiledField, raw: Any, error: str, context: AnswerContext
    ) -> Input:
        return self.preview_input(field)

    def preview_input(self, field: CompiledField) -> Input:
        html = field.settings.get("html", "")
        return replace(super().preview_input(field), statement=html)

    def ui(self, field: CompiledField) -> dict[str, Any]:
        return {**super().ui(field), "html": field.settings.get("html", "")}


def _sanitised(raw: Any) -> str:
    source = raw.source if isinstance(raw, RichText) else str(raw or "")
    clean: str = _Sanitiser().clean(expand_db_html(source))
    return clean


KIND = RichTextKind()
