"""Agencies: a People's Committee for every unit, departments, one-stop centres."""

from typing import Any

from portal.demo.content import SINCE, Row, portal_key, read_list
from portal.demo.progress import Progress
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.agencies.services import committees, create_unit_agencies
from services_catalog.units.models import AdminUnit
from services_catalog.units.slugs import folded_slug

OFFICE_HOURS = "Thứ Hai đến thứ Sáu: 7 giờ – 11 giờ 30 và 13 giờ 30 – 17 giờ"
# Committees and departments whose dossiers enter at the one-stop centre of their unit.
RECEIVED_AT_CENTRE = (
    AgencyKind.PROVINCE_COMMITTEE,
    AgencyKind.PROVINCE_DEPARTMENT,
    AgencyKind.DISTRICT_COMMITTEE,
)
_TOLD = (
    *("name", "name_en", "short_name", "kind", "tier"),
    *("address", "phone", "email", "hours"),
)


def load_agencies(progress: Progress) -> int:
    """Committees first, as the others stand below them; then who receives for whom."""
    known = set(Agency.objects.values_list("pk", flat=True))
    create_unit_agencies(AdminUnit.objects.in_force(SINCE))
    made = Agency.objects.exclude(pk__in=known).select_related("unit")
    _tell_committees(list(made), progress)
    changed = made.count() + _make_listed(progress)
    if changed:
        _receive_at_centres()
    return changed


def agencies_by_key() -> dict[str, Agency]:
    """Agencies by the keys of the content's files: `so-tu-phap`, `ubnd-19960`."""
    keys = {row["identifier"]: row["key"] for row in read_list("agencies")}
    return {
        keys.get(agency.identifier, f"ubnd-{agency.unit.code}"): agency
        for agency in Agency.objects.in_force(SINCE).select_related("unit")
    }


def _tell_committees(made: list[Agency], progress: Progress) -> None:
    """Where each committee is found; telephones and mail addresses are invented."""
    told = {portal_key(row): row for row in read_list("portals")}
    for agency in progress.over(made, "Ủy ban nhân dân"):
        for name, value in _contact(agency, told.get(agency.unit.code, {})).items():
            setattr(agency, name, value)
    Agency.objects.bulk_update(
        made, ["address", "phone", "email", "hours"], batch_size=200
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


def _make_listed(progress: Progress) -> int:
    above = {f"ubnd-{code}": agency for code, agency in committees(SINCE).items()}
    known = set(Agency.objects.values_list("identifier", flat=True))
    missing = [row for row in read_list("agencies") if row["identifier"] not in known]
    for row in progress.over(missing, "Cơ quan"):
        agency = Agency(
            identifier=row["identifier"],
            unit=above[f"ubnd-{row['unit']}"].unit,
            parent=above.get(row["parent"] or ""),
            valid_from=SINCE,
            **{name: row[name] for name in _TOLD},
        )
        agency.full_clean()
        agency.save()
    return len(missing)


def _receive_at_centres() -> None:
    received = Agency.objects.filter(receives_at=None, kind__in=RECEIVED_AT_CENTRE)
    for centre in Agency.objects.filter(kind=AgencyKind.SERVICE_CENTRE):
        received.filter(unit_id=centre.unit_id).update(receives_at=centre)
