"""Wagtail publishes pages itself; here the rest of the house learns of it."""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import Signal
from treebeard.mp_tree import path_updated
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from cms_pages.documents import DOCUMENT, enqueue_collections
from cms_pages.editors_search import fulltext
from cms_pages.models import (
    ContactPage,
    ContentPage,
    NewsIndexPage,
    NewsPage,
    PortalAlias,
    PortalPage,
    ProcedureIndexPage,
    SitemapPage,
)
from cms_pages.portals.state import portals_changed
from cms_pages.projections import indexed_type_of
from cms_pages.routing.moves import enqueue_subtree, keep_former_paths
from search import indexing as search
from services_catalog.models import AdminUnit, Agency

# Whatever the portals' snapshot is read from.
_IN_SNAPSHOT = (
    AdminUnit,
    Agency,
    ContactPage,
    ContentPage,
    NewsIndexPage,
    PageViewRestriction,
    PortalAlias,
    PortalPage,
    ProcedureIndexPage,
    Site,
    SitemapPage,
)
_INDEXED = (ContactPage, ContentPage, NewsPage, PortalPage)


def connect() -> None:
    """Listen; called once, when the room is ready."""
    for model in _IN_SNAPSHOT:
        _listen(post_save, renew_snapshot, model)
        _listen(post_delete, renew_snapshot, model)
    for model in _INDEXED:
        _listen(post_delete, forget_deleted, model)
    for restriction_signal in (post_save, post_delete):
        _listen(restriction_signal, reindex_restricted, PageViewRestriction)
    for document_signal in (post_save, post_delete):
        _listen(document_signal, reindex_document, get_document_model())
        _listen(document_signal, reindex_closed, CollectionViewRestriction)
    _listen(path_updated, follow_collection, Collection)
    _listen(page_published, reindex_page)
    _listen(page_unpublished, reindex_page)
    _listen(page_slug_changed, follow_slug)
    _listen(post_page_move, follow_move)
    own = apps.get_app_config("cms_pages")
    _listen(post_migrate, mend_path_index, own)
    _listen(post_migrate, mend_words_of_editors, own)


def _listen(signal: Signal, receiver: Any, sender: Any = None) -> None:
    uid = f"cms_pages.{receiver.__name__}"
    signal.connect(receiver, sender=sender, dispatch_uid=uid)


def renew_snapshot(*, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        portals_changed()


def reindex_page(*, instance: Page, **_kwargs: Any) -> None:
    """A page that went live or out of sight; a portal takes its whole tree along."""
    portals_changed()
    if isinstance(instance, PortalPage):
        enqueue_subtree(instance)
    elif indexed_type_of(instance):
        search.enqueue_key(indexed_type_of(instance), str(instance.pk))


def reindex_restricted(*, instance: PageViewRestriction, **_kwargs: Any) -> None:
    enqueue_subtree(instance.page)


def forget_deleted(*, instance: Page, **_kwargs: Any) -> None:
    search.enqueue_key(indexed_type_of(instance), str(instance.pk))
    if isinstance(instance, PortalPage) and instance.collection:
        enqueue_collections([instance.collection.path])


def reindex_document(*, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        search.enqueue_key(DOCUMENT, str(instance.pk))


def reindex_closed(
    *, instance: CollectionViewRestriction, raw: bool = False, **_kwargs: Any
) -> None:
    """A collection that asks who looks, or asks no more."""
    if not raw:
        enqueue_collections([instance.collection.path])


def follow_collection(*, new_path: str, **_kwargs: Any) -> None:
    """A collection that moved in the tree, perhaps to another portal's."""
    enqueue_collections([new_path])


def follow_slug(*, instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    _follow(instance, instance_before.url_path, instance.url_path)


def follow_move(
    *, instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any
) -> None:
    _follow(instance, url_path_before, url_path_after)


def _follow(page: Page, before: str, after: str) -> None:
    portals_changed()
    keep_former_paths(page, before=before, after=after)
    enqueue_subtree(page)


def mend_path_index(*, using: str, **_kwargs: Any) -> None:
    """A later migration that remakes Wagtail's table on SQLite drops our index."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS cms_pages_url_path"
            " ON wagtailcore_page (url_path)"
        )


def mend_words_of_editors(*, using: str, **_kwargs: Any) -> None:
    fulltext.mend_triggers(connections[using])
