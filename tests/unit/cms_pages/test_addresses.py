"""*The* address: the deepest portal with a host wins, English is a prefix."""

import pytest
from django.utils import translation

from cms_pages import addresses
from cms_pages.addresses import Place, build_address, page_address, place_of
from cms_pages.portals.snapshot import NO_PORTALS, Portals
from tests.unit.cms_pages.towns import BASE, DEPARTMENT, HUE, TOWN, WARD, town
from themes.addresses import Address

TOWN_HOST, WARD_HOST = "https://huongthuy.vn", "https://phubai.vn"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch):
    """Has addresses built for a town, not for what a database holds."""

    def use(known: Portals) -> None:
        monkeypatch.setattr(addresses, "portals", lambda: known)

    return use


@pytest.mark.parametrize(
    ("hosts", "root_url", "path"),
    [
        ({}, BASE, "/huong-thuy/phu-bai/gioi-thieu/"),
        ({"town": TOWN_HOST}, TOWN_HOST, "/phu-bai/gioi-thieu/"),
        ({"ward": WARD_HOST}, WARD_HOST, "/gioi-thieu/"),
        ({"town": TOWN_HOST, "ward": WARD_HOST}, WARD_HOST, "/gioi-thieu/"),
        ({"department": TOWN_HOST}, BASE, "/huong-thuy/phu-bai/gioi-thieu/"),
    ],
)
def test_the_deepest_portal_with_a_host_has_the_page(
    hosts: dict[str, str], root_url: str, path: str
) -> None:
    assert place_of(f"{WARD}gioi-thieu/", town(**hosts)) == Place(root_url, path)


def test_the_home_of_a_host_is_its_root() -> None:
    assert place_of(WARD, town(ward=WARD_HOST)) == Place(WARD_HOST, "/")
    assert place_of(HUE, town()) == Place(BASE, "/")


def test_without_portals_a_path_stands_as_it_is_on_the_base_host() -> None:
    assert place_of("/hue/", NO_PORTALS) == Place(BASE, "/hue/")


def test_addresses_on_the_same_host_are_relative_others_whole(serve) -> None:
    serve(town(ward=WARD_HOST))

    assert page_address(f"{WARD}gioi-thieu/", portal=WARD) == "/gioi-thieu/"
    assert page_address(f"{WARD}gioi-thieu/", portal=TOWN) == f"{WARD_HOST}/gioi-thieu/"
    assert page_address(TOWN, portal=WARD) == f"{BASE}/huong-thuy/"
    assert page_address(TOWN, portal=DEPARTMENT) == "/huong-thuy/"
    assert page_address(TOWN, portal=TOWN, absolute=True) == f"{BASE}/huong-thuy/"


def test_english_has_its_prefix_on_every_host_and_vietnamese_none(serve) -> None:
    serve(town(ward=WARD_HOST))

    english = Address("page", f"{WARD}gioi-thieu/", WARD, "en")
    assert build_address(english) == "/en/gioi-thieu/"
    assert build_address(Address("page", WARD, TOWN, "en")) == f"{WARD_HOST}/en/"
    with translation.override("en"):
        assert page_address(TOWN, portal=TOWN) == "/en/huong-thuy/"
        vietnamese = Address("page", TOWN, TOWN, "vi")
        assert build_address(vietnamese) == "/huong-thuy/"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (
            Address("procedure", "1.001193", WARD),
            "/huong-thuy/phu-bai/thu-tuc/1-001193/",
        ),
        (Address("procedure", "1.001193"), "/thu-tuc/1-001193/"),
        (
            Address("procedure_form", "1.001193", WARD),
            "/huong-thuy/phu-bai/thu-tuc/1-001193/nop/",
        ),
        (Address("form", "hen-gio", TOWN), "/huong-thuy/bieu-mau/hen-gio/"),
        (Address("tracking", "", WARD), "/tra-cuu/"),
        (
            Address("tracking", "H57.31.05-241122-0007", WARD),
            "/tra-cuu/H57.31.05-241122-0007/",
        ),
        (Address("account", "ho-so", WARD), "/cua-toi/ho-so/"),
        (Address("receipt", "abc", WARD), "/bien-nhan/abc/"),
        (Address("draft", "abc", WARD), "/tiep-tuc/abc/"),
        (Address("procedure", "1.001193", "/khong-co/"), "/thu-tuc/1-001193/"),
    ],
)
def test_every_kind_of_thing_has_its_address(
    serve, asked: Address, address: str
) -> None:
    serve(town())

    assert build_address(asked) == address


def test_what_is_one_persons_stands_on_the_base_host_alone(serve) -> None:
    serve(town(ward=WARD_HOST))

    for kind, folder in (("tracking", "tra-cuu"), ("account", "cua-toi")):
        assert build_address(Address(kind, "", WARD)) == f"{BASE}/{folder}/"
    assert build_address(Address("procedure", "1.001193", WARD)) == "/thu-tuc/1-001193/"
