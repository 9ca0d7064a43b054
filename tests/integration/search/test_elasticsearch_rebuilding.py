"""A rebuild of Elasticsearch's copy: beside the live one, stoppable, whole."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from outbox.models import MessageState, OutboxMessage
from outbox.registry import handler_of
from search import queries
from search.engines.elasticsearch import indices, rebuilding
from search.engines.elasticsearch.connection import alias, family, patient_client
from search.engines.elasticsearch.exclusion import RebuildUnderWayError, only_one
from search.engines.elasticsearch.rebuilding import TOPIC, rebuild
from search.models import SearchDocument
from tests.integration.search.conftest import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.elasticsearch,
    pytest.mark.usefixtures("empty_server"),
]


def told() -> set[str]:
    """Titles of all that the live index holds."""
    patient_client().indices.refresh(index=alias())
    answer = patient_client().search(index=alias(), size=100, source=["title"])
    return {hit["_source"]["title"] for hit in answer["hits"]["hits"]}


def work() -> None:
    """Bring the notes about as the worker does, while there is an index."""
    waiting = OutboxMessage.objects.filter(topic=TOPIC, state=MessageState.WAITING)
    for note in waiting.order_by("pk"):
        handler_of(TOPIC)(note.payload)
        OutboxMessage.objects.filter(pk=note.pk).update(state=MessageState.DONE)


def live() -> list[str]:
    return [index.name for index in indices.ours() if index.is_live]


def test_a_rebuild_makes_the_index_and_searches_are_asked_of_it(world):
    world.add("Khai sinh")
    world.add("Khai tử")

    made = rebuild()

    assert (made.documents, made.removed) == (2, [])
    assert live() == [made.name]
    assert made.name.startswith(f"{family()}-")
    assert ask("khai sinh").engine == "elasticsearch"
    assert told() == {"Khai sinh", "Khai tử"}


def test_what_waited_before_a_rebuild_is_settled_by_it(world):
    world.add("Khai sinh")
    notes = OutboxMessage.objects.filter(topic=TOPIC)
    assert notes.get().state == MessageState.WAITING

    rebuild()

    assert notes.get().state == MessageState.DONE


def test_the_index_is_searched_and_written_as_usual_afterwards(world):
    made = rebuild()

    said = patient_client().indices.get_settings(index=made.name)
    assert said[made.name]["settings"]["index"]["refresh_interval"] == "1s"
    assert indices.writing_alias(made.name) not in indices.ours()[0].aliases
    world.add("Khai sinh")
    work()
    assert told() == {"Khai sinh"}


def test_the_old_index_is_kept_for_a_day_and_removed_by_a_later_rebuild(
    world, monkeypatch
):
    first, second = rebuild(), rebuild()
    assert [index.name for index in indices.ours()] == [first.name, second.name]
    assert live() == [second.name]

    third = rebuild()
    assert third.removed == []
    monkeypatch.setattr(indices, "KEPT", timedelta(0))
    fourth = rebuild()

    assert fourth.removed == [first.name, second.name]
    assert [index.name for index in indices.ours()] == [third.name, fourth.name]


def test_going_back_to_the_old_index_is_respected(world, monkeypatch):
    first, second = rebuild(), rebuild()
    indices.put_in_place(first.name)
    monkeypatch.setattr(indices, "KEPT", timedelta(0))

    assert indices.sweep() == []
    assert live() == [first.name]
    assert second.name in {index.name for index in indices.ours()}


@pytest.fixture
def meanwhile(monkeypatch):
    """Have something happen, once, when a rebuild has come to a certain place."""

    def register(place: str, happening) -> None:
        module, name = {
            "rows are read": (rebuilding, "_fill"),
            "rows are in": (rebuilding, "_replay"),
            "notes are in": (indices, "finish"),
            "alias moves": (indices, "put_in_place"),
        }[place]
        go_on = getattr(module, name)
        pending = [happening]

        def happen_first(*args, **kwargs):
            if pending:
                pending.pop()()
            return go_on(*args, **kwargs)

        monkeypatch.setattr(module, name, happen_first)

    return register


@pytest.mark.parametrize("told_at_once", [True, False], ids=["told", "waiting"])
@pytest.mark.parametrize(
    "place", ["rows are read", "rows are in", "notes are in", "alias moves"]
)
def test_what_changes_meanwhile_is_in_the_new_index(
    world, meanwhile, place, told_at_once
):
    changed, hidden = world.add("Cũ"), world.add("Ẩn đi")
    world.add("Mãi còn")
    rebuild()

    def change():
        world.change(changed, summary="Đã sửa.")
        world.hide(hidden)
        world.add("Vừa đăng")
        if told_at_once:
            work()

    meanwhile(place, change)
    rebuild()

    # A note that has not been brought about yet goes into the new index as well.
    work()
    assert told() == {"Cũ", "Mãi còn", "Vừa đăng"}
    document = patient_client().get(index=alias(), id=f"procedure:{changed.pk}")
    assert document["_source"]["summary"] == "Đã sửa."


def test_a_change_between_reading_and_sending_a_row_is_not_overwritten(
    world, monkeypatch
):
    thing = world.add("Cũ")
    read = rebuilding.operation_of

    def read_and_change(row):
        operation = read(row)
        if row.summary != "Mới":
            world.change(thing, summary="Mới")
        return operation

    monkeypatch.setattr(rebuilding, "operation_of", read_and_change)
    rebuild()

    document = patient_client().get(index=alias(), id=f"procedure:{thing.pk}")
    assert document["_source"]["summary"] == "Mới"


def test_a_rebuild_that_is_stopped_changes_nothing_and_the_next_one_sweeps_it(world):
    world.add("Khai sinh")
    first = rebuild()

    def stop(_rows, _count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(progress=stop)
    assert live() == [first.name]
    (_, half_done) = indices.ours()
    assert half_done.is_unfinished
    assert told() == {"Khai sinh"}

    again = rebuild()

    assert again.removed == [half_done.name]
    assert live() == [again.name]


def test_a_second_rebuild_says_so_and_stops(world):
    outcome: list[object] = []

    def try_too():
        try:
            rebuild()
        except RebuildUnderWayError as error:
            outcome.append(error)
        finally:
            connection.close()

    with only_one():
        other = threading.Thread(target=try_too)
        other.start()
        other.join()
    assert len(outcome) == 1
    assert indices.ours() == []

    other = threading.Thread(target=try_too)
    other.start()
    other.join()

    assert len(outcome) == 1
    assert len(live()) == 1


def test_an_index_that_took_the_name_of_the_alias_gives_way(world):
    world.add("Khai sinh")
    patient_client().index(index=alias(), document={"title": "Lạc"}, refresh=True)
    assert ask("khai sinh").engine.startswith("embedded-")

    rebuild()
    queries.BREAKER.reset()

    assert told() == {"Khai sinh"}
    assert ask("khai sinh").engine == "elasticsearch"


def test_other_indices_of_the_server_are_left_alone(world, monkeypatch):
    monkeypatch.setattr(indices, "KEPT", timedelta(0))
    others = [f"{family()}-other", f"{family()}-notes-1-20200101000000000000"]
    for name in others:
        patient_client().indices.create(index=name)
    rebuild()
    rebuild()

    rebuild()

    assert all(patient_client().indices.exists(index=name) for name in others)


def test_the_command_says_what_it_did(world, capsys):
    world.add("Khai sinh")

    call_command("rebuild_search_index")
    call_command("rebuild_search_index", engine="elasticsearch")

    said = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("procedure: ") for line in said) == 1
    done = [line for line in said if line.startswith("elasticsearch: ")]
    assert len(done) == 2
    assert done[0].startswith(f"elasticsearch: 1 documents in {family()}-")


def test_the_command_leaves_the_copy_alone_where_only_rows_are_meant(world):
    world.add("Khai sinh")

    call_command("rebuild_search_index", engine="database")
    call_command("rebuild_search_index", type="procedure")
    call_command("rebuild_search_index", dry_run=True)

    assert indices.ours() == []


def test_two_commands_at_once(world):
    with only_one():
        outcome: list[str] = []

        def run():
            try:
                call_command("rebuild_search_index", engine="elasticsearch")
            except CommandError as error:
                outcome.append(str(error))
            finally:
                connection.close()

        other = threading.Thread(target=run)
        other.start()
        other.join()

    said = "Another run is rebuilding Elasticsearch's copy; this one stops."
    assert outcome == [said]


@pytest.fixture
def drifted(world):
    """One document deleted, one altered and one added by hand."""
    kept, gone, altered = (world.add(title) for title in ("Còn", "Mất", "Sai"))
    rebuild()
    server = patient_client()
    server.delete(index=alias(), id=f"procedure:{gone.pk}")
    server.update(
        index=alias(),
        id=f"procedure:{altered.pk}",
        doc={"title": "Khác", "content_hash": "x"},
    )
    server.index(index=alias(), id="news:9999", document={"title": "Thừa"})
    assert kept.pk
    return world


def test_a_drift_made_by_hand_is_found(drifted, capsys):
    with pytest.raises(CommandError, match="elasticsearch news, elasticsearch proc"):
        call_command("rebuild_search_index", check=True, engine="elasticsearch")

    assert capsys.readouterr().out.splitlines() == [
        "elasticsearch news: 0 missing, 0 stale, 1 surplus",
        "elasticsearch procedure: 1 missing, 1 stale, 0 surplus",
    ]


def test_a_drift_made_by_hand_is_mended_and_nothing_else_is_written(drifted):
    before = live()
    kept = SearchDocument.objects.get(title="Còn").version

    call_command("rebuild_search_index", mend=True)
    keys = [
        key
        for note in OutboxMessage.objects.filter(
            topic=TOPIC, state=MessageState.WAITING
        )
        for key in note.payload["keys"]
    ]
    work()

    assert len(keys) == 3
    assert told() == {"Còn", "Mất", "Sai"}
    call_command("rebuild_search_index", check=True)
    assert live() == before
    assert SearchDocument.objects.get(title="Còn").version == kept


def test_changes_that_wait_are_a_drift_until_they_are_told(world):
    rebuild()
    world.add("Khai sinh")

    with pytest.raises(CommandError, match="elasticsearch procedure"):
        call_command("rebuild_search_index", check=True)
    work()

    call_command("rebuild_search_index", check=True)


def test_without_an_index_the_check_says_so_in_one_line(world):
    with pytest.raises(CommandError, match="Elasticsearch did not do it"):
        call_command("rebuild_search_index", check=True, engine="elasticsearch")
