"""Pages written straight into their tables, many at a time.

`add_child` costs 12 to 33 ms a page; rows cost a fraction of one. What it would
have checked and computed is done here, so `Page.find_problems()` stays empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms_pages.routing import reserved

CHUNK = 500
_BASE_FIELDS = [f for f in Page._meta.local_concrete_fields if not f.primary_key]
_T = TypeVar("_T")


@dataclass(slots=True)
class NewPage:
    """An unsaved page, and the saved or likewise new page that it belongs under."""

    page: Any
    parent: "Page | NewPage"
    depth: int = field(init=False, default=0)

    @property
    def parent_page(self) -> Any:
        return self.parent.page if isinstance(self.parent, NewPage) else self.parent


@transaction.atomic
def write_pages(new_pages: Sequence[NewPage]) -> list[Any]:
    """Write the pages, live, in this order; a new parent stands before its children.

    Raises ValidationError for a slug that is malformed, reserved or taken, or a title
    that is empty or too long; nothing is written then.
    """
    places = _Places(new_pages)
    locale = Locale.get_default()
    now = timezone.now()
    for new in new_pages:
        _fill(new, places.place_of(new), locale=locale, now=now)
    pages = [new.page for new in new_pages]
    _insert(pages)
    places.count_children()
    return pages


class _Places:
    """Hands out tree paths below each parent, with the saved parents locked."""

    def __init__(self, new_pages: Sequence[NewPage]) -> None:
        parents = {
            new.parent.pk for new in new_pages if not isinstance(new.parent, NewPage)
        }
        # `add_child` elsewhere updates its parent's row before it inserts: whoever
        # holds the row is alone below it.
        locked = Page.objects.select_for_update().filter(pk__in=parents)
        self._parents = {page.pk: page for page in locked.order_by("pk")}
        self._last: dict[str, str] = {}
        self._slugs: dict[str, set[str]] = defaultdict(set)
        self._added: dict[int, int] = defaultdict(int)
        self._read_children()

    def _read_children(self) -> None:
        by_depth = defaultdict(list)
        for parent in self._parents.values():
            by_depth[parent.depth].append(parent.path)
        for depth, paths in by_depth.items():
            children = Page.objects.filter(depth=depth + 1).annotate(
                parent_path=Substr("path", 1, depth * Page.steplen)
            )
            for chunk in chunks(paths, CHUNK):
                below = children.filter(parent_path__in=chunk).order_by()
                self._last.update(
                    below.values_list("parent_path").annotate(last=Max("path"))
                )
                for parent_path, slug in below.values_list("parent_path", "slug"):
                    self._slugs[parent_path].add(slug)

    def place_of(self, new: NewPage) -> tuple[Any, str]:
        """The parent as locked, and the tree path for this child of it."""
        parent = new.parent_page
        if not isinstance(new.parent, NewPage):
            parent = self._parents[parent.pk]
            self._added[parent.pk] += 1
        else:
            parent.numchild += 1
        _check(new.page, parent, taken=self._slugs[parent.path])
        self._slugs[parent.path].add(new.page.slug)
        step = 1
        if last := self._last.get(parent.path):
            step = Page._str2int(last[-Page.steplen :]) + 1
        path = Page._get_path(parent.path, parent.depth + 1, step)
        self._last[parent.path] = path
        return parent, path

    def count_children(self) -> None:
        parents_by_count = defaultdict(list)
        for pk, count in self._added.items():
            parents_by_count[count].append(pk)
        for count, parents in parents_by_count.items():
            for chunk in chunks(parents, CHUNK):
                Page.objects.filter(pk__in=chunk).update(numchild=F("numchild") + count)


def _check(page: Any, parent: Any, *, taken: set[str]) -> None:
    said = {"slug": page.slug, "title": page.title}
    if not page.title.strip() or len(page.title) > 255:
        message = _("The title of “%(slug)s” must have 1 to 255 characters.")
        raise ValidationError({"title": message % said})
    if not reserved.is_slug(page.slug):
        message = _("“%(slug)s” is not an address: use a-z, 0-9 and single hyphens.")
        raise ValidationError({"slug": message % said})
    if parent.depth > 1 and reserved.is_reserved(page.slug, page._meta.model_name):
        message = _("The address “%(slug)s” is reserved; choose another.")
        raise ValidationError({"slug": message % said})
    if page.slug in taken:
        message = _("“%(title)s”: the address “%(slug)s” is taken beside it.")
        raise ValidationError({"slug": message % said})


def _fill(new: NewPage, place: tuple[Any, str], *, locale: Locale, now: Any) -> None:
    parent, path = place
    page = new.page
    page.path = path
    page.depth = parent.depth + 1
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.draft_title = page.title
    page.locale = locale
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.first_published_at or now
    page.last_published_at = page.latest_revision_created_at = now


def _insert(pages: Sequence[Any]) -> None:
    """Base rows in one family, then each type's own rows.

    New parents stand before their children, so `numchild` is complete by now.
    """
    for chunk in chunks(pages, CHUNK):
        bases = Page.objects.bulk_create(
            [
                Page(**{f.attname: getattr(page, f.attname) for f in _BASE_FIELDS})
                for page in chunk
            ]
        )
        for page, base in zip(chunk, bases, strict=True):
            page.pk = page.id = base.pk
            page.page_ptr_id = base.pk
    by_model = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for model, own in by_model.items():
        for chunk in chunks(own, CHUNK):
            # `bulk_create` refuses models with a parent table; this is the insert
            # beneath it, for the child table alone.
            model._base_manager._insert(
                chunk, fields=model._meta.local_concrete_fields, using=None
            )
    for page in pages:
        page._state.adding = False
        page._state.db = "default"


def chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
