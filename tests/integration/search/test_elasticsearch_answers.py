"""Whatever stands at the server's address, and whatever it says: searches go on."""

import json

import pytest

from portal.settings.elasticsearch_url import ElasticsearchServer
from search import queries
from search.engines.breaker import Breaker, BreakerState
from search.engines.elasticsearch import following
from tests.integration.search.conftest import ask
from tests.integration.search.outages import Clock, Outage, in_time
from tests.integration.search.pretender import Answer, nobody, pretending, silence

pytestmark = pytest.mark.django_db

HIT = {
    "_id": "procedure:1",
    "_score": 1.0,
    "_source": {"title": "Thừa", "type": "procedure", "code": "", "path": "/"},
}
COUNTS = {
    name: {"doc_count": 1, "values": {"buckets": []}}
    for name in (
        *("type", "tier", "field", "level", "unit", "audience"),
        *("matched", "with_all"),
    )
}


def results(hits: object, **parts: object) -> Answer:
    return Answer.of(
        {
            "timed_out": False,
            "hits": {"total": {"value": 1}, "hits": hits},
            "aggregations": COUNTS,
            **parts,
        }
    )


WRONG = {
    "a page of a proxy": Answer(b"<h1>Welcome</h1>", kind="text/html"),
    "a page that says it is JSON": Answer(b"<h1>Welcome</h1>"),
    "another product": Answer.of({"ok": True}, is_elasticsearch=False),
    "nothing": Answer(b""),
    "half of it": Answer(b'{"timed_out": false, "hits": {"hi'),
    "less than promised": Answer(b'{"timed_out": false', missing=1_000),
    "not UTF-8": Answer(b'{"timed_out": "\xff\xfe"}'),
    "without end": Answer(b"[" * 200_000),
    "a list": Answer.of([]),
    "a number": Answer.of(3),
    "null": Answer.of(None),
    "an empty object": Answer.of({}),
    "given up half-way": results([], timed_out=True),
    "no hits": Answer.of({"timed_out": False, "hits": None}),
    "hits that are none": results("hits"),
    "hits that are numbers": results([1, 2]),
    "hits without source": results([{"_id": "1", "_score": 1}]),
    "hits that lack much": results([HIT]),
    "infinite numbers": Answer(
        json.dumps({"timed_out": False, "hits": {"total": {"value": 1e999}}}).encode()
    ),
    "a kind nobody knows": Answer(b"\x00\x01", kind="application/x-garbage"),
    "a kind that is none": Answer(b"{}", kind="\u00e9"),
    "overloaded": Answer.of({"error": {"type": "es_rejected"}}, status=429),
    "an error of a proxy": Answer(b"Bad gateway", status=502, kind="text/plain"),
    "unavailable": Answer.of({"error": "starting"}, status=503),
    "forbidden": Answer.of({"error": {"type": "security_exception"}}, status=403),
    "an error of no shape": Answer.of([{"error": [1]}], status=500),
    "moved": Answer(b"", status=302),
}


@pytest.fixture
def portal(settings, world, client, caplog, monkeypatch):
    """Connect the portal to an address; what comes of it is an outage."""
    clock = Clock()
    monkeypatch.setattr(queries, "BREAKER", Breaker(clock=clock))
    monkeypatch.setattr(following, "_PATIENCE", 0.5)
    world.add("Khai sinh")

    def connect(*hosts: str) -> Outage:
        settings.ELASTICSEARCH = ElasticsearchServer(hosts=hosts, timeout=0.5)
        return Outage(world, clock, client, caplog)

    return connect


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_is_bridged(portal, answer):
    with pretending(answer) as address:
        outage = portal(address)
        outage.is_bridged()
        outage.publishing_goes_on()


@pytest.mark.parametrize(
    "place",
    [nobody, silence, lambda: silence(b"HTTP/1.1 200 OK\r\nContent-")],
    ids=["nobody", "silence", "half a greeting"],
)
def test_a_place_where_nobody_answers_is_bridged(portal, place):
    with place() as address:
        outage = portal(address)
        outage.is_bridged()
        outage.publishing_goes_on()


@pytest.mark.parametrize(
    "items",
    [
        [],
        [{"index": {"_id": "procedure:other", "status": 201}}],
        [{"index": {}}],
        [{}],
        ["created"],
        None,
        [{"index": {"_id": "procedure:1", "status": "ok"}}],
    ],
    ids=["none", "another", "empty", "shapeless", "words", "null", "no number"],
)
def test_nothing_counts_as_written_that_the_server_did_not_confirm(portal, items):
    with pretending(Answer.of({"errors": False, "items": items})) as address:
        portal(address).publishing_goes_on()


def test_a_refusal_by_the_network_opens_the_breaker_at_once(portal):
    with nobody() as address:
        portal(address)
        ask("khai sinh")

    assert queries.BREAKER.state is BreakerState.OPEN


def test_slow_answers_open_it_after_three(portal):
    with silence() as address:
        portal(address)
        for state in ("closed", "closed", "open"):
            in_time(lambda: ask("khai sinh"))
            assert queries.BREAKER.state == state


def test_once_it_is_open_nothing_is_asked_until_the_pause_is_over(portal, monkeypatch):
    asked = []
    search = queries.ELASTICSEARCH.search

    def count(query, terms):
        asked.append(query.text)
        return search(query, terms)

    monkeypatch.setattr(queries.ELASTICSEARCH, "search", count, raising=False)
    with nobody() as address:
        outage = portal(address)
        for _ in range(5):
            ask("khai sinh")
        assert len(asked) == 1

        outage.clock.now += 5.1
        for _ in range(5):
            ask("khai sinh")

    assert len(asked) == 2


def test_the_log_says_who_answered_and_why_and_nothing_of_what_was_asked(
    portal, caplog
):
    with nobody() as address:
        portal(address)
        ask("Lê Thị Hoa khai sinh")

    (fallback,) = [r for r in caplog.records if r.message == "search.fallback"]
    assert fallback.engine.startswith("embedded-")
    assert fallback.reason == "ConnectionError"
    assert "search.breaker_open" in [record.message for record in caplog.records]
    assert "Hoa" not in str([vars(record) for record in caplog.records])


EMPTY = Answer.of({"timed_out": False, "hits": {"hits": []}})


@pytest.mark.parametrize(
    "first",
    [
        nobody,
        silence,
        lambda: pretending(WRONG["overloaded"]),
        lambda: pretending(WRONG["unavailable"]),
    ],
    ids=["nobody", "silence", "overloaded", "unavailable"],
)
def test_another_host_is_asked_within_the_same_time(portal, first):
    with first() as away, pretending(EMPTY) as there:
        portal(away, there)
        for _ in range(4):
            assert in_time(queries.health)["state"] == "ok"


def test_with_all_hosts_silent_the_time_is_that_of_one(portal):
    with silence() as one, silence() as two, silence() as three:
        portal(one, two, three)

        in_time(lambda: ask("khai sinh"))


def test_without_a_server_the_database_answers_and_all_is_well(world):
    world.add("Khai sinh")

    assert ask("khai sinh").engine.startswith("embedded-")
    assert queries.health() == {"state": "ok", "engine": queries.engine().name}
