"""Blocks that hold what a procedure's page says, one template each."""

from wagtail import blocks


def _rows(**names: blocks.Block) -> blocks.ListBlock:
    return blocks.ListBlock(blocks.StructBlock(list(names.items())))


def _words() -> blocks.CharBlock:
    return blocks.CharBlock(required=False)


class ActBlock(blocks.StructBlock):
    rows = _rows(key=_words(), value=_words(), note=_words())
    url = _words()
    label = _words()
    note = _words()

    class Meta:
        template = "stock/blocks/act.html"


class PapersBlock(blocks.StructBlock):
    title = _words()
    papers = _rows(
        text=_words(),
        note=_words(),
        copies=_words(),
        required=blocks.BooleanBlock(required=False),
    )

    class Meta:
        template = "stock/blocks/papers.html"


class StepsBlock(blocks.StructBlock):
    title = _words()
    steps = _rows(title=_words(), text=_words(), who=_words(), duration=_words())

    class Meta:
        template = "stock/blocks/steps.html"


class FormLinkBlock(blocks.StructBlock):
    title = _words()
    url = _words()
    label = _words()

    class Meta:
        template = "stock/blocks/form_link.html"


class LawsBlock(blocks.StructBlock):
    title = _words()
    laws = blocks.ListBlock(_words())

    class Meta:
        template = "stock/blocks/laws.html"


class FactsBlock(blocks.StructBlock):
    title = _words()
    rows = _rows(key=_words(), value=_words())

    class Meta:
        template = "stock/blocks/facts.html"
