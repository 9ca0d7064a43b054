"""No engine finds worse than it did: the unseen half against the floors.

The national records do not ship with the project; where they are not at hand, the
demo's own procedures are asked for what they can answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from django.db import connection, transaction
from django.utils import translation

from tests.relevance.catalogues import CATALOGUES, index_afresh, indexed_codes
from tests.relevance.databases import RECORDS
from tests.relevance.engines import ELASTICSEARCH, asking, engines
from tests.relevance.floors import falls, read_floors
from tests.relevance.judgements import Judgement, answerable, load
from tests.relevance.measuring import ask_all, scores_by_kind
from tests.search_server import forget_indices


def _guarded() -> list[str]:
    named = {name for of_engine in read_floors().values() for name in of_engine}
    return sorted({"demo"} | (named if RECORDS.is_file() else set()))


@dataclass(frozen=True, slots=True)
class Asked:
    catalogue: str
    judgements: list[Judgement]


@pytest.fixture(scope="module", params=_guarded())
def asked(request, django_db_setup, django_db_blocker) -> Iterator[Asked]:
    """A catalogue and its index, in the database until its last test."""
    with django_db_blocker.unblock(), translation.override("vi"), transaction.atomic():
        CATALOGUES[request.param](RECORDS)
        index_afresh()
        judgements = list(load("unseen"))
        if request.param == "demo":
            judgements = answerable(judgements, indexed_codes())
        yield Asked(request.param, judgements)
        transaction.set_rollback(True)


def fallen(engine: str, asked: Asked) -> list[str]:
    outcomes = ask_all(asking(engines()[engine]()), asked.judgements)
    return falls(read_floors()[engine][asked.catalogue], scores_by_kind(outcomes))


@pytest.mark.both_databases
def test_the_embedded_engine_holds_its_floor(asked):
    assert fallen(connection.vendor, asked) == []


def test_elasticsearch_holds_its_floor(asked, elasticsearch, settings):
    settings.ELASTICSEARCH = replace(elasticsearch, timeout=30.0)
    try:
        assert fallen(ELASTICSEARCH, asked) == []
    finally:
        forget_indices(elasticsearch)
