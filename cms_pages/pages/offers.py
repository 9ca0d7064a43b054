"""Who offers a procedure here, at what level, through which door; or who does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from cms_pages.addresses import page_address
from cms_pages.portals.snapshot import Portal, portals
from services_catalog.offerings.models import IntakeChannel, Offering, ServiceLevel
from services_catalog.offerings.services import OfferedProcedure, best_offering
from services_catalog.procedures.models import Procedure
from themes.addresses import address_of
from themes.frame import Link

_MAX_OTHERS = 12


def offered_in(
    procedure: Procedure, portal: Portal, on: date
) -> OfferedProcedure | None:
    """How this portal's agencies offer the procedure; None when none of them does."""
    if not portal.agencies:
        return None
    return best_offering(procedure, portal.agencies, on)


@dataclass(frozen=True, slots=True)
class Act:
    """The one thing to do, as the box to act shows it."""

    url: str = ""
    label: str = ""
    note: str = ""


def act_of(
    offered: OfferedProcedure, procedure: Procedure, portal: Portal, *, has_form: bool
) -> Act:
    """Submit here, go to where it is submitted, or come to the counter."""
    if offered.outside_url:
        note = gettext("You leave this portal; the dossier is kept there.")
        where = IntakeChannel(offered.intake_channel).label
        label = gettext("Go to: %(where)s") % {"where": where}
        return Act(offered.outside_url, label, note)
    if offered.intake_channel == IntakeChannel.COUNTER_ONLY:
        return Act(note=gettext("Bring the papers to the counter."))
    if offered.level < ServiceLevel.SUBMIT or not has_form:
        return Act(note=gettext("Not yet online: bring the papers to the counter."))
    url = address_of("procedure_form", procedure.code, portal=portal.path)
    note = (
        gettext("Fees are paid at the counter, where the result is handed over.")
        if offered.level == ServiceLevel.SUBMIT
        else ""
    )
    return Act(url, gettext("Submit online"), note)


@dataclass(frozen=True, slots=True)
class Others:
    """Where else a procedure is done: the nearest places, and how many are left."""

    nearest: tuple[Link, ...] = ()
    more: int = 0


def others_offering(procedure: Procedure, portal: Portal, on: date) -> Others:
    """Portals whose agencies offer it, nearest first, each to its own page of it."""
    tokens = set(_agencies_offering(procedure, on))
    here = portals().line_of(portal)
    found = [
        one
        for one in portals()
        if any(_offers(agency, tokens) for agency in one.agencies)
    ]
    found.sort(key=lambda one: (-_shared(one, here), len(one.tree_path), one.tree_path))
    nearest = tuple(
        Link(
            one.shown_title(get_language() or ""),
            address_of("procedure", procedure.code, portal=one.path)
            if one.section("procedureindexpage")
            else page_address(one.path, portal=portal.path),
        )
        for one in found[:_MAX_OTHERS]
    )
    return Others(nearest, len(found) - len(nearest))


def _offers(agency: object, tokens: set[tuple[str, str]]) -> bool:
    kind = (getattr(agency, "kind", ""), getattr(agency, "tier", ""))
    return kind in tokens or ("", str(getattr(agency, "pk", ""))) in tokens


def _agencies_offering(procedure: Procedure, on: date) -> list[tuple[str, str]]:
    rows = Offering.objects.in_force(on).filter(procedure=procedure)
    return [
        (kind, tier) if agency is None else ("", str(agency))
        for agency, kind, tier in rows.values_list("agency", "agency_kind", "tier")
    ]


def _shared(one: Portal, line: Sequence[Portal]) -> int:
    """How far a portal lies on the same branch as those of a line."""
    return sum(one.tree_path.startswith(above.tree_path) for above in line)
