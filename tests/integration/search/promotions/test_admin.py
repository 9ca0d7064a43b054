"""Promoted results in the administration."""

from datetime import date

import pytest
from django.urls import reverse

from search import scopes
from search.models import Promotion, PromotionVersion
from search.promotions.admin import state_of
from search.promotions.current import promotions_in_force
from search.promotions.services import promoted_results
from tests.integration.search.administration import signed_in, with_rights

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
INDEX = reverse("search-promotions:index")
ADD = reverse("search-promotions:add")
PUBLISH = reverse("search-promotions:publish")
FIELDS = {
    "phrases": "sổ đỏ",
    "matching": "exact",
    "results": "1.001193",
    "portal": "",
    "first_day": "",
    "last_day": "",
    "note": "",
}


@pytest.fixture
def editor(db):
    return signed_in(
        with_rights("add_promotion", "change_promotion", "delete_promotion")
    )


@pytest.fixture
def land(world):
    return world.add("Cấp đổi sổ", code="1.001193")


@pytest.fixture
def add(editor, land):
    def add(**fields):
        return editor.post(ADD, {**FIELDS, **fields})

    return add


@pytest.fixture
def publish(editor):
    def publish(note: str = "") -> None:
        posted = {"based_on": promoted_results().fingerprint, "note": note}
        editor.post(PUBLISH, posted)

    return publish


def errors_of(answer) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def test_a_promotion_is_written_down_and_changes_no_search(add, land):
    answer = add(phrases="sổ đỏ\r\n SỔ HỒNG \r\n\r\nsổ đỏ", matching="words")

    assert answer.status_code == 302
    promotion = Promotion.objects.get()
    assert promotion.phrases == ["sổ đỏ", "SỔ HỒNG"]
    assert promotion.results == [
        {"type": "procedure", "key": str(land.pk), "name": "1.001193"}
    ]
    assert promotions_in_force().rules == ()


@pytest.mark.parametrize(
    "name",
    [
        "1-001193",
        "1001193",
        "1.001193.000.00.00.H59",
        "/huong-thuy/thu-tuc/1-001193/",
        "https://example.vn/thu-tuc/1-001193",
    ],
)
def test_a_procedure_is_known_by_its_code_or_its_address(add, name):
    add(results=name)

    assert Promotion.objects.get().results[0]["name"] == "1.001193"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("/hue/tin/", "/hue/tin/"),
        ("/tin/", "/hue/tin/"),
        ("/phu-bai/tin/", "/hue/phu-bai/tin/"),
        ("https://example.vn/phu-bai/tin?x=1#y", "/hue/phu-bai/tin/"),
    ],
)
def test_a_page_is_known_by_its_path_or_its_address(add, world, name, path):
    world.add("Tin", type_="page", path="/hue/tin/")
    world.add("Tin Phú Bài", type_="page", path="/hue/phu-bai/tin/")
    world.add("Tin Vỹ Dạ", type_="page", path="/hue/vy-da/tin/")

    add(results=name)

    assert Promotion.objects.get().results[0]["name"] == path


@pytest.mark.parametrize(
    "name", ["9.999999", "/nowhere/", "/", "sổ đỏ", "http://[", "tin", "%00", "/in/"]
)
def test_what_cannot_be_found_is_named_by_its_line(add, world, name):
    world.add("Tin", type_="page", path="/hue/tin/")

    errors = errors_of(add(results=f"1.001193\n{name}"))

    assert " 2" in errors["results"][0]
    assert not Promotion.objects.exists()


def test_an_address_that_several_pages_have_is_refused(add, world):
    for unit in ("a", "b"):
        world.add(unit, type_="page", path=f"/hue/x/{unit}/tin/")

    assert "results" in errors_of(add(results="/tin/"))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"phrases": ""}, "phrases"),
        ({"phrases": "sổ đỏ\n?!"}, "phrases"),
        ({"phrases": "x " * 101}, "phrases"),
        ({"phrases": "\n".join(f"chữ {n}" for n in range(51))}, "phrases"),
        ({"results": ""}, "results"),
        ({"results": "\n".join(f"/trang-{n}/" for n in range(11))}, "results"),
        ({"portal": "/nowhere/"}, "portal"),
        ({"matching": "any"}, "matching"),
        ({"first_day": "2026-12-02", "last_day": "2026-12-01"}, "__all__"),
    ],
)
def test_odd_promotions_are_refused(add, portals, fields, wrong):
    assert wrong in errors_of(add(**fields))
    assert not Promotion.objects.exists()


