"""What drafts would do to the results, before anybody else sees it."""

from html import unescape

import pytest
import time_machine
from django.urls import reverse

from search.models import DailySearch, Promotion, SynonymSet
from search.synonyms.current import rules_in_force, shipped_rules
from search.synonyms.services import save_draft, synonyms
from tests.factories.accounts import UserFactory
from tests.integration.search.administration import signed_in, with_rights

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PREVIEW = reverse("search-preview:preview")


@pytest.fixture
def editor(db):
    return signed_in(
        with_rights("change_synonymset", "change_promotion", "view_dailysearch")
    )


@pytest.fixture
def try_(editor):
    def post(*texts: str, **fields):
        answer = editor.post(PREVIEW, {"texts": "\n".join(texts), **fields})
        assert answer.status_code == 200
        return answer

    return post


def draft_rules(text: str) -> None:
    user = UserFactory.create(staff=True)
    save_draft(text=text, based_on=synonyms().fingerprint, user=user)


def draft_promotion(text: str, thing) -> None:
    key = str(thing.pk)
    result = {"type": "procedure", "key": key, "name": key}
    Promotion.objects.create(phrases=[text], results=[result])


def sides(answer, number=0) -> tuple[list, list]:
    comparison = answer.context["comparisons"][number]
    return (
        [(place.title, place.mark.value) for place in comparison.live],
        [(place.title, place.mark.value, place.steps) for place in comparison.draft],
    )


def test_a_rule_of_the_draft_finds_what_nothing_found(world, try_):
    world.add("Cấp giấy chứng nhận quyền sử dụng đất")
    draft_rules("bìa tím => giấy chứng nhận\n")

    answer = try_("bìa tím", "không có gì")

    assert sides(answer) == (
        [],
        [("Cấp giấy chứng nhận quyền sử dụng đất", "new", 0)],
    )
    assert answer.context["changed"] == 1
    assert "1" in answer.content.decode()
    assert rules_in_force() == shipped_rules()


def test_a_promotion_of_the_draft_lifts_and_lowers(world, try_):
    things = [world.add(f"Giấy phép {word}") for word in ("một", "hai", "ba")]
    live, _ = sides(try_("giấy phép"))
    last = next(thing for thing in things if thing.name == live[2][0])
    draft_promotion("giấy phép", last)

    answer = try_("giấy phép")

    before, after = sides(answer)
    assert before == live
    assert after == [
        (live[2][0], "up", 2),
        (live[0][0], "down", 1),
        (live[1][0], "down", 1),
    ]
    html = unescape(answer.content.decode())
    assert "▲" in html
    assert "▼" in html


def test_what_leaves_the_first_ten_is_marked_as_gone(world, try_):
    things = [world.add(f"Giấy phép số {number:02}") for number in range(12)]
    live, _ = sides(try_("giấy phép"))
    shown = {title for title, _mark in live}
    hidden = next(thing for thing in things if thing.name not in shown)
    draft_promotion("giấy phép", hidden)

    before, after = sides(try_("giấy phép"))

    assert before[9][1] == "gone"
    assert [mark for _title, mark in before[:9]] == ["same"] * 9
    assert after[0] == (hidden.name, "new", 0)


def test_without_a_change_nothing_changes(world, try_):
    world.add("Giấy phép")

    assert try_("giấy phép").context["changed"] == 0


def test_a_portal_can_be_looked_at(world, try_, portals):
    world.add("Phép tỉnh", scopes=("tier:province",))
    world.add("Phép xã", scopes=("tier:commune",))

    live, _ = sides(try_("phép", portal="/hue/phu-bai/"))

    assert [title for title, _ in live] == ["Phép xã"]
    assert try_("phép", portal="/nowhere/").context["form"].errors


@time_machine.travel("2026-11-23 02:00+00:00", tick=False)
def test_the_most_searched_texts_can_be_taken(world, try_):
    from tests.integration.search.statistics.conftest import often, searched

    often("so do", times=9)
    often("khai sinh", times=5)
    searched("nguyen van tam", times=99)

    answer = try_("của ai đó", most="1")

    texts = [comparison.text for comparison in answer.context["comparisons"]]
    assert texts == ["so do", "khai sinh"]


def test_who_may_not_read_the_statistics_does_not_get_them_here(world, db):
    DailySearch.objects.create(day="2026-11-22", text="so do", searches=9)
    client = signed_in(with_rights("change_synonymset"))

    answer = client.post(PREVIEW, {"texts": "", "most": "1"})

    assert answer.context["comparisons"] == []
    assert 'name="most"' not in answer.content.decode()


def test_at_most_thirty_texts_are_tried(world, try_):
    texts = [f"chữ {number}" for number in range(40)]

    assert len(try_(*texts).context["comparisons"]) == 30


def test_a_draft_that_does_not_parse_any_more_is_named(world, try_):
    draft_rules("a, b\n")
    SynonymSet.objects.update(draft="một mình\n")

    answer = try_("phép")

    assert [problem.line for problem in answer.context["problems"]] == [1]
    assert answer.context["comparisons"] == []


def test_what_is_typed_is_text_only(world, try_):
    html = try_("<script>alert(1)</script>", "'; DROP TABLE x", "\x00").content.decode()

    assert "<script>alert" not in html


def test_only_who_may_publish_is_offered_it(world, editor):
    draft_rules("a, b\n")
    draft_promotion("phép", world.add("Phép"))
    publishing = [
        reverse("search-synonyms:publish"),
        reverse("search-promotions:publish"),
    ]

    def offered(*rights: str) -> list[bool]:
        html = signed_in(with_rights(*rights)).get(PREVIEW).content.decode()
        return [f'action="{address}"' in html for address in publishing]

    assert offered("change_synonymset", "change_promotion") == [True, True]
    assert offered("change_synonymset", "view_promotion") == [True, False]
    assert offered("view_synonymset", "add_promotion") == [False, False]


def test_searching_for_a_preview_counts_nothing(world, try_):
    from search.statistics.counting import _buffer

    before = len(_buffer)
    try_("giấy phép")

    assert len(_buffer) == before
