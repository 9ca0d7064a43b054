"""Wagtail's bulk actions, keeping silent about what one may not see.

Their confirmation pages name everything that stands in the address, also what they then
refuse to touch: titles of other units' drafts, names of their staff.
"""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages import bulk_actions as of_pages
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images
from wagtail.models import Page
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction as DeleteSnippets
from wagtail.users.views import bulk_actions as of_users

from cms_pages.documents import DOCUMENT
from cms_pages.rights.explorer import explorable_pages
from search import indexing as search


class AddToCollectionBulkAction(of_documents.AddToCollectionBulkAction):
    """Moves documents by an UPDATE, of which no signal tells: the index hears it here.

    Whose a document is, and whether the public finds it, its collection says.
    """

    @classmethod
    def execute_action(
        cls, objects: Sequence[Any], collection: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        done: tuple[int, int] | None = super().execute_action(
            objects, collection=collection, **kwargs
        )
        search.enqueue_keys(DOCUMENT, [str(one.pk) for one in objects])
        return done or (0, 0)


_STOCK: tuple[type[BulkAction], ...] = (
    of_pages.DeleteBulkAction,
    of_pages.MoveBulkAction,
    of_pages.PublishBulkAction,
    of_pages.UnpublishBulkAction,
    of_documents.AddTagsBulkAction,
    AddToCollectionBulkAction,
    of_documents.DeleteBulkAction,
    of_images.AddTagsBulkAction,
    of_images.AddToCollectionBulkAction,
    of_images.DeleteBulkAction,
    of_users.AssignRoleBulkAction,
    of_users.DeleteBulkAction,
    of_users.SetActiveStateBulkAction,
    DeleteSnippets,
)


class NamesOnlyOwn:
    """Of pages that it refuses it names those of the explorer; of all else none."""

    request: Any

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        allowed, refused = super().get_actionable_objects()  # type: ignore[misc]  # mixin
        closed = refused["items_with_no_access"]
        seen = self._explorable([one.pk for one in closed if isinstance(one, Page)])
        named = [one for one in closed if one.pk in seen]
        return allowed, refused | {"items_with_no_access": named}

    def _explorable(self, keys: list[int]) -> set[int]:
        if not keys:
            return set()
        found = explorable_pages(self.request).filter(pk__in=keys)
        return set(found.order_by().values_list("pk", flat=True))


def bulk_actions() -> list[type[BulkAction]]:
    """The stock actions with the rule above, to be registered in their stead."""
    return [
        type(f"Own{action.__name__}", (NamesOnlyOwn, action), {}) for action in _STOCK
    ]
