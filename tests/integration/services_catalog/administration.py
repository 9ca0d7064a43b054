"""How the tests of the administration sign in and post."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User

TODAY = date(2024, 11, 22)
MODELS = [
    "units",
    "agencies",
    "fields",
    "procedures",
    "procedure-versions",
    "offerings",
    "local-notes",
    "work-calendars",
    "staff-assignments",
]


def may_enter(user: User) -> User:
    group, _created = Group.objects.get_or_create(name="Vào trang quản trị")
    group.permissions.add(
        Permission.objects.get(
            codename="access_admin", content_type__app_label="wagtailadmin"
        )
    )
    user.groups.add(group)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rows(prefix: str, *forms: dict[str, Any]) -> dict[str, Any]:
    """The posted fields of rows below a thing."""
    posted: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(forms),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, form in enumerate(forms):
        for name, value in {"DELETE": "", "id": "", **form}.items():
            posted[f"{prefix}-{number}-{name}"] = value
    return posted
