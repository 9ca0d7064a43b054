"""Blocks of facts: steps, questions, contact, figures, links."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step: what is done, by whom, how long it takes."""

    title = blocks.CharBlock(label=_("Step"))
    text = blocks.TextBlock(label=_("Text"), required=False)
    who = blocks.CharBlock(label=_("Who"), required=False)
    duration = blocks.CharBlock(label=_("How long"), required=False)

    class Meta:
        label = _("Step")
        description = _("One step: what is done, by whom, how long it takes.")
        icon = "order"
        preview_value = {"title": "Nộp hồ sơ", "who": "Bạn", "duration": "15 phút"}


class StepsBlock(blocks.StructBlock):
    """Steps in their order."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        label = _("Steps")
        description = _("Steps in their order.")
        icon = "list-ol"
        group = _("Facts")
        template = "cms_pages/blocks/steps.html"
        preview_value = {
            "steps": [
                {"title": "Chuẩn bị giấy tờ", "text": "", "who": "Bạn", "duration": ""},
                {"title": "Nộp tại quầy", "text": "", "who": "Bạn", "duration": ""},
            ]
        }


class QuestionBlock(blocks.StructBlock):
    """A question that people really ask, and its answer."""

    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(
        label=_("Answer"), features=["bold", "ol", "ul", "link"]
    )

    class Meta:
        label = _("Question")
        description = _("A question that people really ask, and its answer.")
        icon = "help"
        preview_value = {
            "question": "Đi làm giờ hành chính thì nộp lúc nào?",
            "answer": "<p>Bạn nộp trên trang này bất cứ lúc nào.</p>",
        }


class QuestionsBlock(blocks.StructBlock):
    """Questions and answers, folded."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        label = _("Questions and answers")
        description = _("Questions that people really ask, folded.")
        icon = "help"
        group = _("Facts")
        template = "cms_pages/blocks/questions.html"
        preview_value = {
            "questions": [
                {
                    "question": "Đi làm giờ hành chính thì nộp lúc nào?",
                    "answer": "<p>Bạn nộp trên trang này bất cứ lúc nào.</p>",
                }
            ]
        }


class ContactBlock(blocks.StructBlock):
    """A desk: where it is, when it is open, whom to call."""

    name = blocks.CharBlock(label=_("Name"))
    address = blocks.CharBlock(label=_("Address"), required=False)
    hours = blocks.CharBlock(label=_("Working hours"), required=False)
    phone = blocks.CharBlock(label=_("Telephone"), required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)

    class Meta:
        label = _("Contact")
        description = _("A desk: where it is, when it is open, whom to call.")
        icon = "mail"
        group = _("Facts")
        template = "cms_pages/blocks/contact.html"
        preview_value = {
            "name": "Bộ phận một cửa phường Phú Bài",
            "address": "Đường Sóng Hồng, phường Phú Bài",
            "hours": "Thứ Hai đến thứ Sáu, 7 giờ đến 17 giờ",
            "phone": "0234 300 1996",
            "email": "",
        }


class FigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    number = blocks.CharBlock(label=_("Number"), max_length=20)
    text = blocks.CharBlock(label=_("What it counts"))

    class Meta:
        label = _("Figure")
        description = _("A number and what it counts.")
        icon = "calendar-check"
        preview_value = {"number": "97,6 %", "text": "hồ sơ trả đúng hạn"}


class FiguresBlock(blocks.StructBlock):
    """A few numbers beside each other."""

    figures = blocks.ListBlock(FigureBlock(), label=_("Figures"), max_num=4)

    class Meta:
        label = _("Figures")
        description = _("A few numbers beside each other.")
        icon = "calendar-check"
        group = _("Facts")
        template = "cms_pages/blocks/figures.html"
        preview_value = {
            "figures": [{"number": "97,6 %", "text": "hồ sơ trả đúng hạn tháng 10"}]
        }


class LinkBlock(blocks.StructBlock):
    """A link to a page here, or elsewhere."""

    label = blocks.CharBlock(label=_("Words"))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address elsewhere"), required=False)
    text = blocks.CharBlock(label=_("What one finds there"), required=False)

    class Meta:
        label = _("Link")
        description = _("A link to a page here, or elsewhere.")
        icon = "link"
        preview_value = {"label": "Thủ tục", "page": None, "url": "", "text": ""}


class LinksBlock(blocks.StructBlock):
    """Links as a list of cards."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        label = _("Links")
        description = _("Where to go on from here, as cards.")
        icon = "link"
        group = _("Ways on")
        template = "cms_pages/blocks/links.html"
        preview_value = {
            "title": "Xem thêm",
            "links": [
                {
                    "label": "Cổng Dịch vụ công quốc gia",
                    "page": None,
                    "url": "https://dichvucong.gov.vn/",
                    "text": "Nộp hồ sơ ở mọi tỉnh",
                }
            ],
        }
