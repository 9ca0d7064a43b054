"""No engine finds worse than it did: the unseen half against the floors.

The national records do not ship with the project; where they are not at hand, the
demo's own procedures are asked for what they can answer.
"""

import pytest

from tests.relevance.catalogues import CATALOGUES, index_afresh, indexed_codes
from tests.relevance.databases import RECORDS
from tests.relevance.engines import asking, engines
from tests.relevance.floors import falls, read_floors
from tests.relevance.judgements import answerable, load
from tests.relevance.measuring import ask_all, scores_by_kind


def _guarded() -> list[str]:
    named = {name for of_engine in read_floors().values() for name in of_engine}
    return sorted({"demo"} | (named if RECORDS.is_file() else set()))


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.parametrize("catalogue", _guarded())
def test_every_engine_holds_its_floor(catalogue):
    CATALOGUES[catalogue](RECORDS)
    index_afresh()
    judgements = list(load("unseen"))
    if catalogue == "demo":
        judgements = answerable(judgements, indexed_codes())
    floors = read_floors()

    fallen = {
        name: falls(
            floors[name][catalogue],
            scores_by_kind(ask_all(asking(prepare()), judgements)),
        )
        for name, prepare in engines().items()
    }

    assert fallen == {name: [] for name in fallen}
