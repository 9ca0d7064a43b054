"""The demo's people: an administrator, a citizen, and the staff of filled portals."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User, UserKind
from portal.demo.agencies import agencies_by_key
from portal.demo.content import SINCE, Row, portal_key, read_list
from portal.demo.progress import Progress
from portal.demo.sign_in import DEMO_PASSWORD
from services_catalog.agencies.models import Agency
from services_catalog.staff.models import CONTENT_ROLES, Role
from services_catalog.staff.services import assign
from services_catalog.units.models import AdminUnit
from services_catalog.units.slugs import unit_slugs

MAIL_DOMAIN = "thuathienhue.example"
ADMINISTRATOR = "admin"
CITIZEN = "citizen"
# How a role is written in a sign-in name.
ROLES = {
    "editor": Role.EDITOR,
    "publisher": Role.PUBLISHER,
    "officer": Role.ONE_STOP_OFFICER,
    "specialist": Role.SPECIALIST,
    "leader": Role.LEADER,
    "administrator": Role.SITE_ADMINISTRATOR,
}


class DemoRefusedError(RuntimeError):
    """The demo's accounts, whose password everybody knows, are not made here."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the staff of a filled portal work: at a unit, or in an agency alone."""

    slug: str
    unit: AdminUnit | None
    agency: Agency


def require_debug() -> None:
    if not settings.DEBUG:
        message = "The demo's accounts are refused while DEBUG is off."
        raise DemoRefusedError(message)


def load_accounts(progress: Progress) -> int:
    """Make who is missing and give the roles; nobody's changed password is reset."""
    require_debug()
    password = make_password(DEMO_PASSWORD)
    changed = 0
    changed += _make_user(ADMINISTRATOR, "Quản trị viên", UserKind.STAFF, password)
    changed += _make_user(CITIZEN, "Nguyễn Thị Mai Hương", UserKind.CITIZEN, password)
    User.objects.filter(username=ADMINISTRATOR, is_superuser=False).update(
        is_superuser=True
    )
    names = {row["place"]: row for row in read_list("accounts")}
    for place in progress.over(list(filled_places()), "Tài khoản"):
        changed += _staff_portal(place, names[place.slug], password)
    return changed


def filled_places() -> Iterator[Place]:
    units = {unit.code: unit for unit in AdminUnit.objects.in_force(SINCE)}
    slugs = unit_slugs(units.values())
    agencies = agencies_by_key()
    for row in read_list("portals"):
        key = portal_key(row)
        unit = units.get(key)
        if unit is None:
            yield Place(key, None, agencies[key])
        else:
            yield Place(slugs[unit.pk], unit, agencies[f"ubnd-{key}"])


def _staff_portal(place: Place, names: Row, password: str) -> int:
    made = 0
    for word, role in ROLES.items():
        username = f"{word}.{place.slug}"
        made += _make_user(username, names[word], UserKind.STAFF, password)
        user = User.objects.get(username=username)
        if role in CONTENT_ROLES and place.unit is not None:
            assign(user=user, role=role, unit=place.unit, valid_from=SINCE)
        else:
            agency = _workplace(place, role)
            assign(user=user, role=role, agency=agency, valid_from=SINCE)
    return made


def _workplace(place: Place, role: Role) -> Agency:
    """The officers of a unit sit at its one-stop desk; everybody else in the agency."""
    is_at_desk = role == Role.ONE_STOP_OFFICER and place.unit is not None
    return place.agency.desk if is_at_desk else place.agency


def _make_user(username: str, name: str, kind: UserKind, password: str) -> bool:
    _user, made = User.objects.get_or_create(
        username=username,
        defaults={
            "full_name": name,
            "email": f"{username}@{MAIL_DOMAIN}",
            "kind": kind,
            "is_staff": kind == UserKind.STAFF,
            "is_superuser": username == ADMINISTRATOR,
            "password": password,
        },
    )
    return made