def test_a_portal_is_kept_by_its_own_path(add, portals):
    add(portal="/hue/phu-bai/")

    assert Promotion.objects.get().portal == "/hue/phu-bai/"


def test_a_portal_that_shows_everything_is_everywhere(add, monkeypatch):
    whole = scopes.Scope(portal="/hue/")
    monkeypatch.setattr(scopes, "_resolver", lambda _portal, _unit: whole)

    add(portal="/hue/")

    assert Promotion.objects.get().portal == ""


def test_publishing_puts_them_in_force(add, publish, land):
    add(first_day="2026-11-01", last_day="2026-11-30")
    publish("Đợt cao điểm")

    results = promotions_in_force().results_for(
        ["so", "do"], portal="", at=date(2026, 11, 30)
    )
    assert results == (("procedure", str(land.pk)),)
    version = PromotionVersion.objects.get()
    assert (version.number, version.note) == (1, "Đợt cao điểm")
    assert version.published_by is not None


def test_rows_say_whether_searches_know_them(add, publish, editor):
    add(phrases="một")
    add(phrases="hai")
    publish()
    Promotion.objects.filter(phrases=["hai"]).update(note="khác")
    add(phrases="ba")

    live = {entry["id"]: entry for entry in promoted_results().live}
    states = [state_of(promotion, live) for promotion in Promotion.objects.all()]

    page = editor.get(INDEX).content.decode()
    assert len(set(states)) == 3
    assert all(state in page for state in states)
    kinds = [change.kind for change in promoted_results().changes]
    assert kinds == ["changed", "added"]


def test_an_old_page_publishes_nothing(add, editor):
    add()
    seen = promoted_results().fingerprint
    add(phrases="khác")

    editor.post(PUBLISH, {"based_on": seen, "note": ""})

    assert not PromotionVersion.objects.exists()


def test_what_is_deleted_stays_live_until_that_is_published(add, publish, editor):
    add()
    publish()
    promotion = Promotion.objects.get()
    editor.post(reverse("search-promotions:delete", args=[promotion.pk]))

    assert not Promotion.objects.exists()
    assert len(promotions_in_force().rules) == 1
    publish()
    assert promotions_in_force().rules == ()


def test_older_promotions_are_live_again_with_their_rows(add, publish, editor):
    add(first_day="2026-11-01")
    publish()
    Promotion.objects.all().delete()
    publish()
    page = editor.get(reverse("search-promotions:version", args=[1]))
    assert "1.001193" in page.content.decode()
    assert "01/11/2026" in page.content.decode()

    editor.post(reverse("search-promotions:restore", args=[1]))

    assert len(promotions_in_force().rules) == 1
    promotion = Promotion.objects.get()
    assert (promotion.phrases, promotion.first_day) == (["sổ đỏ"], date(2026, 11, 1))
    assert PromotionVersion.objects.count() == 3
    assert not promoted_results().is_changed


def test_taking_back_leaves_unpublished_work_alone(add, publish, editor):
    add()
    publish()
    Promotion.objects.all().delete()
    publish()
    add(phrases="việc đang làm")

    editor.post(reverse("search-promotions:restore", args=[1]))

    assert Promotion.objects.get().phrases == ["việc đang làm"]
    assert len(promotions_in_force().rules) == 1


def test_the_form_shows_what_was_written(add, editor):
    add(phrases="sổ đỏ\nsổ hồng")
    promotion = Promotion.objects.get()

    form = editor.get(reverse("search-promotions:edit", args=[promotion.pk]))
    html = form.content.decode()

    assert "sổ đỏ\nsổ hồng</textarea>" in html
    assert "1.001193</textarea>" in html


def test_a_result_that_left_the_index_is_named_when_the_row_is_saved(
    add, editor, world, land
):
    add()
    world.hide(land)
    promotion = Promotion.objects.get()

    answer = editor.post(reverse("search-promotions:edit", args=[promotion.pk]), FIELDS)

    assert "results" in errors_of(answer)
