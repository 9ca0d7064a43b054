"""Writing the words of things as Wagtail saves and deletes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Manager, Model
from modelsearch.backends.base import BaseIndex, get_model_root
from wagtail.search.index import (
    AutocompleteField,
    RelatedFields,
    SearchField,
    get_indexed_models,
)

from cms_pages.editors_search.models import EditorsWords
from search.normalise import folded_words

CHUNK = 500


def type_of(model: type[Model]) -> ContentType:
    """Under which type a thing is kept: a page of any type is a page."""
    return ContentType.objects.get_for_model(get_model_root(model))


class WordsIndex(BaseIndex):
    """The rows of all models in one table."""

    def add_items(self, model: type[Model], items: Iterable[Any]) -> None:
        kind = type_of(model)
        rows = [
            EditorsWords(
                content_type=kind,
                object_id=item.pk,
                names=_folded(item, AutocompleteField),
                words=_folded(item, SearchField),
            )
            for item in items
        ]
        EditorsWords.objects.bulk_create(
            rows,
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["names", "words"],
        )

    def delete_item(self, item: Model) -> None:
        EditorsWords.objects.filter(
            content_type=type_of(type(item)), object_id=item.pk
        ).delete()

    def reset(self) -> None:
        EditorsWords.objects.all().delete()


class Rebuilder:
    """Reads everything again; what stands stays findable meanwhile."""

    def __init__(self, index: WordsIndex) -> None:
        self.index = index

    def start(self) -> WordsIndex:
        return self.index

    def finish(self) -> None:
        """Forget what is there no more, e.g. deleted by SQL."""
        roots = {get_model_root(model) for model in get_indexed_models()}
        known = EditorsWords.objects.filter(
            content_type__in=[type_of(root) for root in roots]
        )
        EditorsWords.objects.exclude(pk__in=known.values("pk")).delete()
        for root in roots:
            kept = root._default_manager.order_by().values("pk")
            known.filter(content_type=type_of(root)).exclude(
                object_id__in=kept
            ).delete()


def _folded(item: Any, kind: type[Any]) -> str:
    """The words of all fields of a kind; a text that was said already only once."""
    said = dict.fromkeys(
        " ".join(folded_words(text)) for text in _texts(item, item.search_fields, kind)
    )
    return " ".join(text for text in said if text)


def _texts(item: Any, fields: Sequence[Any], kind: type[Any]) -> Iterator[str]:
    for field in fields:
        if isinstance(field, RelatedFields):
            related = field.get_value(item)
            for one in related.all() if isinstance(related, Manager) else [related]:
                if one is not None:
                    yield from _texts(one, field.fields, kind)
        elif isinstance(field, kind):
            yield from _strings(field.get_value(item))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield str(value)
