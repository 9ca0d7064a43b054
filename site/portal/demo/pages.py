"""News, notices, guides and introductions of the filled portals."""

import json
import uuid
from collections import defaultdict
from typing import Any

from django.utils.html import escape
from wagtail.models import Page

from cms_pages.pages.content import ContentPage
from cms_pages.pages.news import NewsIndexPage, NewsKind, NewsPage
from cms_pages.portals.models import PortalPage
from cms_pages.provisioning.indexing import index_new_pages
from cms_pages.provisioning.rows import NewPage, write_pages
from cms_pages.provisioning.services import create_procedure_pages
from portal.demo.content import Row, portal_key, read_list
from portal.demo.portals import portals_by_key
from portal.demo.progress import Progress
from search import indexing as search
from services_catalog.procedures.models import Procedure

ABOUT = "gioi-thieu"


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
        page.body = json.dumps(_about(told[key]), ensure_ascii=False)
        page.save_revision().publish()
        changed += 1
    return changed


def load_procedure_pages(_progress: Progress) -> int:
    """A page for every procedure that has none, in the province's directory."""
    return create_procedure_pages(Procedure.objects.filter(page=None))


def text_block(*elements: str) -> dict[str, Any]:
    """A block of rich text, of elements that are escaped already."""
    return {"type": "text", "id": str(uuid.uuid4()), "value": "".join(elements)}


def paragraphs(texts: list[Any]) -> list[str]:
    """The content's lists of paragraphs and headings as elements."""
    return [
        f"<p>{escape(text)}</p>"
        if isinstance(text, str)
        else f"<h2>{escape(text['heading'])}</h2>"
        for text in texts
    ]


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
        body=json.dumps([text_block(*paragraphs(row["body"]))], ensure_ascii=False),
    )


def _about(row: Row) -> list[dict[str, Any]]:
    leaders = [
        f"<li>{escape(leader['title'])}: {escape(leader['name'])}</li>"
        for leader in row["leaders"]
    ]
    return [
        text_block(*paragraphs(row["introduction"])),
        text_block("<h2>Lịch sử</h2>", *paragraphs(row["history"])),
        text_block("<h2>Lãnh đạo</h2>", "<ul>", *leaders, "</ul>"),
    ]


def _write(new_pages: list[NewPage]) -> int:
    pages: list[Page] = write_pages(new_pages)
    index_new_pages(pages)
    search.enqueue_keys("page", [str(page.pk) for page in pages])
    return len(pages)
