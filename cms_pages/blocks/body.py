"""All blocks that a page's body may hold, composed."""

from wagtail import blocks


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock()
