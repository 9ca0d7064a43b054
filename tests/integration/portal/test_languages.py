"""A page speaks one language: that of its address."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from cms_pages.portals.snapshot import forget_portals
from submissions.dossiers.lifecycle import DossierStatus
from submissions.receipts.tokens import receipt_token_of
from tests.factories.dossiers import DossierFactory
from tests.factories.pages import Province, make_procedure_page

pytestmark = pytest.mark.django_db

PHU_BAI = "huong-thuy/phu-bai/"
PATHS = (
    "",
    PHU_BAI,
    f"{PHU_BAI}thu-tuc/",
    f"{PHU_BAI}thu-tuc/1-001193/",
    f"{PHU_BAI}tim-kiem/",
    f"{PHU_BAI}tim-kiem/?q=khai+sinh",
    f"{PHU_BAI}tim-kiem/?q=qqqq",
    f"{PHU_BAI}tin-tuc/",
    f"{PHU_BAI}thong-ke/",
    f"{PHU_BAI}lien-he/",
    f"{PHU_BAI}so-do-cong/",
    "tra-cuu/",
    "tra-cuu/H57.1-260101-0001/",
    "dang-nhap/",
    "dang-ky/",
    "khong-co-trang-nay/",
)
WORD = re.compile(r"[^\W\d_]+")
# Words of the interface that are no words of the other language, nor of the content.
ENGLISH = frozenset(
    WORD.findall(
        "about all and answer are ask by code contact dossier error fee field for"
        " from home is language menu more news next of online or page password previous"
        " procedure result search sign skip status submit this tier"
        " track what where with you your"
    )
)
VIETNAMESE = re.compile(
    r"đăng nhập|đường dẫn trang|đến nội dung|trang chủ|tìm kiếm|bạn cần"
    r"|trực tuyến|cỡ chữ|màu sắc|tra cứu|mật khẩu|ngôn ngữ|tất cả",
    re.IGNORECASE,
)


class _Spoken(HTMLParser):
    """What a reader sees or hears of a page."""

    SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})
    SILENT = frozenset({"script", "style", "template"})

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        self.texts += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data.strip())


def spoken(html: str) -> list[str]:
    page = _Spoken()
    page.feed(html)
    # The link to the other language is named in that language.
    return [text for text in page.texts if text not in {"English", "Tiếng Việt"}]


def with_english(texts: list[str]) -> list[str]:
    return [text for text in texts if ENGLISH & set(WORD.findall(text.lower()))]


@pytest.fixture(autouse=True)
def _fresh_snapshot() -> Iterator[None]:
    forget_portals()
    yield
    forget_portals()


@pytest.fixture
def _procedure(hue: Province) -> None:
    make_procedure_page(code="1.001193", version__name="Đăng ký khai sinh")


def test_the_words_that_are_looked_for_are_found() -> None:
    texts = spoken(
        '<a title="Search here">English</a><script>if you</script>Tìm <b>your'
    )

    assert with_english(texts) == ["Search here", "your"]


def read(client: Client, path: str, language: str) -> list[str]:
    response = client.get(path)
    html = response.content.decode()

    assert response.status_code in {200, 404}, path
    assert f'<html lang="{language}"' in html, path
    return spoken(html)


@pytest.mark.usefixtures("_procedure")
def test_addresses_without_prefix_speak_vietnamese(client: Client) -> None:
    strange = {
        path: texts
        for path in PATHS
        if (texts := with_english(read(client, f"/{path}", "vi")))
    }

    assert strange == {}


@pytest.mark.usefixtures("_procedure")
def test_addresses_below_en_speak_english(client: Client) -> None:
    strange = {
        path: text
        for path in PATHS
        for text in read(client, f"/en/{path}", "en")
        if VIETNAMESE.search(text)
    }

    assert strange == {}


@pytest.mark.usefixtures("hue")
def test_the_owners_page_speaks_vietnamese_in_every_status(client: Client) -> None:
    strange = {}
    for status in DossierStatus.values:
        made = DossierFactory.create(status=status)
        token = receipt_token_of(made.public_id)
        if texts := with_english(read(client, f"/bien-nhan/{token}/", "vi")):
            strange[status] = texts

    assert strange == {}
