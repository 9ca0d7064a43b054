"""Days of the stories: counted back over the working calendar."""

from datetime import date

import pytest

from portal.demo.dossiers import working_days_before
from portal.demo.sample_papers import sample_paper
from services_catalog.calendars.working_time import WorkingTime
from submissions.files.services import recognise

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("count", "day"),
    [(1, date(2026, 11, 20)), (2, date(2026, 11, 19)), (6, date(2026, 11, 13))],
    ids=["over the weekend", "a day more", "over two weekends"],
)
def test_working_days_are_counted_back(count: int, day: date) -> None:
    assert working_days_before(MONDAY, count, WorkingTime()) == day


def test_holidays_do_not_count() -> None:
    calendar = WorkingTime(holidays=frozenset({date(2026, 11, 20)}))

    assert working_days_before(MONDAY, 1, calendar) == date(2026, 11, 19)


def test_sample_paper_is_a_picture() -> None:
    paper = sample_paper("giay.png")

    assert (paper.name, recognise(paper.file)) == ("giay.png", "png")
