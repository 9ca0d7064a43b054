"""What Wagtail's signals would have done for pages that were written as rows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from cms_pages.provisioning.rows import CHUNK, chunks


def index_new_pages(pages: Sequence[Any]) -> None:
    """Enter new pages into the admin's search and the index of references."""
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for model, own in by_model.items():
        for backend in get_search_backends(with_auto_update=True):
            for chunk in chunks(own, CHUNK):
                backend.add_bulk(model, chunk)
        _write_references(model, own)


def _write_references(model: Any, pages: Sequence[Any]) -> None:
    """The rows of `ReferenceIndex.create_or_update_for_object`, in one go."""
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    base = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    rows = [
        ReferenceIndex(
            content_type=content_type,
            base_content_type=base,
            object_id=page.pk,
            to_content_type_id=to_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for page in pages
        for to_type, to_object, model_path, content_path in _references(page)
    ]
    ReferenceIndex.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def _references(page: Any) -> set[tuple[int, str, str, str]]:
    # Nothing hangs below a page that was written as a row; to ask would be a query for
    # each kind of thing that might.
    nothing: dict[str, list[Any]] = {
        relation.get_accessor_name(): [] for relation in get_all_child_relations(page)
    }
    page._cluster_related_objects = nothing
    return set(ReferenceIndex._extract_references_from_object(page))
