"""Promoted results stand first where they may be seen, and nowhere else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import queries
from search.models import Promotion
from search.promotions.current import promotions_in_force
from search.promotions.rules import Promotions
from search.promotions.services import promoted_results, publish_promotions
from search.scopes import Scope
from tests.factories.accounts import UserFactory
from tests.integration.search.conftest import ask
from tests.integration.search.test_engines import ENGINES, no_other_engine

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
COMMUNE = Scope(("tier:commune",), (), "/hue/phu-bai/")


@pytest.fixture(params=ENGINES, autouse=True)
def answering(request, monkeypatch):
    """Every engine places them; nobody else may answer."""
    if request.param == "elasticsearch":
        request.getfixturevalue("copied")
        monkeypatch.setattr(queries, "engine", no_other_engine)
    return request.param


@pytest.fixture
def promote():
    """Publish these results for a text, and nothing else."""
    user = UserFactory.create(staff=True)

    def promote(text: str, *things, **parts) -> Promotions:
        Promotion.objects.all().delete()
        Promotion.objects.create(
            phrases=[text],
            results=[
                {"type": "procedure", "key": str(thing.pk), "name": str(thing.pk)}
                for thing in things
            ],
            **parts,
        )
        based_on = promoted_results().fingerprint
        publish_promotions(based_on=based_on, note="", user=user)
        return promotions_in_force()

    return promote


def titles(text: str, **parts) -> list[str]:
    return [hit.title for hit in ask(text, **parts).hits]


@pytest.fixture
def things(world):
    return [world.add(f"Giấy phép {word}") for word in ("một", "hai", "ba", "bốn")]


def test_they_come_first_in_their_order(things, promote):
    promote("giay phep", things[3], things[1])

    found = titles("GIẤY PHÉP")

    assert found[:2] == ["Giấy phép bốn", "Giấy phép hai"]
    assert sorted(found[2:]) == ["Giấy phép ba", "Giấy phép một"]


def test_scores_fall_from_the_first_to_the_last(things, promote):
    promote("giay phep", things[3], things[1])

    scores = [hit.score for hit in ask("giấy phép").hits]

    assert scores == sorted(scores, reverse=True)


def test_other_texts_are_answered_as_before(things, promote):
    before = titles("giấy phép ba")
    promote("giay phep", things[3])

    assert titles("giấy phép ba") == before


def test_what_does_not_match_the_text_is_placed_and_counted(world, things, promote):
    land = world.add("Cấp đổi sổ", field="dat-dai", field_name="Đất đai")
    promote("giay phep", land)

    results = ask("giấy phép")

    assert results.hits[0].title == "Cấp đổi sổ"
    assert results.count == 5
    assert [(v.value, v.count) for v in results.facets["field"]] == [("dat-dai", 1)]
    assert not results.relaxed


@pytest.mark.parametrize("typed", ["bìa tím", "xyzzy qwrtp plugh fnord"])
def test_something_is_found_where_nothing_was(world, things, promote, typed):
    assert ask(typed).count == 0
    promote(typed, things[0])

    results = ask(typed)

    assert [hit.title for hit in results.hits] == ["Giấy phép một"]
    assert (results.count, results.relaxed) == (1, False)


def test_finding_more_by_some_of_the_words_is_said_all_the_same(world, things, promote):
    promote("giay phep xyzzy", world.add("Cấp đổi sổ"))

    results = ask("giấy phép xyzzy")

    assert (results.hits[0].title, results.count) == ("Cấp đổi sổ", 5)
    assert results.relaxed


def test_what_the_scope_does_not_show_is_not_promoted(world, promote):
    for number in range(3):
        world.add(f"Phép {number}", scopes=("tier:commune",))
    hidden = world.add("Phép tỉnh", scopes=("tier:province",))
    promote("phep", hidden)

    assert "Phép tỉnh" not in titles("phép", scope=COMMUNE)
    assert titles("phép")[0] == "Phép tỉnh"


def test_what_the_filters_or_the_day_do_not_show_is_not_promoted(world, promote):
    for number in range(3):
        world.add(f"Phép {number}", field="a")
    other = world.add("Phép khác", field="b", valid_to=date(2026, 12, 1))
    promote("phep", other)

    assert titles("phép")[0] == "Phép khác"
    assert "Phép khác" not in titles("phép", filters={"field": "a"})
    assert "Phép khác" not in titles("phép", at=date(2026, 12, 1))


def test_what_left_the_index_is_not_promoted(world, things, promote):
    promote("giay phep", things[0], things[1])
    world.hide(things[0])

    assert titles("giấy phép")[0] == "Giấy phép hai"


def test_a_promotion_of_a_portal_holds_there(world, promote):
    for number in range(4):
        world.add(f"Phép {number}", scopes=("tier:commune",))
    last = titles("phép", scope=COMMUNE)[-1]
    thing = world.add("Phép của phường", scopes=("tier:commune",), popularity=0)
    promote("phep", thing, portal="/hue/phu-bai/")

    assert titles("phép", scope=COMMUNE)[0] == "Phép của phường"
    assert titles("phép")[0] != "Phép của phường"
    assert last in titles("phép", scope=COMMUNE)


def test_pages_hold_each_result_once(world, promote):
    things = [world.add(f"Phép {number:02}") for number in range(45)]
    promote("phep", things[44], things[30])

    pages = [titles("phép", page=number) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert pages[0][:2] == ["Phép 44", "Phép 30"]
    assert len({title for page in pages for title in page}) == 45


def test_a_preview_brings_its_own(things, promote):
    theirs = promote("giay phep", things[3])
    promote("giay phep", things[2])

    assert titles("giấy phép")[0] == "Giấy phép ba"
    assert titles("giấy phép", promotions=theirs)[0] == "Giấy phép bốn"


def test_what_is_promoted_costs_no_more_queries(things, promote):
    def cost(text: str) -> int:
        ask(text)
        with CaptureQueriesContext(connection) as asked:
            ask(text)
        return len(asked)

    before = cost("giấy phép")
    promote("giay phep", things[3])

    assert cost("phép giấy") == before
    # SQLite then takes all its steps, not only those that fill a page.
    assert cost("giấy phép") <= before + (connection.vendor == "sqlite") * 3
