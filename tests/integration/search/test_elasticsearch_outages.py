"""A real server is stopped, frozen, killed, filled up: nobody who searches notices."""

import signal

import pytest

from portal.settings.elasticsearch_url import ElasticsearchServer
from search import queries
from search.engines.breaker import Breaker
from search.engines.elasticsearch import following, indices
from search.engines.elasticsearch.connection import patient_client
from search.engines.elasticsearch.rebuilding import rebuild
from search.engines.elasticsearch.writing import ServerAwayError
from tests.integration.search.conftest import ask
from tests.integration.search.outages import Clock, Outage, work
from tests.search_node import SearchNodes

# One node for all of them, on one worker.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elasticsearch,
    pytest.mark.xdist_group("search-node"),
]


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    with SearchNodes(tmp_path_factory.mktemp("search-server")) as nodes:
        yield nodes


@pytest.fixture
def outage(node, elasticsearch, settings, world, client, caplog, monkeypatch):
    """A portal that searches by the node, with one thing published."""
    node.start()
    settings.ELASTICSEARCH = ElasticsearchServer(hosts=node.hosts, timeout=0.5)
    clock = Clock()
    monkeypatch.setattr(queries, "BREAKER", Breaker(clock=clock))
    # No test waits as long for a frozen server as the worker does.
    monkeypatch.setattr(following, "_PATIENCE", 2)
    world.add("Khai sinh")
    rebuild()
    outage = Outage(world, clock, client, caplog)
    outage.ask_server("khai sinh")
    queries.BREAKER.reset()
    caplog.clear()
    yield outage
    node.signal(signal.SIGCONT)
    node.start()
    for index in indices.ours():
        patient_client().indices.delete(index=index.name)


def test_stopped_and_started_again(outage, node):
    node.stop()

    outage.is_bridged()
    outage.publishing_goes_on()
    node.start()
    outage.is_over()


def test_frozen_so_that_it_answers_nothing(outage, node):
    node.signal(signal.SIGSTOP)

    outage.is_bridged()
    outage.publishing_goes_on()
    node.signal(signal.SIGCONT)
    outage.is_over()


def test_killed_in_the_midst_of_a_rebuild_and_back_before_anybody_searched(
    outage, node
):
    outage.world.add("Kết hôn")
    work()

    def kill(rows, _count):
        node.kill()
        return rows

    with pytest.raises(ServerAwayError):
        rebuild(progress=kill)
    node.start()
    found = outage.ask_server("kết hôn")
    assert [hit.title for hit in found.hits] == ["Kết hôn"]

    outage.world.add("Khai tử")
    outage.is_over()
    made = rebuild()
    assert len(made.removed) == 1


@pytest.mark.parametrize("block", ["read_only", "read_only_allow_delete"])
def test_full_as_a_whole(outage, block):
    def set_block(value):
        setting = {f"cluster.blocks.{block}": value}
        patient_client().cluster.put_settings(persistent=setting)

    set_block(True)
    try:
        outage.publishing_goes_on()
        assert ask("khai sinh").engine.startswith("embedded-")
        outage.is_told()
        outage.is_logged("search.behind")
    finally:
        set_block(None)
    outage.is_over()


def test_its_index_deleted(outage):
    (index,) = indices.ours()
    patient_client().indices.delete(index=index.name)

    outage.is_bridged()
    outage.world.add("Khai tử")
    outage.is_over()


@pytest.mark.parametrize(
    "mappings",
    [{}, {"properties": {"key": {"type": "text"}, "title": {"type": "text"}}}],
    ids=["none", "other"],
)
def test_its_index_shaped_otherwise(outage, mappings):
    (index,) = indices.ours()
    wrong = f"{index.name[:-1]}{(int(index.name[-1]) + 1) % 10}"
    patient_client().indices.create(index=wrong, mappings=mappings)
    indices.put_in_place(wrong)

    outage.is_bridged()
    outage.world.add("Khai tử")
    rebuild()
    outage.is_over()


def test_its_index_closed(outage):
    (index,) = indices.ours()
    patient_client().indices.close(index=index.name)

    outage.is_bridged()
    outage.publishing_goes_on()
    patient_client().indices.open(index=index.name)
    outage.is_over()
