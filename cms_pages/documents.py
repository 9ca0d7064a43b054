"""Documents that editors attach (văn bản, biểu mẫu), as the public index has them.

Found are their titles and the names of their files; what is written inside a PDF or a
DOCX is not read. Whose a document is says its collection, or the nearest one above it
that is a portal's: what lies in none is nobody's, and not found.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from cms_pages.portals.models import PortalPage
from cms_pages.portals.snapshot import Portal, portals
from cms_pages.projections import place_of
from search import indexing as search
from search.registry import Projection, SearchRecord, register_projection

DOCUMENT = "document"
CHUNK = 200


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    """A document and the public portal it belongs to, if there is one."""

    document: Any
    owner: Portal | None


@dataclass(frozen=True, slots=True)
class Shelves:
    """Which portal a collection is, and where one must first say who one is."""

    portals: Mapping[str, int]
    closed: tuple[str, ...]

    @classmethod
    def read(cls) -> "Shelves":
        owned = PortalPage.objects.exclude(collection=None)
        restrictions = CollectionViewRestriction.objects.order_by()
        return cls(
            portals=dict(owned.order_by().values_list("collection__path", "pk")),
            closed=tuple(restrictions.values_list("collection__path", flat=True)),
        )

    def owner_of(self, path: str) -> Portal | None:
        """The portal that shows what lies at this tree path; None: the public not."""
        if path.startswith(self.closed):
            return None
        known = portals()
        while path and path not in self.portals:
            path = path[: -Collection.steplen]
        owner = known.by_pk.get(self.portals.get(path, 0))
        if owner is None or owner.tree_path.startswith(known.restricted):
            return None
        return owner


def project(attached: AttachedDocument) -> SearchRecord | None:
    """None for what lies in no portal's collection, or in one that is not public."""
    document, owner = attached.document, attached.owner
    if owner is None:
        return None
    return SearchRecord(
        type=DOCUMENT,
        key=key_of(document),
        title=document.title,
        path=f"{document.pk}/{document.filename}",
        phrases=(_words_of(document.filename),),
        published_at=document.created_at,
        **place_of(portals(), owner),
    )


def _words_of(filename: str) -> str:
    """`mau_don-2026.pdf` is looked for by its words, too."""
    return PurePosixPath(filename).stem.replace("_", " ").replace("-", " ")


def key_of(document: Any) -> str:
    return str(document.pk)


def load(key: str) -> AttachedDocument | None:
    """The document as it stands now, or None when it is gone."""
    portals(fresh=True)
    found = get_document_model().objects.filter(pk=key).select_related("collection")
    document = found.first()
    return _attached(document, Shelves.read()) if document else None


def stream() -> Iterator[AttachedDocument]:
    """All documents, 200 at a time."""
    portals(fresh=True)
    shelves = Shelves.read()
    last = 0
    every = get_document_model().objects.select_related("collection").order_by("pk")
    while some := list(every.filter(pk__gt=last)[:CHUNK]):
        yield from (_attached(document, shelves) for document in some)
        last = some[-1].pk


def _attached(document: Any, shelves: Shelves) -> AttachedDocument:
    return AttachedDocument(document, shelves.owner_of(document.collection.path))


def enqueue_collections(paths: Iterable[str]) -> None:
    """Have the documents at and below these tree paths read again by the index."""
    roots = tuple(paths)
    if not roots:
        return
    collections = Collection.objects.order_by().values_list("pk", "path")
    inside = [pk for pk, path in collections if path.startswith(roots)]
    documents = get_document_model().objects.order_by("pk")
    for chunk in search.chunks(inside, CHUNK):
        keys = documents.filter(collection__in=chunk).values_list("pk", flat=True)
        search.enqueue_keys(DOCUMENT, map(str, keys))


def register() -> None:
    register_projection(
        Projection(
            type=DOCUMENT,
            model=get_document_model(),
            key_of=key_of,
            load=load,
            project=project,
            stream=stream,
        )
    )
