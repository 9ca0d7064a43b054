"""Elasticsearch follows the rows in order, whatever comes late, twice or never."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from outbox import services as outbox
from outbox.models import MessageState, OutboxMessage
from outbox.worker import drain
from search import queries
from search.engines.elasticsearch import following, writing
from search.engines.elasticsearch.connection import alias, patient_client
from search.engines.elasticsearch.following import is_behind, note_change, waiting
from search.engines.elasticsearch.rebuilding import TOPIC
from search.engines.elasticsearch.writing import Operation, operations_of, send
from search.indexing import index_keys, stamp
from search.models import SearchDocument
from search.registry import SearchRecord
from tests.integration.search.conftest import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(live_index, world):
    """The world as the portal has it: the worker tells Elasticsearch, later."""
    return world


def work() -> None:
    """The worker drains the queue, and the index is looked at afresh."""
    OutboxMessage.objects.filter(state=MessageState.WAITING).exclude(
        topic="search.lexicon"
    ).update(available_at=timezone.now())
    drain()
    patient_client().indices.refresh(index=alias())
    queries.BEHIND.forget()


def titles(text: str) -> list[str]:
    results = ask(text)
    assert results.engine == "elasticsearch"
    return [hit.title for hit in results.hits]


def stored(key: str) -> dict | None:
    """What the server has of a procedure, and under which version."""
    answer = patient_client().options(ignore_status=404)
    document = answer.get(index=alias(), id=f"procedure:{key}")
    return document.body if document["found"] else None


def put(world, key: str, title: str) -> None:
    world.records[key] = SearchRecord(type="procedure", key=key, title=title)
    index_keys("procedure", [key])


def notes():
    return OutboxMessage.objects.filter(topic=TOPIC)


def test_without_a_server_nothing_is_noted(world):
    world.add("Khai sinh")

    assert not notes().exists()


@pytest.mark.elasticsearch
@pytest.mark.both_databases
def test_what_is_published_changed_and_hidden_is_followed(follower):
    thing = follower.add("Hộ khẩu")
    work()
    assert titles("ho khau") == ["Hộ khẩu"]

    Group.objects.filter(pk=thing.pk).update(name="Cư trú")
    index_keys("procedure", [str(thing.pk)])
    work()
    assert (titles("ho khau"), titles("cu tru")) == ([], ["Cư trú"])

    follower.hide(thing)
    work()
    assert titles("cu tru") == []
    assert set(notes().values_list("state", flat=True)) == {MessageState.DONE}


@pytest.mark.elasticsearch
def test_what_is_rolled_back_is_never_noted(follower):
    def add_and_fail():
        with transaction.atomic():
            follower.add("Khai sinh")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()

    assert not notes().exists()


@pytest.mark.elasticsearch
def test_nothing_is_noted_of_what_did_not_change(follower):
    thing = follower.add("Khai sinh")
    index_keys("procedure", [str(thing.pk), "99999999"])

    assert notes().count() == 1


@pytest.mark.elasticsearch
def test_many_changes_go_200_to_a_note(follower):
    note_change("procedure", [str(number) for number in range(450)], 1)

    sizes = [len(note.payload["keys"]) for note in notes().order_by("pk")]
    assert sizes == [200, 200, 50]


@pytest.mark.elasticsearch
def test_a_note_says_which_thing_and_not_what_it_was(follower):
    thing = follower.add("Khai sinh")
    key, row = str(thing.pk), SearchDocument.objects.get()

    assert notes().get().payload == {
        "type": "procedure",
        "keys": [key],
        "version": row.version,
    }


@pytest.mark.elasticsearch
def test_notes_may_come_twice_and_in_any_order(follower):
    thing = follower.add("Một")
    follower.change(thing, summary="Hai")
    for note in list(notes().order_by("-pk")) * 2:
        following.follow_change(note.payload)

    document = stored(str(thing.pk))
    assert document["_source"]["summary"] == "Hai"
    assert document["_version"] == SearchDocument.objects.get().version


@pytest.mark.elasticsearch
def test_what_was_read_before_a_change_and_sent_after_it_is_passed_over(follower):
    thing = follower.add("Cũ")
    key = str(thing.pk)
    late = list(operations_of("procedure", {key: 0}))
    Group.objects.filter(pk=thing.pk).update(name="Mới")
    index_keys("procedure", [key])
    work()

    send(patient_client(), alias(), late, alias=True)

    assert stored(key)["_source"]["title"] == "Mới"


@pytest.mark.elasticsearch
def test_a_deletion_that_comes_late_does_not_take_what_came_back(follower):
    thing = follower.add("Khai sinh")
    key = str(thing.pk)
    record = follower.records[key]
    follower.hide(thing)
    gone = notes().order_by("pk").last()
    # The worker looks for the row while the one who brings it back has yet to commit.
    (deletion,) = operations_of("procedure", {key: gone.payload["version"]})
    follower.records[key] = record
    index_keys("procedure", [key])

    send(patient_client(), alias(), [deletion], alias=True)
    work()
    send(patient_client(), alias(), [deletion], alias=True)

    assert deletion.body is None
    assert stored(key)["_source"]["title"] == "Khai sinh"


@pytest.mark.elasticsearch
def test_what_was_read_before_a_deletion_and_sent_after_it_stays_away(follower):
    thing = follower.add("Khai sinh")
    key = str(thing.pk)
    late = list(operations_of("procedure", {key: 0}))
    follower.hide(thing)
    work()

    send(patient_client(), alias(), late, alias=True)

    assert stored(key) is None


@pytest.mark.elasticsearch
@pytest.mark.parametrize("block", ["read_only_allow_delete", "write"])
def test_a_full_index_keeps_the_notes_waiting_and_the_embedded_engine_answers(
    follower, live_index, block, caplog
):
    follower.add("Khai sinh")
    work()
    server = patient_client()
    server.indices.put_settings(index=live_index, settings={f"blocks.{block}": True})
    follower.add("Khai sinh lưu động")

    work()

    note = notes().order_by("pk").last()
    assert (note.state, note.attempts) == (MessageState.WAITING, 0)
    assert is_behind()
    assert waiting() == 1
    results = ask("khai sinh")
    assert results.engine.startswith("embedded-")
    assert {hit.title for hit in results.hits} == {"Khai sinh", "Khai sinh lưu động"}
    assert queries.health()["state"] == "degraded"
    assert "search.behind" in [record.message for record in caplog.records]

    server.indices.put_settings(index=live_index, settings={f"blocks.{block}": None})
    work()

    assert not is_behind()
    assert set(titles("khai sinh")) == {"Khai sinh", "Khai sinh lưu động"}
    assert queries.health() == {
        "state": "ok",
        "engine": "elasticsearch",
        "breaker": "closed",
        "waiting": 0,
    }


@pytest.mark.elasticsearch
def test_a_note_that_nobody_has_told_for_long_says_the_server_is_behind(follower):
    follower.add("Khai sinh")
    assert not is_behind()

    notes().update(created_at=timezone.now() - following.LAG)

    assert is_behind()


@pytest.mark.elasticsearch
def test_a_document_that_is_refused_counts_as_a_failure(follower, monkeypatch):
    def with_unknown_field(row):
        return {"nobody_declared_this": row.title}

    monkeypatch.setattr(writing, "body_of", with_unknown_field)
    follower.add("Khai sinh")

    work()

    note = notes().get()
    assert (note.state, note.attempts) == (MessageState.WAITING, 1)
    assert note.last_error.startswith("DocumentsRefusedError in writing.py:")
    assert not is_behind()


@pytest.mark.elasticsearch
def test_of_several_documents_one_that_is_refused_keeps_none_of_the_others(follower):
    good, bad = "procedure:good", "procedure:bad"
    body = {"key": "good", "title": "Tốt"}
    operations = [
        Operation(bad, stamp(), {"nobody_declared_this": 1}),
        Operation(good, stamp(), body),
    ]

    with pytest.raises(writing.DocumentsRefusedError, match=bad):
        send(patient_client(), alias(), operations, alias=True)

    assert stored("good")["_source"] == body


@pytest.mark.elasticsearch
def test_large_documents_go_in_requests_of_a_fair_size(follower, monkeypatch):
    monkeypatch.setattr(writing, "_MOST_BYTES", 3_000)
    sent: list[int] = []
    send_one = writing._send

    def count(server, target, batch, *, alias):
        sent.append(len(batch))
        send_one(server, target, batch, alias=alias)

    monkeypatch.setattr(writing, "_send", count)
    text = "dài " * 300
    operations = [
        Operation(f"procedure:{n}", stamp(), {"key": str(n), "title": text})
        for n in range(5)
    ]

    send(patient_client(), alias(), operations, alias=True)

    assert sent == [1, 1, 1, 1, 1]
    assert all(stored(str(n)) for n in range(5))


@pytest.mark.elasticsearch
def test_without_an_index_the_first_note_makes_it_of_all_rows(empty_server, world):
    world.add("Khai sinh")
    world.add("Khai tử")
    notes().order_by("pk").first().delete()
    assert ask("khai").engine.startswith("embedded-")

    work()
    queries.BREAKER.reset()

    assert set(titles("khai")) == {"Khai sinh", "Khai tử"}
    assert waiting() == 0


@pytest.mark.elasticsearch
def test_writing_never_makes_an_index_by_the_way(empty_server, world):
    operation = Operation("procedure:1", 1, {"title": "x"})

    with pytest.raises(writing.NoIndexError):
        send(patient_client(), alias(), [operation], alias=True)

    assert patient_client().indices.get(index=f"{empty_server}*").body == {}


def test_notes_of_a_server_that_is_no_longer_configured_are_settled(world):
    outbox.enqueue(TOPIC, {"type": "procedure", "keys": ["1"], "version": 1})

    drain()

    assert notes().get().state == MessageState.DONE
