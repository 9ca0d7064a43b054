"""What follows from a page's new place: its former address, and the index."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from cms_pages.documents import enqueue_collections
from cms_pages.pages.querysets import below
from cms_pages.portals.models import PortalPage
from cms_pages.projections import NEWS, PAGE
from cms_pages.routing.models import FormerPath, path_digest
from search import indexing as search

# Rows written at a time: SQLite refuses expressions deeper than 1,000.
CHUNK = 500
_INDEXED = {
    "newspage": NEWS,
    "portalpage": PAGE,
    "contentpage": PAGE,
    "contactpage": PAGE,
}


@transaction.atomic
def keep_former_paths(page: Page, *, before: str, after: str) -> int:
    """Have the former addresses of a page and everything below lead to the present.

    For subtrees of any size, on both databases. Returns how many rows were written.
    """
    if before == after:
        return 0
    rows = _subtree(page).values_list("pk", "url_path").order_by("path")
    written = 0
    former: list[FormerPath] = []
    for pk, url_path in rows.iterator(chunk_size=CHUNK):
        past = f"{before}{url_path.removeprefix(after)}"
        former.append(FormerPath(digest=path_digest(past), url_path=past, page_id=pk))
        if len(former) == CHUNK:
            written += _write(former)
            former = []
    return written + _write(former)


def _write(former: list[FormerPath]) -> int:
    FormerPath.objects.bulk_create(
        former,
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["url_path", "page"],
    )
    return len(former)


def enqueue_subtree(page: Page) -> None:
    """Have a page and everything below it read again by the index, and the documents
    of portals among them."""
    keys: dict[str, list[str]] = defaultdict(list)
    rows = _subtree(page).values_list("pk", "content_type__model")
    for pk, model in rows:
        if type_ := _INDEXED.get(model):
            keys[type_].append(str(pk))
    for type_, found in keys.items():
        search.enqueue_keys(type_, found)
    portals = PortalPage.objects.filter(below(page.path) | Q(pk=page.pk))
    shelved = portals.exclude(collection=None).order_by()
    enqueue_collections(shelved.values_list("collection__path", flat=True))


def _subtree(page: Any) -> Any:
    return Page.objects.filter(below(page.path) | Q(pk=page.pk))
