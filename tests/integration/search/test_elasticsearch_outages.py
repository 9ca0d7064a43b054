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
from tests.integration.search.outages import Clock, Outage, notes, work
from tests.search_node import SearchNodes

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    with SearchNodes(tmp_path_factory.mktemp("search-server")) as nodes:
        yield nodes


@pytest.fixture
def outage(node, elasticsearch, settings, world, client, monkeypatch, tmp_path):
    """A portal that searches by the node, with one thing published."""
    node.start()
    settings.ELASTICSEARCH = ElasticsearchServer(hosts=node.hosts, timeout=0.5)
    settings.PRIVATE_ROOT = tmp_path
    clock = Clock()
    monkeypatch.setattr(queries, "BREAKER", Breaker(clock=clock))
    # A worker waits as long for a frozen server as a search does.
    monkeypatch.setattr(following, "_PATIENCE", 1)
    world.add("Khai sinh")
    rebuild()
    assert ask("khai sinh").engine == "elasticsearch"
    yield Outage(world, clock, client)
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


def test_killed_without_a_word(outage, node):
    outage.world.add("Kết hôn")
    work()
    node.kill()

    outage.is_bridged()
    outage.publishing_goes_on()
    node.start()
    outage.is_over()
    assert [hit.title for hit in ask("kết hôn").hits] == ["Kết hôn"]


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
    finally:
        set_block(None)
    outage.is_over()


def test_restarted_while_nobody_searched(outage, node):
    node.stop()
    node.start()

    assert ask("khai sinh").engine == "elasticsearch"
    outage.world.add("Khai tử")
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


def test_away_when_a_rebuild_begins_and_in_the_midst_of_one(outage, node):
    def go_away(rows, _count):
        node.kill()
        return rows

    with pytest.raises(ServerAwayError):
        rebuild(progress=go_away)
    outage.is_bridged()
    node.start()
    outage.world.add("Khai tử")

    outage.is_over()
    made = rebuild()
    assert len(made.removed) == 1
    assert not notes().filter(state="waiting").exists()
