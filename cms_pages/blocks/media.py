"""Blocks of pictures and files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture with the words that stand for it, and a caption."""

    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("What it shows"),
        required=False,
        help_text=_("For those who cannot see it; empty if it only adorns."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        label = _("Picture")
        description = _("A picture with its caption.")
        icon = "image"
        group = _("Pictures and files")
        template = "cms_pages/blocks/picture.html"
        preview_value = {"image": None, "alternative": "", "caption": "Cầu Trường Tiền"}


class DocumentsBlock(blocks.StructBlock):
    """Files to take home."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("Documents"))

    class Meta:
        label = _("Documents")
        description = _("Files to take home.")
        icon = "doc-full"
        group = _("Pictures and files")
        template = "cms_pages/blocks/documents.html"
        preview_value = {"title": "Mẫu đơn", "documents": []}
