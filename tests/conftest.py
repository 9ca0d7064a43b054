"""What every test may rely on: no network, no leftovers in caches, Vietnamese first,
and a database as the migrations left it, also after a test that emptied it."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from portal.settings.elasticsearch_url import ElasticsearchServer
from search import in_force
from search.lexicon import current as lexicon
from tests import search_server
from tests.databases import MigratedDatabase, copied_database
from tests.diary_reset import leave_diary_unguarded
from tests.foundation import lay_foundation

_TRANSACTIONAL_FIXTURES = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
}


def _is_transactional(item: pytest.Function) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(_TRANSACTIONAL_FIXTURES & set(item.fixturenames)) or (
        marker is not None and bool(marker.kwargs.get("transaction"))
    )


def _is_journey(item: pytest.Function) -> bool:
    return item.get_closest_marker("e2e") is not None and "demo" in item.fixturenames


def _turn(item: pytest.Function) -> int:
    """Who takes long begins, so that no worker waits for another at the end; who needs
    no database fills the gaps; who empties it comes last."""
    if _is_journey(item):
        return 0
    if item.get_closest_marker("long"):
        return 1
    if _is_transactional(item):
        return 4
    needs_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    return 2 if needs_database else 3


def _group(item: pytest.Function) -> str:
    """What stays together on one of several workers: a file with its fixtures, the
    journeys through the one demo, and the tests that empty the database."""
    if _is_journey(item):
        return "journeys"
    return "emptying" if _is_transactional(item) else item.nodeid.split("::")[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    items.sort(key=_turn)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
        if item.get_closest_marker("e2e"):
            # What they try runs in processes of its own.
            item.add_marker(pytest.mark.no_cover)


_MIGRATED = pytest.StashKey[MigratedDatabase]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin to migrate while the workers collect."""
    options = session.config.option
    shared = getattr(options, "dist", "no") != "no" and not options.reuse_db
    if shared and not options.collectonly:
        session.config.stash[_MIGRATED] = MigratedDatabase()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    if migrated := node.config.stash.get(_MIGRATED, None):
        node.workerinput["migrated_database"] = migrated.folder


def pytest_unconfigure(config: pytest.Config) -> None:
    if migrated := config.stash.get(_MIGRATED, None):
        with config.stash[blocking_manager_key].unblock():
            migrated.drop()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker
) -> Iterator[None]:
    """With several workers each has a copy of the one database that was migrated."""
    given = getattr(request.config, "workerinput", {})
    if "migrated_database" not in given:
        request.getfixturevalue("django_db_setup")
        yield
        return
    with django_db_blocker.unblock():
        copied = copied_database(given["migrated_database"], given["workerid"])
        copied.__enter__()
    yield
    with django_db_blocker.unblock():
        copied.__exit__(None, None, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Function, nextitem: pytest.Item | None
) -> object:
    result = yield
    # After the last test the database itself is gone.
    if nextitem is not None and _is_transactional(item):
        with item.config.stash[blocking_manager_key].unblock():
            lay_foundation()
    return result


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The search server may be another machine: it is the one that tests may reach."""
    allowed = config.getoption("allow_hosts")
    config.option.allow_hosts = ",".join([allowed, *search_server.hosts()])


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever asks for the server is marked, so that `-m` finds all of them."""
    if "elasticsearch_server" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.elasticsearch)


@pytest.fixture(scope="session")
def elasticsearch_server(worker_id: str) -> Iterator[ElasticsearchServer]:
    """A real Elasticsearch, with a prefix under which there is nothing yet."""
    with search_server.running_server(worker_id) as server:
        yield server


@pytest.fixture
def elasticsearch(elasticsearch_server, settings) -> ElasticsearchServer:
    """The portal of this test searches by Elasticsearch."""
    settings.ELASTICSEARCH = elasticsearch_server
    return elasticsearch_server


@pytest.fixture(autouse=True)
def _elasticsearch_where_marked(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("elasticsearch"):
        request.getfixturevalue("elasticsearch")


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _empty_caches():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _search_rules_looked_at_once(monkeypatch):
    """What an earlier test published was rolled back; and no second that passes in the
    midst of a test makes it ask once more."""
    for kept in (in_force.CURRENT, lexicon.CURRENT):
        kept.forget()
        monkeypatch.setattr(kept, "_seconds", math.inf)


@pytest.fixture(autouse=True)
def _diary_can_be_flushed(request):
    """A transactional test ends in a flush, which the append-only diary would refuse;
    the signal that follows the flush puts the triggers back."""
    if _is_transactional(request.node):
        request.getfixturevalue("transactional_db")
        yield
        leave_diary_unguarded()
    else:
        yield
