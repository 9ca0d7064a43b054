"""Blocks of a form: steps that hold fields."""

from wagtail import blocks


class FormStepsBlock(blocks.StreamBlock):
    step = blocks.StructBlock([("title", blocks.CharBlock())])
