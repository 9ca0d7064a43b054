"""News, notices, guides and introductions of the filled portals."""

from collections import defaultdict

from wagtail.models import Page

from cms_pages.pages.content import ContentPage
from cms_pages.pages.news import NewsIndexPage, NewsKind, NewsPage
from cms_pages.portals.models import PortalPage
from cms_pages.portals.state import portals_changed
from cms_pages.projections import indexed_type_of
from cms_pages.provisioning.indexing import index_new_pages
from cms_pages.provisioning.rows import NewPage, write_pages
from cms_pages.provisioning.services import create_procedure_pages
from portal.demo import bodies
from portal.demo.content import Row, portal_key, read_list
from portal.demo.forms import OWNERS
from portal.demo.portals import portals_by_key
from portal.demo.progress import Progress
from search import indexing as search
from services_catalog.procedures.models import Procedure
from submissions.forms.models import FormDefinition

ABOUT, FEEDBACK = "gioi-thieu", "phan-anh"
FORM_OF_COMMUNE = "hen-gio-tiep-cong-dan"
WHEN_LEADERS_RECEIVE = (
    "Buổi tiếp bắt đầu lúc 7 giờ 30 tại phòng tiếp dân, tầng một trụ sở phường. Ai đến"
    " không hẹn vẫn được tiếp, sau những người đã đăng ký.",
    "Việc đã có quyết định của tòa án hoặc đang khiếu nại ở cấp trên, phường chỉ ghi"
    " nhận và chuyển đến đúng nơi giải quyết.",
)


def load_news(progress: Progress) -> int:
    """Fill the news of portals that have none yet; what editors took out stays out."""
    rows = defaultdict(list)
    for name in ("news", "guides", "notices"):
        for row in read_list(name):
            rows[str(row["portal"])].append(row)
    new_pages: list[NewPage] = []
    for key, portal in progress.over(_filled(), "Tin tức"):
        index = NewsIndexPage.objects.child_of(portal).first()
        if index is not None and not index.numchild:
            new_pages += [NewPage(_news(row), index) for row in rows[key]]
    return _write(new_pages)


def load_introductions(progress: Progress) -> int:
    """Tell history and leaders of the filled portals in their page about themselves."""
    told = {portal_key(row): row for row in read_list("portals")}
    changed = 0
    for key, portal in progress.over(_filled(), "Giới thiệu"):
        page = ContentPage.objects.child_of(portal).filter(slug=ABOUT).first()
        # The first revision is somebody's edit; the template made none.
        if page is None or page.latest_revision_id or page.lead:
            continue
        page.lead = told[key]["motto"]
        page.body = bodies.stream(_about(told[key]))
        page.save_revision().publish()
        changed += 1
    return changed


def load_procedure_pages(_progress: Progress) -> int:
    """A page for every procedure that has none, in the province's directory."""
    return create_procedure_pages(Procedure.objects.filter(page=None))


def load_form_page(_progress: Progress) -> int:
    """A page of a commune that carries a form in its own body."""
    form = FormDefinition.objects.get(slug=FORM_OF_COMMUNE)
    portal = portals_by_key().get(OWNERS[FORM_OF_COMMUNE])
    feedback = portal and ContentPage.objects.child_of(portal).filter(slug=FEEDBACK)
    parent = feedback.first() if feedback else None
    if parent is None or parent.numchild:
        return 0
    page = ContentPage(
        title="Gặp lãnh đạo phường",
        title_en="Meet the ward's leaders",
        slug="gap-lanh-dao-phuong",
        lead="Lãnh đạo phường tiếp công dân vào sáng thứ Năm hằng tuần.",
        body=bodies.stream(
            [
                *bodies.told(WHEN_LEADERS_RECEIVE),
                bodies.block("form", {"form": form.pk, "title": "", "text": ""}),
            ]
        ),
    )
    return _write([NewPage(page, parent)])


def _filled() -> list[tuple[str, PortalPage]]:
    portals = portals_by_key()
    keys = [portal_key(row) for row in read_list("portals")]
    return [(key, portals[key]) for key in keys if key in portals]


def _news(row: Row) -> NewsPage:
    return NewsPage(
        title=row["title"],
        slug=row["slug"],
        kind=row.get("kind", NewsKind.NEWS),
        date=row["date"],
        lead=row["summary"],
        body=bodies.stream(bodies.told(row["body"])),
    )


def _about(row: Row) -> list[Row]:
    leaders = [f"{leader['title']}: {leader['name']}" for leader in row["leaders"]]
    return [
        *bodies.told(row["introduction"]),
        bodies.heading("Lịch sử"),
        *bodies.told(row["history"]),
        bodies.heading("Lãnh đạo"),
        bodies.bulleted(leaders),
    ]


def _write(new_pages: list[NewPage]) -> int:
    pages: list[Page] = write_pages(new_pages)
    index_new_pages(pages)
    by_type = defaultdict(list)
    for page in pages:
        by_type[indexed_type_of(page)].append(str(page.pk))
    for type_, keys in by_type.items():
        search.enqueue_keys(type_, keys)
    if pages:
        # Sections that were empty now stand in the menus.
        portals_changed()
    return len(pages)
