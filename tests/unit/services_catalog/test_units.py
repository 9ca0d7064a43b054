"""Units: kinds, addresses, lists entered at different dates."""

import csv
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from services_catalog.units.kinds import UnknownKindError, kind_of, split_name
from services_catalog.units.models import AdminUnit, UnitKind, UnitSuccession
from services_catalog.units.placing import save_unit
from services_catalog.units.services import import_successions, import_units
from services_catalog.units.slugs import folded_slug, unit_slugs
from tests.factories.services_catalog import UnitFactory

ROOT = Path(__file__).resolve().parents[3]
THREE_TIERS = ROOT / "site" / "portal" / "demo" / "data" / "units.csv"
SHARED = ROOT.parent / "shared" / "data"
ERAS = [
    ("units_hue_3tier.csv", date(2020, 1, 1), 151),
    ("units_hue_2025h1.csv", date(2025, 1, 1), 143),
    ("units_hue_2tier.csv", date(2025, 7, 1), 41),
]
PROVINCE = {
    "code": "46",
    "name": "Tỉnh Thừa Thiên Huế",
    "tier": "province",
    "parent_code": "",
}


def commune(code: str, name: str, parent: str = "46") -> dict[str, str | None]:
    return {"code": code, "name": name, "tier": "commune", "parent_code": parent}


@pytest.mark.parametrize(
    ("name", "tier", "kind"),
    [
        ("Tỉnh Thừa Thiên Huế", "province", UnitKind.PROVINCE),
        ("Thành phố Huế", "province", UnitKind.CENTRAL_CITY),
        ("Thành phố Huế", "district", UnitKind.CITY),
        ("Thị xã Hương Thủy", "district", UnitKind.TOWN),
        ("Quận Phú Xuân", "district", UnitKind.URBAN_DISTRICT),
        ("Huyện Phú Vang", "district", UnitKind.RURAL_DISTRICT),
        ("Phường Phú Bài", "commune", UnitKind.WARD),
        ("Thị trấn Sịa", "commune", UnitKind.TOWNSHIP),
        ("Xã Phú Mỹ", "commune", UnitKind.COMMUNE),
        ("Đặc khu Côn Đảo", "commune", UnitKind.SPECIAL_ZONE),
    ],
)
def test_the_name_and_the_tier_say_the_kind(name: str, tier: str, kind: str) -> None:
    assert kind_of(name, tier) == kind


def test_a_kind_of_another_tier_or_an_unknown_one_is_refused() -> None:
    with pytest.raises(UnknownKindError, match="Huyện Mới"):
        kind_of("Huyện Mới", "commune")
    with pytest.raises(UnknownKindError, match="lang"):
        kind_of("Xã Mới", "commune", "lang")


def test_only_one_kind_is_taken_off_a_name() -> None:
    named = split_name("Phường Phường Đúc", "commune")

    assert named is not None
    assert named.bare_name == "Phường Đúc"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Phú Bài", "phu-bai"),
        ("A Lưới", "a-luoi"),
        ("Đông Ba", "dong-ba"),
        ("Kỳ", "ky"),
    ],
)
def test_addresses_fold_the_letters_of_vietnamese(text: str, slug: str) -> None:
    assert folded_slug(text) == slug


@pytest.mark.django_db
def test_siblings_that_fold_alike_carry_their_code_and_cousins_do_not() -> None:
    town = UnitFactory.create(district=True)
    first = UnitFactory.create(parent=town, name="Phường Hương Văn", code="20008")
    second = UnitFactory.create(parent=town, name="Phường Hương Vân", code="20011")
    elsewhere = UnitFactory.create(name="Xã Hương Vân", code="20099")

    slugs = unit_slugs([town, first, second, elsewhere])

    assert slugs[first.pk] == "huong-van-20008"
    assert slugs[second.pk] == "huong-van-20011"
    assert slugs[elsewhere.pk] == "huong-van"


@pytest.mark.django_db
def test_the_province_of_three_tiers_has_151_units_and_151_addresses() -> None:
    report = import_units(THREE_TIERS, valid_from=date(2020, 1, 1))

    assert report.refused == []
    assert len(report.added) == 151
    units = list(AdminUnit.objects.order_by("path"))
    slugs, address = unit_slugs(units), dict[int, str]()
    for unit in sorted(units, key=lambda unit: unit.path.count("/")):
        above = address.get(unit.parent_id or 0, "")
        address[unit.pk] = f"{above}{slugs[unit.pk]}/"
    assert len(set(address.values())) == 151
    assert AdminUnit.objects.get(code="20008").pk in slugs
    assert slugs[AdminUnit.objects.get(code="19960").pk] == "phu-bai"
    province = AdminUnit.objects.get(code="46")
    assert AdminUnit.objects.within(province).count() == 151


