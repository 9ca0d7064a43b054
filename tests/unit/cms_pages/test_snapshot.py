"""Finding portals in their snapshot, without a query."""

import pytest

from cms_pages.portals.snapshot import NO_PORTALS, parent_path
from cms_pages.routing.finding import MAX_PATH, route_of
from tests.unit.cms_pages.towns import DEPARTMENT, HUE, TOWN, WARD, town

KNOWN = town()


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        (WARD, WARD),
        (f"{WARD}tin-tuc/le-hoi/", WARD),
        (f"{TOWN}khac/", TOWN),
        ("/hue/huong-thuy-2/", HUE),
        ("/da-nang/", None),
        ("/", None),
        ("", None),
    ],
)
def test_a_path_belongs_to_the_nearest_portal_above(
    path: str, owner: str | None
) -> None:
    found = KNOWN.owner_of(path)

    assert (found.path if found else None) == owner


def test_portals_are_found_by_key_unit_and_agency() -> None:
    ward = KNOWN.by_path[WARD]

    assert KNOWN.by_pk[ward.pk] is ward
    assert KNOWN.by_unit_code[ward.unit_code] is ward
    assert KNOWN.by_agency["H57.10"].path == DEPARTMENT
    assert "" not in KNOWN.by_unit_code
    assert "" not in KNOWN.by_agency
    assert KNOWN.root is KNOWN.by_path[HUE]
    assert NO_PORTALS.root is None


def test_a_line_goes_from_the_top_down_and_children_stay_in_order() -> None:
    line = KNOWN.line_of(KNOWN.by_path[WARD])

    assert [one.path for one in line] == [HUE, TOWN, WARD]
    below = KNOWN.children_of(KNOWN.by_path[HUE])
    assert [one.path for one in below] == [TOWN, DEPARTMENT]
    assert KNOWN.children_of(KNOWN.by_path[WARD]) == ()


def test_a_portal_knows_its_sections_and_its_title_in_english() -> None:
    ward, department = KNOWN.by_path[WARD], KNOWN.by_path[DEPARTMENT]

    found = ward.section("procedureindexpage")
    assert found is not None
    assert found.path == f"{WARD}thu-tuc/"
    assert ward.section("newsindexpage") is None
    assert ward.shown_title("en") == f"{WARD} in English"
    assert ward.shown_title("vi") == WARD
    assert department.shown_title("en") == DEPARTMENT


@pytest.mark.parametrize(
    ("path", "above"),
    [("/a/b/c/", "/a/b/"), ("/a/", ""), ("/", ""), ("", "")],
)
def test_above_a_path(path: str, above: str) -> None:
    assert parent_path(path) == above


def test_a_route_is_a_portal_and_the_pieces_below_it() -> None:
    route = route_of(f"{WARD}thu-tuc//1-001193/", KNOWN)

    assert route is not None
    assert (route.portal.path, route.rest) == (WARD, ("thu-tuc", "1-001193"))
    assert route_of("/da-nang/", KNOWN) is None
    assert route_of(f"{WARD}{'a' * MAX_PATH}/", KNOWN) is None
