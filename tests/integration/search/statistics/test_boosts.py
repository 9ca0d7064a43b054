"""What people open, bounded so that nobody can click a document to the top."""

import pytest
import time_machine

from search.lexicon.current import learn_index
from search.lexicon.models import SearchLexicon
from search.lexicon.words import Lexicon
from search.statistics.boosts import click_boosts
from tests.integration.search.statistics.conftest import TODAY, opened

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_clicks_are_added_up_by_document():
    opened("khai sinh", "1", times=4)
    opened("khai sinh", "1", position=5, times=2)
    opened("lam giay khai sinh", "1", times=1, days_ago=3)
    opened("khai tu", "2", times=5, portal="/hue/phu-bai/")

    assert click_boosts(on=TODAY) == {("procedure", "1"): 7, ("procedure", "2"): 5}


def test_a_few_clicks_say_nothing():
    opened("khai sinh", "1", times=4)

    assert click_boosts(on=TODAY) == {}


def test_one_text_on_one_day_counts_only_so_far():
    opened("khai sinh", "1", times=900)
    opened("khai sinh", "1", position=2, times=900)

    assert click_boosts(on=TODAY) == {("procedure", "1"): 10}


def test_many_days_count_only_so_far():
    for days_ago in range(40):
        opened("khai sinh", "1", times=50, days_ago=days_ago)

    assert click_boosts(on=TODAY) == {("procedure", "1"): 100}


@pytest.mark.parametrize(("days_ago", "expected"), [(89, 1), (90, 0), (-1, 0)])
def test_ninety_days_count(days_ago, expected):
    opened("khai sinh", "1", times=5, days_ago=days_ago)

    assert len(click_boosts(on=TODAY)) == expected


def test_it_is_one_question(django_assert_num_queries):
    opened("khai sinh", "1", times=5)

    with django_assert_num_queries(1):
        click_boosts(on=TODAY)


def test_every_process_learns_it_with_the_words():
    with time_machine.travel("2026-11-23 02:00+00:00", tick=False):
        opened("khai sinh", "1", times=7)
        learned = learn_index()

    kept = Lexicon.unpacked(bytes(SearchLexicon.objects.get().content))
    assert learned.opened == kept.opened == {"procedure:1": 7}
