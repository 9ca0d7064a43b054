"""What every test may rely on: no network, no leftovers in caches, Vietnamese first,
and a database as the migrations left it, also after a test that emptied it."""

import math
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from portal.settings.elasticsearch_url import ElasticsearchServer
from search import in_force
from tests import search_server
from tests.diary_reset import leave_diary_unguarded
from tests.foundation import lay_foundation

_TRANSACTIONAL_FIXTURES = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
}


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(_TRANSACTIONAL_FIXTURES & set(getattr(item, "fixturenames", ()))) or (
        marker is not None and bool(marker.kwargs.get("transaction"))
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that empty the database come last and, of several workers, on one."""
    items.sort(key=_is_transactional)
    for item in items:
        if _is_transactional(item) and item.get_closest_marker("e2e") is None:
            item.add_marker(pytest.mark.xdist_group("emptying"))
        elif item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> object:
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
    in_force.CURRENT.forget()
    monkeypatch.setattr(in_force.CURRENT, "_seconds", math.inf)


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
