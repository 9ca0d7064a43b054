"""Whatever happens to a thing, the index says what the database says."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from outbox.models import MessageState, OutboxMessage
from outbox.registry import handler_of
from search import fulltext, indexing
from search.models import SearchDocument, SearchGroup, SearchText
from search.rebuilding import drift_of, rebuild
from search.registry import SearchRecord
from search.scopes import Scope
from tests.integration.search.conftest import ask

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def work():
    """What the worker does with the messages, in their order."""
    for message in OutboxMessage.objects.filter(topic="search.index").order_by("id"):
        handler_of(message.topic)(message.payload)
        message.delete()


def enter(world, title, **fields):
    """A thing whose room wrote it and told the index."""
    thing = Group.objects.create(name=title)
    key = str(thing.pk)
    world.records[key] = SearchRecord(type="procedure", key=key, title=title, **fields)
    indexing.enqueue_key("procedure", key)
    return thing


def test_a_thing_is_found_once_the_worker_was_there(world, find):
    enter(world, "Khai sinh")
    assert find("khai sinh") == []

    work()

    assert find("khai sinh") == ["Khai sinh"]


def test_what_is_rolled_back_is_never_told(world):
    def enter_and_fail():
        with transaction.atomic():
            enter(world, "Khai sinh")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enter_and_fail()

    assert not OutboxMessage.objects.exists()


def test_a_renamed_thing_is_found_by_its_new_name_only(world, find):
    thing = enter(world, "Hộ khẩu")
    work()

    Group.objects.filter(pk=thing.pk).update(name="Cư trú")
    indexing.enqueue_key("procedure", str(thing.pk))
    work()

    assert find("cu tru") == ["Cư trú"]
    assert find("ho khau") == []


def test_an_unpublished_thing_is_forgotten(world, find):
    thing = enter(world, "Khai sinh")
    work()

    del world.records[str(thing.pk)]
    indexing.enqueue_key("procedure", str(thing.pk))
    work()

    assert find("khai sinh") == []
    assert not SearchText.objects.exists()


def test_a_deleted_thing_is_forgotten(world, find):
    thing = enter(world, "Khai sinh")
    work()

    key = str(thing.pk)
    thing.delete()
    indexing.enqueue_key("procedure", key)
    work()

    assert find("khai sinh") == []


def test_a_moved_thing_is_found_where_it_is_now(world, find):
    thing = enter(world, "Tin", scopes=("portal:/a/",), path="/a/tin/")
    work()

    world.change(thing, scopes=("portal:/b/",), path="/b/tin/")

    assert find("tin", scope=Scope(("portal:/a/",))) == []
    (hit,) = ask("tin", scope=Scope(("portal:/b/",))).hits
    assert hit.path == "/b/tin/"


def test_messages_may_come_twice_or_in_any_order(world, find):
    thing = enter(world, "Một")
    Group.objects.filter(pk=thing.pk).update(name="Hai")
    indexing.enqueue_key("procedure", str(thing.pk))
    messages = list(OutboxMessage.objects.order_by("-id"))

    for message in messages * 2:
        handler_of(message.topic)(message.payload)

    assert find("hai") == ["Hai"]
    assert SearchDocument.objects.count() == 1


def test_unchanged_things_are_not_written_again(world):
    thing = enter(world, "Khai sinh")
    work()
    version = SearchDocument.objects.get().version

    written = indexing.index_keys("procedure", [str(thing.pk)])

    assert (written.unchanged, written.changed, written.created) == (1, 0, 0)
    assert SearchDocument.objects.get().version == version


def test_the_version_grows_even_after_the_row_was_away(world):
    thing = enter(world, "Khai sinh")
    work()
    first = SearchDocument.objects.get().version

    record = world.records[str(thing.pk)]
    world.hide(thing)
    world.records[str(thing.pk)] = record
    indexing.index_keys("procedure", [str(thing.pk)])

    assert SearchDocument.objects.get().version > first


def test_many_keys_go_in_chunks_and_once_each(world, django_assert_num_queries):
    keys = [str(number) for number in range(450)]

    with django_assert_num_queries(3):
        indexing.enqueue_keys("procedure", keys + keys)

    sizes = [len(m.payload["keys"]) for m in OutboxMessage.objects.order_by("id")]
    assert sizes == [200, 200, 50]


def test_an_instance_is_told_by_its_model(world):
    thing = Group.objects.create(name="Khai sinh")
    world.projections.clear()

    indexing.enqueue(thing)

    message = OutboxMessage.objects.get()
    assert message.payload["keys"] == [str(thing.pk)]


def test_what_nobody_projects_is_refused(world):
    with pytest.raises(indexing.UnknownTypeError):
        indexing.enqueue(OutboxMessage())
    with pytest.raises(indexing.UnknownTypeError):
        indexing.enqueue_key("dossier", "1")

    assert not OutboxMessage.objects.exists()


def test_dirty_texts_are_cleaned_before_they_are_stored(world):
    thing = world.add("Khai sinh")
    world.change(
        thing, summary="a\x00b \u202ec", body="x\x00" + "dài " * 60_000, fee="\x00"
    )

    document = SearchDocument.objects.get()
    assert (document.summary, document.fee) == ("ab c", "")
    assert ask("dài").count == 1


def test_a_rebuild_mends_what_is_missing_stale_and_surplus(world, find):
    missing = world.add("Thiếu")
    stale = world.add("Cũ")
    surplus = world.add("Thừa")
    SearchDocument.objects.filter(key=str(missing.pk)).delete()
    Group.objects.filter(pk=stale.pk).update(name="Mới")
    surplus_key = str(surplus.pk)
    surplus.delete()

    drift = drift_of("procedure")
    assert drift.missing == [str(missing.pk)]
    assert drift.stale == [str(stale.pk)]
    assert drift.surplus == [surplus_key]

    planned = rebuild("procedure", dry_run=True)
    assert drift_of("procedure") == drift
    written = rebuild("procedure")

    assert written == planned
    assert (written.created, written.changed, written.deleted) == (1, 1, 1)
    assert not drift_of("procedure")
    assert find("thiếu") == ["Thiếu"]
    assert find("mới") == ["Mới"]
    assert find("thừa") == []


def test_the_command_says_what_it_did_and_may_run_again(world, capsys):
    world.add("Khai sinh")
    SearchDocument.objects.all().delete()

    with pytest.raises(CommandError, match="procedure"):
        call_command("rebuild_search_index", check=True)
    call_command("rebuild_search_index", type="procedure")
    call_command("rebuild_search_index")
    call_command("rebuild_search_index", check=True)

    said = capsys.readouterr().out
    assert "procedure: 1 new, 0 changed, 0 unchanged, 0 gone" in said
    assert "procedure: 0 new, 0 changed, 1 unchanged, 0 gone" in said
    assert "procedure: 0 missing, 0 stale, 0 surplus" in said


def test_a_whole_rebuild_answers_what_was_queued_before_it(world):
    world.add("Khai sinh")
    indexing.enqueue_key("procedure", "before")

    waiting = OutboxMessage.objects.filter(
        topic=indexing.TOPIC, state=MessageState.WAITING
    )

    call_command("rebuild_search_index", type="procedure")
    assert waiting.count() == 1
    call_command("rebuild_search_index")

    assert not waiting.exists()


def test_groups_that_nobody_is_in_are_removed(world):
    thing = world.add("Khai sinh", scopes=("a",))
    world.change(thing, scopes=("b",))

    call_command("rebuild_search_index")

    assert [group.scopes for group in SearchGroup.objects.all()] == [["b"]]


def test_rows_written_past_the_services_are_found_and_forgotten(world, find):
    world.add("Khai sinh")
    SearchText.objects.update(title="doi khac")
    assert find("doi khac") == ["Khai sinh"]

    SearchText.objects.all().delete()
    assert find("doi khac") == []


def test_lost_triggers_are_mended(world, find):
    if connection.vendor != "sqlite":
        assert fulltext.mend_triggers(connection) is None
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_text_insert")
    world.add("Khai sinh")
    assert find("khai sinh") == []

    fulltext.mend_triggers(connection)

    assert find("khai sinh") == ["Khai sinh"]
    world.add("Khai tử")
    assert find("khai tu") == ["Khai tử"]


def test_a_copy_that_is_not_there_is_not_rebuilt(world):
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL names no server"):
        call_command("rebuild_search_index", engine="elasticsearch")
