"""A portal is named to the search API by its id, its path or its address."""

import pytest

from cms_pages.scopes import portal_names, resolve_scope

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name_of",
    [
        lambda portal: str(portal.pk),
        lambda portal: portal.url_path,
        lambda portal: "/huong-thuy/phu-bai/",
        lambda portal: "/huong-thuy/phu-bai",
    ],
)
def test_a_portal_has_three_names(hue, name_of):
    scope = resolve_scope(name_of(hue.phu_bai.portal), "")

    assert scope is not None
    assert scope.portal == hue.phu_bai.portal.url_path


def test_the_root_is_the_province(hue):
    scope = resolve_scope("/", "")

    assert scope is not None
    assert scope.portal == hue.province.portal.url_path


@pytest.mark.parametrize("name", ["nowhere", "/khong-co/", "999999", "-1", "/\0/"])
def test_nobody_has_another_name(hue, name):
    assert resolve_scope(name, "") is None


def test_a_unit_is_named_by_its_code(hue):
    scope = resolve_scope("", hue.phu_bai.unit.code)

    assert scope is not None
    assert scope.portal == hue.phu_bai.portal.url_path
    assert resolve_scope("", "00000") is None


def test_the_statistics_call_portals_by_their_title(hue):
    path = hue.phu_bai.portal.url_path

    assert portal_names([path, "/gone/"]) == {path: hue.phu_bai.portal.title}
