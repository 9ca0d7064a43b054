"""Portals of every unit, department and one-stop centre; some of them told in full."""

from django.utils import timezone

from cms_pages.portals.models import PortalPage
from cms_pages.portals.state import portals_changed
from cms_pages.provisioning.services import provision_portals
from portal.demo.content import SINCE, Row, portal_key, read_list
from portal.demo.progress import Progress
from search import indexing as search
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.units.models import AdminUnit

WITH_PORTAL = (AgencyKind.PROVINCE_DEPARTMENT, AgencyKind.SERVICE_CENTRE)
DRAWINGS = {
    "46": "gate",
    "474": "bridge",
    "479": "boat",
    "so-tu-phap": "desk",
    "19960": "family",
    "19969": "lotus",
    "19777": "boat",
    "19762": "gate",
}
# What a portal says itself; of its desk it says nothing, so its agency's is shown: who
# corrects the agency's hours corrects them everywhere.
_TOLD = ("motto", "hotline", "responsible")


def load_portals(_progress: Progress) -> int:
    """Make the portals that are missing, then tell those with words of their own."""
    today = timezone.localdate()
    units = AdminUnit.objects.in_force(today).filter(portal=None)
    agencies = Agency.objects.in_force(today).filter(portal=None, kind__in=WITH_PORTAL)
    if not units.exists() and not agencies.exists():
        return 0
    made = provision_portals(units, agencies.select_related("unit"))
    _tell_portals()
    return made.portals


def portals_by_key() -> dict[str, PortalPage]:
    """Portals by what the content's files call them: a unit's code or agency's key."""
    keys = {row["identifier"]: row["key"] for row in read_list("agencies")}
    return {
        portal.unit.code if portal.unit else keys[portal.agency.identifier]: portal
        for portal in PortalPage.objects.select_related("unit", "agency")
        if portal.unit or portal.agency.identifier in keys
    }


def _tell_portals() -> None:
    contacts = {agency.unit.code: agency for agency in _committees()}
    told = {portal_key(row): row for row in read_list("portals")}
    portals = portals_by_key()
    for key, portal in portals.items():
        if key in told:
            _tell(portal, key, told[key])
        elif key in contacts:
            portal.responsible = f"Chủ tịch {contacts[key].short_name}"
    PortalPage.objects.bulk_update(
        portals.values(), [*_TOLD, "introduction", "drawing"], batch_size=100
    )
    portals_changed()
    search.enqueue_keys("page", [str(portal.pk) for portal in portals.values()])


def _tell(portal: PortalPage, key: str, row: Row) -> None:
    for name in _TOLD:
        setattr(portal, name, row[name])
    portal.introduction = "\n\n".join(row["introduction"])
    portal.drawing = DRAWINGS[key]


def _committees() -> list[Agency]:
    kinds = [
        AgencyKind.PROVINCE_COMMITTEE,
        AgencyKind.DISTRICT_COMMITTEE,
        AgencyKind.COMMUNE_COMMITTEE,
    ]
    return list(
        Agency.objects.in_force(SINCE).filter(kind__in=kinds).select_related("unit")
    )
