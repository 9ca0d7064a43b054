"""Agencies: a People's Committee for every unit, departments, one-stop centres."""

from typing import Any

from portal.demo.content import SINCE, Row, portal_key, read_list
from portal.demo.progress import Progress
from portal.demo.rows import enter
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.agencies.services import committees, create_unit_agencies
from services_catalog.units.models import AdminUnit
from services_catalog.units.slugs import folded_slug

OFFICE_HOURS = "Thứ Hai đến thứ Sáu: 7 giờ – 11 giờ 30 và 13 giờ 30 – 17 giờ"
_TOLD = ("name", "name_en", "short_name", "kind", "tier", "address", "phone", "email")


def load_agencies(progress: Progress) -> int:
    """Committees first, as the others stand below them; then who receives for whom."""
    known = {agency.pk for agency in Agency.objects.all()}
    made = create_unit_agencies(AdminUnit.objects.in_force(SINCE))
    changed = sum(agency.pk not in known for agency in made)
    changed += _tell_committees(progress)
    changed += _enter_listed(progress)
    return changed + _receive_at_centres()


def agencies_by_key() -> dict[str, Agency]:
    """Agencies by the keys of the content's files: `so-tu-phap`, `ubnd-19960`."""
    keys = {row["identifier"]: row["key"] for row in read_list("agencies")}
    return {
        keys.get(agency.identifier, f"ubnd-{agency.unit.code}"): agency
        for agency in Agency.objects.in_force(SINCE).select_related("unit")
    }


def _tell_committees(progress: Progress) -> int:
    """Where each committee is found; telephones and mail addresses are invented."""
    told = {portal_key(row): row for row in read_list("portals")}
    return sum(
        enter(Agency, {"pk": agency.pk}, _contact(agency, told.get(code, {})))[1]
        for code, agency in progress.over(committees(SINCE).items(), "Ủy ban nhân dân")
    )


def _contact(agency: Agency, told: Row) -> dict[str, Any]:
    code = agency.unit.code
    mailbox = folded_slug(agency.unit.name_en)
    return {
        "address": told.get("address") or f"Trụ sở {agency.short_name}",
        "phone": told.get("phone") or f"0234 302 {code[-4:]:0>4}",
        "email": told.get("email") or f"{mailbox}.{code}@thuathienhue.example",
        "hours": told.get("hours") or OFFICE_HOURS,
    }


def _enter_listed(progress: Progress) -> int:
    above = {f"ubnd-{code}": agency for code, agency in committees(SINCE).items()}
    changed = 0
    for row in progress.over(read_list("agencies"), "Cơ quan"):
        parent = above.get(row["parent"] or "")
        values = {name: row[name] for name in (*_TOLD, "hours")}
        values |= {
            "unit": above[f"ubnd-{row['unit']}"].unit,
            "parent": parent,
            "valid_from": SINCE,
        }
        changed += enter(Agency, {"identifier": row["identifier"]}, values)[1]
    return changed


def _receive_at_centres() -> int:
    """Departments and district committees receive at the one-stop centre of their unit;
    communes at their own desk."""
    received = Agency.objects.filter(
        receives_at=None,
        kind__in=[
            AgencyKind.PROVINCE_COMMITTEE,
            AgencyKind.PROVINCE_DEPARTMENT,
            AgencyKind.DISTRICT_COMMITTEE,
        ],
    )
    centres = Agency.objects.filter(kind=AgencyKind.SERVICE_CENTRE)
    return sum(
        received.filter(unit_id=centre.unit_id).update(receives_at=centre)
        for centre in centres
    )
