"""Who may see and move a dossier: its owner, and the staff of its agencies in force.

Neither editors nor administrators of the system read dossiers; being a superuser gives
no way in without an assignment (domain 3, least privilege).
"""

import hmac
from dataclasses import dataclass
from datetime import date
from typing import Any

from services_catalog.agencies.models import Agency
from services_catalog.agencies.querysets import AgencyQuerySet
from services_catalog.staff.models import DESK_ROLES, StaffAssignment
from services_catalog.staff.services import agencies_of
from submissions.dossiers.models import Dossier
from submissions.receipts.tokens import receipt_hash_of


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks: a signed-in person, the holder of a receipt's secret, or both."""

    user: Any = None
    receipt_token: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The desk roles of a person on a dossier, and the agency they are held at."""

    roles: frozenset[str]
    agency: Agency


class NoRightError(Exception):
    """This person has no right to this dossier; views answer 404, telling nothing."""


def desk_agencies(user: Any, on: date) -> AgencyQuerySet:
    """The agencies whose dossiers this person works on that day: their own, those that
    their one-stop centre receives for, those of the very unit of their role."""
    return agencies_of(user, DESK_ROLES, on)


def standing_on(user: Any, dossier: Dossier, on: date) -> Standing | None:
    """What a person is to a dossier as staff; None for everybody else."""
    desk_roles = StaffAssignment.objects.of(user).in_force(on).with_roles(DESK_ROLES)
    held = list(desk_roles.values_list("role", "agency_id", "unit_id"))
    for agency in (dossier.competent_agency, dossier.receiving_agency):
        roles = {
            role
            for role, agency_id, unit_id in held
            if agency_id in (agency.pk, agency.receives_at_id)
            or unit_id == agency.unit_id
        }
        if roles and agency.is_in_force(on):
            return Standing(frozenset(roles), agency)
    return None


def is_owner(requester: Requester, dossier: Dossier) -> bool:
    """The account it was submitted from, or whoever holds the receipt's secret link."""
    if requester.receipt_token:
        given = receipt_hash_of(requester.receipt_token)
        if hmac.compare_digest(given, dossier.receipt_hash):
            return True
    user = requester.user
    return (
        user is not None
        and user.is_authenticated
        and user.is_active
        and dossier.user_id == user.pk
    )


def may_read_dossier(user: Any, dossier: Dossier, on: date) -> bool:
    """Whether answers and papers may be opened: by the owner or the dossier's staff."""
    if is_owner(Requester(user), dossier):
        return True
    return standing_on(user, dossier, on) is not None
