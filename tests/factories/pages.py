"""Portals of a small province, made by the one service that makes them."""

from dataclasses import dataclass
from typing import Any

from cms_pages.pages.news import NewsIndexPage, NewsPage
from cms_pages.pages.procedures import ProcedurePage
from cms_pages.portals.models import PortalPage
from cms_pages.provisioning.services import (
    create_procedure_pages,
    provision_portals,
)
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.staff.groups import sync_groups
from services_catalog.staff.models import Role, StaffAssignment
from services_catalog.units.models import AdminUnit, Tier, UnitKind
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import (
    SINCE,
    AgencyFactory,
    ProcedureFactory,
    UnitFactory,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, its People's Committee and its portal."""

    unit: AdminUnit
    agency: Agency
    portal: PortalPage

    def anew(self) -> "Place":
        """The same place read again: what a test changed in its objects is gone."""
        return Place(
            AdminUnit.objects.get(pk=self.unit.pk),
            Agency.objects.get(pk=self.agency.pk),
            PortalPage.objects.get(pk=self.portal.pk),
        )

    def section(self, slug: str) -> Any:
        child = self.portal.get_children().get(slug=slug)
        return child.specific

    def staff(self, role: str, **user: Any) -> Any:
        """A person who holds the role at this unit's portal, in its groups."""
        person = UserFactory(staff=True, **user)
        StaffAssignment.objects.create(
            user=person, role=role, unit=self.unit, valid_from=SINCE
        )
        sync_groups(person, on=SINCE)
        return person

    def editor(self) -> Any:
        return self.staff(Role.EDITOR)

    def publisher(self) -> Any:
        return self.staff(Role.PUBLISHER)

    def add_news(self, title: str, slug: str, **fields: Any) -> NewsPage:
        index = NewsIndexPage.objects.get(pk=self.section("tin-tuc").pk)
        news: NewsPage = index.add_child(
            instance=NewsPage(title=title, slug=slug, **fields)
        )
        return news


@dataclass(frozen=True, slots=True)
class Province:
    """Huế's province with the district of Hương Thủy and two of its communes."""

    province: Place
    district: Place
    phu_bai: Place
    thuy_phuong: Place

    def anew(self) -> "Province":
        return Province(*(place.anew() for place in self.places))

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.province, self.district, self.phu_bai, self.thuy_phuong)


def make_province() -> Province:
    """Four units with committees and portals, provisioned in one run."""
    province = UnitFactory(
        province=True, code="46", name="Tỉnh Thừa Thiên Huế", name_en="Thua Thien Hue"
    )
    district = UnitFactory(
        district=True,
        code="479",
        name="Thị xã Hương Thủy",
        kind=UnitKind.TOWN,
        parent=province,
    )
    communes = [
        UnitFactory(ward=True, code=code, name=name, parent=district)
        for code, name in (("19960", "Phường Phú Bài"), ("19969", "Phường Thủy Phương"))
    ]
    units = [province, district, *communes]
    agencies = [make_committee(unit) for unit in units]
    provision_portals(units)
    portals = {one.unit_id: one for one in PortalPage.objects.all()}
    return Province(
        *(
            Place(unit, agency, portals[unit.pk])
            for unit, agency in zip(units, agencies, strict=True)
        )
    )


_KINDS = {
    Tier.PROVINCE: AgencyKind.PROVINCE_COMMITTEE,
    Tier.DISTRICT: AgencyKind.DISTRICT_COMMITTEE,
    Tier.COMMUNE: AgencyKind.COMMUNE_COMMITTEE,
}


def make_committee(unit: AdminUnit) -> Agency:
    """The People's Committee of a unit."""
    committee: Agency = AgencyFactory(
        unit=unit,
        name=f"Ủy ban nhân dân {unit.name}",
        identifier=f"H57.{unit.code}",
        kind=_KINDS[Tier(unit.tier)],
        tier=unit.tier,
        address=f"Số 1, {unit.name}",
    )
    return committee


def make_procedure_page(**procedure: Any) -> ProcedurePage:
    """A procedure that every commune offers at level 4, and its page."""
    made = ProcedureFactory(offered=True, **procedure)
    create_procedure_pages([made])
    return ProcedurePage.objects.get(procedure=made)
