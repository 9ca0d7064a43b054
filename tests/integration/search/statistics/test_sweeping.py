"""What is forgotten, and when."""

from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from outbox.models import OutboxMessage
from search.lexicon.current import TOPIC
from search.models import DailyClick, DailySearch
from search.statistics.sweeping import Swept, sweep_statistics
from tests.integration.search.statistics.conftest import TODAY, often, opened, searched

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def texts(model=DailySearch) -> set[str]:
    return set(model.objects.values_list("text", flat=True))


def test_numbers_are_kept_for_thirteen_months():
    often("khai sinh")
    searched("khai sinh", days_ago=396)
    searched("khai sinh", days_ago=397)
    opened("khai sinh", "1", days_ago=396)
    opened("khai sinh", "1", days_ago=397)

    assert sweep_statistics(on=TODAY) == Swept(old=2, rare=0)
    assert DailySearch.objects.filter(text="khai sinh").count() == 3
    assert DailyClick.objects.count() == 1


def test_what_hardly_anybody_typed_is_forgotten_after_a_month():
    searched("nguyen van tam", times=9, days_ago=31)
    opened("nguyen van tam", "1", days_ago=31)
    searched("le thi hoa", times=2, days_ago=40)
    searched("tran van ba", times=2, days_ago=30)
    searched("so do", times=2, days_ago=50)
    searched("so do", times=1, days_ago=90)

    assert sweep_statistics(on=TODAY) == Swept(old=0, rare=3)
    assert texts() == {"tran van ba", "so do"}
    assert texts(DailyClick) == set()


def test_clicks_whose_search_nobody_counted_are_forgotten_too():
    opened("la lung", "1", days_ago=31)
    opened("moi day", "1", days_ago=2)

    sweep_statistics(on=TODAY)

    assert texts(DailyClick) == {"moi day"}


def test_looking_deletes_nothing():
    searched("nguyen van tam", days_ago=31)
    searched("khai sinh", days_ago=500)

    assert sweep_statistics(on=TODAY, dry_run=True) == Swept(old=1, rare=1)
    assert len(texts()) == 2


@time_machine.travel("2026-11-23 02:00+00:00", tick=False)
def test_the_command_says_what_went():
    searched("nguyen van tam", days_ago=31)
    searched("khai sinh", days_ago=500)
    dry, wet = StringIO(), StringIO()

    call_command("sweep_search_statistics", dry_run=True, stdout=dry)
    call_command("sweep_search_statistics", stdout=wet)

    assert dry.getvalue() == "1 old rows and 1 rare ones would be deleted.\n"
    assert wet.getvalue() == "1 old rows and 1 rare ones deleted.\n"
    assert texts() == set()


@time_machine.travel("2026-11-23 02:00+00:00", tick=False)
def test_the_command_has_what_people_opened_learned():
    call_command("sweep_search_statistics", dry_run=True, stdout=StringIO())
    assert not OutboxMessage.objects.filter(topic=TOPIC).exists()

    call_command("sweep_search_statistics", stdout=StringIO())

    assert OutboxMessage.objects.filter(topic=TOPIC).count() == 1
