"""The portal template: the sections that every portal is born with, and their words."""

from dataclasses import dataclass

from cms_pages.pages.base import PublicPage
from cms_pages.pages.content import ContactPage, ContentPage, SitemapPage
from cms_pages.pages.news import NewsIndexPage
from cms_pages.pages.procedures import ProcedureIndexPage
from cms_pages.routing import reserved


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """A child that the template makes; `%(name)s` in its text is the portal's name."""

    model: type[PublicPage]
    slug: str
    title: str
    title_en: str
    paragraphs: tuple[str, ...] = ()
    in_menu: bool = True


SECTIONS: tuple[SectionTemplate, ...] = (
    SectionTemplate(
        ContentPage,
        "gioi-thieu",
        "Giới thiệu",
        "About us",
        (
            "Trang của %(name)s cho bạn biết chúng tôi lo những việc gì, ai chịu trách "
            "nhiệm và gặp chúng tôi ở đâu.",
            "Bạn cần làm giấy tờ thì mở mục Thủ tục: mỗi thủ tục nói rõ cần giấy gì, "
            "mất bao lâu, hết bao nhiêu tiền và nộp ở đâu.",
            "Nếu chưa rõ, bạn cứ gọi hoặc đến bộ phận một cửa trong giờ làm việc; cán "
            "bộ trực sẽ hướng dẫn từng bước.",
        ),
    ),
    SectionTemplate(ProcedureIndexPage, reserved.PROCEDURES, "Thủ tục", "Procedures"),
    SectionTemplate(NewsIndexPage, "tin-tuc", "Tin tức", "News"),
    SectionTemplate(
        ContentPage,
        "phan-anh",
        "Phản ánh, kiến nghị",
        "Feedback",
        (
            "Bạn thấy điều gì chưa đúng, chưa tiện hoặc muốn góp ý với %(name)s thì "
            "báo cho chúng tôi theo số điện thoại hay thư điện tử ở cuối trang.",
            "Khi viết, bạn nêu việc gì, ở đâu, lúc nào. Xin đừng ghi số căn cước hay "
            "bệnh án trong thư; nếu cần, cán bộ sẽ hỏi lại bạn.",
            "Phản ánh về hồ sơ đã nộp thì kèm mã hồ sơ để chúng tôi tìm ngay.",
        ),
    ),
    SectionTemplate(ContactPage, "lien-he", "Liên hệ", "Contact"),
    SectionTemplate(
        SitemapPage, reserved.SITEMAP, "Sơ đồ cổng", "Site map", in_menu=False
    ),
)