@pytest.mark.django_db
def test_a_second_run_changes_nothing(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    import_units(THREE_TIERS, valid_from=date(2020, 1, 1))
    before = list(AdminUnit.objects.order_by("pk").values())

    with django_assert_max_num_queries(6):
        report = import_units(THREE_TIERS, valid_from=date(2020, 1, 1))

    assert len(report.unchanged) == 151
    assert list(AdminUnit.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_dry_run_reports_and_writes_nothing() -> None:
    report = import_units(THREE_TIERS, valid_from=date(2020, 1, 1), dry_run=True)

    assert len(report.added) == 151
    assert AdminUnit.objects.count() == 0


@pytest.mark.django_db
def test_a_code_that_changes_hands_ends_one_unit_and_begins_another() -> None:
    import_units([PROVINCE, commune("19768", "Phường Đông Ba")], valid_from=ERAS[0][1])

    report = import_units(
        [PROVINCE, commune("19768", "Phường Phú Xuân")], valid_from=date(2025, 7, 1)
    )

    old, new = AdminUnit.objects.filter(code="19768")
    assert report.replaced == ["19768"]
    assert (old.name, old.valid_to) == ("Phường Đông Ba", date(2025, 7, 1))
    assert (new.name, new.valid_from) == ("Phường Phú Xuân", date(2025, 7, 1))
    on = AdminUnit.objects.with_code("19768", on=date(2025, 6, 30)).get()
    assert on == old
    # Another name is not the same place going on.
    assert not UnitSuccession.objects.filter(successor=new).exists()


@pytest.mark.django_db
def test_the_same_code_since_the_same_day_is_corrected_in_place() -> None:
    import_units([PROVINCE, commune("19768", "Phường Đong Ba")], valid_from=ERAS[0][1])

    report = import_units(
        [PROVINCE, commune("19768", "Phường Đông Ba")], valid_from=ERAS[0][1]
    )

    assert report.corrected == ["19768"]
    assert AdminUnit.objects.get(code="19768").name == "Phường Đông Ba"


@pytest.mark.django_db
def test_an_older_list_entered_later_ends_where_the_newer_one_begins() -> None:
    import_units([PROVINCE], valid_from=date(2020, 1, 1))
    import_units([commune("19768", "Phường Phú Xuân")], valid_from=date(2025, 7, 1))

    import_units([commune("19768", "Phường Đông Ba")], valid_from=date(2020, 1, 1))

    old = AdminUnit.objects.get(name="Phường Đông Ba")
    assert old.valid_to == date(2025, 7, 1)


@pytest.mark.django_db
def test_a_broken_row_names_its_line_and_loses_nothing_else() -> None:
    report = import_units(
        [
            PROVINCE,
            {**commune("1", "Xã Một")},
            {**commune("19768", "Làng Đông Ba")},
            {**commune("19777", "Phường Vỹ Dạ", "999")},
            {**commune("19780", "Phường Phường Đúc")},
            {**commune("19780", "Phường Khác")},
        ],
        valid_from=date(2020, 1, 1),
    )

    assert [row.line for row in report.refused] == [3, 4, 7, 5]
    assert "code: '1'" in report.refused[0].reason
    assert "Làng Đông Ba" in report.refused[1].reason
    assert "line 6" in report.refused[2].reason
    assert "999" in report.refused[3].reason
    assert report.added == ["46", "19780"]


@pytest.mark.django_db
def test_moving_a_district_moves_the_paths_below_it() -> None:
    ward = UnitFactory.create(ward=True)
    district, province = ward.parent, UnitFactory.create(province=True)
    assert district is not None

    district.parent = province
    save_unit(district)

    ward.refresh_from_db()
    assert ward.path == f"{province.pk}/{district.pk}/{ward.pk}/"


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the lists of the later eras")
def test_three_eras_of_the_real_province_stand_beside_each_other() -> None:
    for name, day, _count in ERAS:
        report = import_units(SHARED / name, valid_from=day, end_missing=True)
        assert report.refused == []

    for _name, day, count in ERAS:
        units = AdminUnit.objects.in_force(day)
        province = AdminUnit.objects.with_code("46", on=day).get()
        assert units.count() == count
        assert AdminUnit.objects.in_force(day).within(province).count() == count
    with (SHARED / "units_2025_merge.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    merged = import_successions(rows, before=date(2024, 12, 31), after=date(2025, 7, 1))
    assert merged.refused == []
    again = import_successions(rows, before=date(2024, 12, 31), after=date(2025, 7, 1))
    assert (merged.added, again.added) == (141, 0)
    dong_ba = AdminUnit.objects.with_code("19768", on=date(2024, 12, 31)).get()
    assert dong_ba.successors.get(tier="commune", valid_from=ERAS[2][1]).name == (
        "Phường Phú Xuân"
    )
