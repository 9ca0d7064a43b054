"""All blocks that a page's body may hold, composed."""

from wagtail import blocks

from cms_pages.blocks import facts, media, services, texts


class BodyBlock(blocks.StreamBlock):
    """The body of any page."""

    heading = texts.HeadingBlock()
    text = texts.TextBlock(features=texts.FEATURES)
    quote = texts.QuoteBlock()
    notice = texts.NoticeBlock()
    picture = media.PictureBlock()
    documents = media.DocumentsBlock()
    steps = facts.StepsBlock()
    questions = facts.QuestionsBlock()
    contact = facts.ContactBlock()
    figures = facts.FiguresBlock()
    links = facts.LinksBlock()
    form = services.FormBlock()
    procedures = services.ProceduresBlock()
    search = services.SearchBlock()
    tracking = services.TrackingBlock()
