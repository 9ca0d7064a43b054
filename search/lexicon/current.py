"""The lexicon as every process has it, and as the worker renews it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from outbox import services as outbox
from search.freshness import Fresh
from search.lexicon.models import SearchLexicon
from search.lexicon.words import Lexicon, learn
from search.models import SearchText
from search.places import known_places
from search.statistics.boosts import click_boosts

TOPIC = "search.lexicon"
# However much changes, the words are counted at most once in so long.
EVERY = timedelta(minutes=5)
_ONLY_ROW = 1
_CHECK_SECONDS = 30


def enqueue_learning() -> None:
    """Have the words counted anew at the end of the present five minutes."""
    now = timezone.now()
    slot = int(now.timestamp() // EVERY.total_seconds())
    outbox.enqueue(TOPIC, {}, key=str(slot), not_before=now + EVERY)


def learning_message(_payload: dict[str, Any]) -> None:
    """The outbox's handler of `search.lexicon`."""
    learn_index()


@transaction.atomic
def learn_index() -> Lexicon:
    """Count the words of everything that can be found, and how often it was opened,
    for all processes."""
    texts = SearchText.objects.values_list("accented", flat=True)
    lexicon = learn(
        texts.iterator(chunk_size=2_000),
        places=known_places(),
        opened={
            f"{type_}:{key}": times for (type_, key), times in click_boosts().items()
        },
    )
    SearchLexicon.objects.update_or_create(
        pk=_ONLY_ROW,
        defaults={
            "content": lexicon.packed(),
            "generation": int(timezone.now().timestamp() * 1_000_000),
        },
    )
    return lexicon


def _generation() -> int | None:
    rows = SearchLexicon.objects.filter(pk=_ONLY_ROW)
    return rows.values_list("generation", flat=True).first()


def _load() -> Lexicon:
    row = SearchLexicon.objects.get(pk=_ONLY_ROW)
    return Lexicon.unpacked(bytes(row.content))


CURRENT = Fresh(
    generation=_generation, load=_load, empty=Lexicon, seconds=_CHECK_SECONDS
)


def lexicon() -> Lexicon:
    return CURRENT.get()
