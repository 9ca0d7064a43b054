"""Blocks of words: heading, text, quote, notice."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; text blocks hold those below."""

    class Meta:
        label = _("Heading")
        description = _("Begins a part of the page.")
        icon = "title"
        group = _("Text")
        template = "cms_pages/blocks/heading.html"
        preview_value = "Giờ làm việc của bộ phận một cửa"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    class Meta:
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        icon = "pilcrow"
        group = _("Text")
        template = "cms_pages/blocks/text.html"
        preview_value = "<p>Bộ phận một cửa nhận hồ sơ từ <b>7 giờ</b> mỗi sáng.</p>"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, and whose they are."""

    words = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Whose"), required=False)

    class Meta:
        label = _("Quote")
        description = _("Words of somebody, and whose they are.")
        icon = "openquote"
        group = _("Text")
        template = "cms_pages/blocks/quote.html"
        preview_value = {"words": "Giấy tờ đúng, việc đời yên.", "source": "Sở Tư pháp"}


class NoticeBlock(blocks.StructBlock):
    """Something that must be seen before going on."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("info", _("Good to know")),
            ("warn", _("Take care")),
            ("ok", _("Done")),
        ],
        default="info",
        label=_("Kind"),
    )
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"), required=False)

    class Meta:
        label = _("Notice")
        description = _("Something that must be seen before going on.")
        icon = "warning"
        group = _("Text")
        template = "cms_pages/blocks/notice.html"
        preview_value = {
            "kind": "info",
            "title": "Nghỉ lễ Quốc khánh",
            "text": "Bộ phận một cửa mở cửa lại vào thứ Tư, 04/09/2024.",
        }
