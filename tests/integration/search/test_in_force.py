"""What is published reaches every process within a second, at hardly any cost."""

import logging
import uuid

import pytest
from django.db import OperationalError

from search import freshness, in_force
from search.models import LiveState, SynonymSet, SynonymVersion
from search.synonyms.shipped import shipped_rules
from tests.integration.search.conftest import ask

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    monkeypatch.setattr(in_force.CURRENT, "_seconds", in_force._CHECK_SECONDS)
    clock = Clock()
    monkeypatch.setattr(freshness.time, "monotonic", clock)
    return clock


def published_elsewhere(text: str) -> None:
    """As another process leaves the tables: this one hears nothing of it."""
    version = SynonymVersion.objects.create(
        number=SynonymVersion.objects.count() + 1, text=text
    )
    SynonymSet.objects.update_or_create(pk=1, defaults={"draft": text, "live": version})
    LiveState.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})


def test_a_warm_snapshot_asks_nothing(clock, django_assert_num_queries):
    in_force.in_force()
    clock.now += 0.99

    with django_assert_num_queries(0):
        in_force.in_force()


def test_once_a_second_one_query_compares_the_stamp(clock, django_assert_num_queries):
    known = in_force.in_force()
    clock.now += 1.0

    with django_assert_num_queries(1):
        assert in_force.in_force() is known
    with django_assert_num_queries(0):
        in_force.in_force()


def test_what_another_process_published_holds_a_second_later(clock):
    in_force.in_force()
    published_elsewhere("sổ hồng, giấy chứng nhận")
    clock.now += 0.5
    assert in_force.in_force().rules == shipped_rules()
    clock.now += 0.5

    assert len(in_force.in_force().rules.rules) == 1


def test_a_search_costs_nothing_more_while_the_snapshot_is_warm(
    world, django_assert_num_queries
):
    for number in range(4):
        world.add(f"Phép {number}")
    ask("phép")

    with django_assert_num_queries(4):
        ask("phép")


def test_live_rules_that_do_not_parse_any_more_fail_no_search(clock, caplog):
    published_elsewhere("một mình")

    with caplog.at_level(logging.ERROR):
        assert in_force.in_force().rules == shipped_rules()
    assert "search.live_rules_refused" in caplog.text


def test_while_the_database_is_away_what_is_known_holds(clock, monkeypatch):
    known = in_force.in_force()
    clock.now += 1.0

    def away():
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(in_force.CURRENT, "_generation", away)
    with pytest.raises(OperationalError):
        in_force.in_force()

    assert in_force.in_force() == known
