"""A small index of made-up types: the things are groups of users."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse

from outbox.models import OutboxMessage
from outbox.registry import handler_of
from search import labels, queries, registry, scopes
from search.engines.elasticsearch.connection import alias, patient_client
from search.engines.elasticsearch.documents import index_body
from search.engines.elasticsearch.rebuilding import TOPIC
from search.indexing import index_keys
from search.queries import search, suggest
from search.registry import Projection, SearchRecord, register_projection
from search.results import SearchQuery
from search.scopes import Scope
from search.views import search_page
from tests.integration.search.search_pages import PROVINCE

TODAY = date(2026, 11, 23)


class World:
    """Things that can be found: a row gives each its name, this table its record."""

    def __init__(self) -> None:
        self.records: dict[str, SearchRecord] = {}
        self.projections: list[Projection] = []
        # What brings a copy of the index in step after each change.
        self.settle: Callable[[], None] = lambda: None

    def add(self, title: str, *, type_: str = "procedure", **fields) -> Group:
        thing = Group.objects.create(name=title)
        key = str(thing.pk)
        self.records[key] = SearchRecord(type=type_, key=key, title=title, **fields)
        self.index(type_, key)
        return thing

    def change(self, thing: Group, **fields) -> None:
        key = str(thing.pk)
        self.records[key] = replace(self.records[key], **fields)
        self.index(self.records[key].type, key)

    def hide(self, thing: Group) -> None:
        key = str(thing.pk)
        type_ = self.records.pop(key).type
        self.index(type_, key)

    def index(self, type_: str, key: str) -> None:
        index_keys(type_, [key])
        self.settle()

    def register(self, type_: str) -> None:
        def load(key: str) -> Group | None:
            return Group.objects.filter(pk=key).first()

        def project(thing: Group) -> SearchRecord | None:
            record = self.records.get(str(thing.pk))
            if record is None or record.type != type_:
                return None
            return replace(record, title=thing.name)

        def stream() -> Iterator[Group]:
            return Group.objects.order_by("pk").iterator()

        projection = Projection(
            type_, Group, lambda thing: str(thing.pk), load, project, stream
        )
        register_projection(projection)
        self.projections.append(projection)


@pytest.fixture
def world(monkeypatch) -> World:
    monkeypatch.setattr(registry, "_projections", {})
    monkeypatch.setattr(labels, "_sources", {})
    world = World()
    for type_ in ("procedure", "news", "page"):
        world.register(type_)
    return world


@pytest.fixture(autouse=True)
def _nothing_known_of_elasticsearch():
    """What a process learnt of the server in one test is nothing to the next."""
    queries.BREAKER.reset()
    queries.BEHIND.forget()
    yield
    queries.BREAKER.reset()
    queries.BEHIND.forget()


@pytest.fixture
def empty_server(elasticsearch, settings) -> Iterator[str]:
    """A server that has never heard of the portal of this test."""
    prefix = f"{elasticsearch.prefix}-{uuid4().hex[:8]}"
    settings.ELASTICSEARCH = replace(elasticsearch, prefix=prefix)
    yield prefix
    server = patient_client()
    for name in server.indices.get(index=f"{prefix}*", expand_wildcards="all").body:
        server.indices.delete(index=name)


@pytest.fixture
def live_index(elasticsearch) -> Iterator[str]:
    """An index of Elasticsearch for one test: the words of deleted documents would go
    on weighing in the next."""
    name = f"{alias()}-{uuid4().hex}"
    server = patient_client()
    server.indices.create(index=name, aliases={alias(): {}}, **index_body())
    yield name
    server.indices.delete(index=name, ignore_unavailable=True)


@pytest.fixture
def copied(live_index, world) -> World:
    """The world, which Elasticsearch follows at each change."""
    world.settle = tell_elasticsearch
    return world


def tell_elasticsearch() -> None:
    """What the worker does with the notes, in their order; seen at once."""
    for note in OutboxMessage.objects.filter(topic=TOPIC).order_by("id"):
        handler_of(TOPIC)(note.payload)
        note.delete()
    patient_client().indices.refresh(index=alias())


@pytest.fixture
def find():
    """Search as the page does; gives the titles in their order."""

    def run(text: str, **parts):
        return [hit.title for hit in ask(text, **parts).hits]

    return run


def ask(text: str, *, scope: Scope | None = None, at: date = TODAY, **parts):
    filters = {
        name: (values,) if isinstance(values, str) else values
        for name, values in parts.pop("filters", {}).items()
    }
    return search(
        SearchQuery(text=text, at=at, scope=scope or Scope(), filters=filters, **parts)
    )


def complete(text: str, *, scope: Scope | None = None, at: date = TODAY, limit=8):
    query = SearchQuery(text=text, at=at, scope=scope or Scope(), page_size=limit)
    return [suggestion.text for suggestion in suggest(query)]


def counts(results, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in results.facets[facet]}


@pytest.fixture
def portals(monkeypatch):
    """Two communes by path, one of them by its unit, too."""
    known = {
        "/hue/phu-bai/": Scope(("tier:commune",), ("agency:phu-bai",), "/hue/phu-bai/"),
    }

    def resolve(portal: str, unit: str) -> Scope | None:
        return known.get(portal or {"19804": "/hue/phu-bai/"}.get(unit, ""))

    monkeypatch.setattr(scopes, "_resolver", resolve)


@pytest.fixture
def plain_addresses(monkeypatch):
    """Addresses that say what they are of, in whose frame."""

    def address_of(kind, key, *, portal="", language="vi"):
        return f"{portal or '/'}{kind}/{key}"

    monkeypatch.setattr("search.addresses.address_of", address_of)
    monkeypatch.setattr("search.pages.guidance.address_of", address_of)


@pytest.fixture
def visit(rf):
    """Open the search page in a portal's frame."""

    def get(frame=PROVINCE, **parameters) -> HttpResponse:
        request = rf.get("/tim-kiem/", parameters)
        request.frame = frame
        return search_page(request)

    return get
