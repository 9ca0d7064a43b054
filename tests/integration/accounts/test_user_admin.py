"""Administrators make and change users by one full name; nobody else does."""

import pytest
from django.test import Client

from accounts.models import User, UserKind
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {
    "username": "officer.moi",
    "full_name": "Lê Văn Mới",
    "kind": "staff",
    "email": "",
    "phone": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def test_an_administrator_makes_and_changes_a_user(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    assert client.get("/quan-tri/users/").status_code == 200
    form = client.get("/quan-tri/users/new/").content.decode()
    assert "full_name" in form
    assert "last_name" not in form

    client.post("/quan-tri/users/new/", NEW)

    user = User.objects.get(username="officer.moi")
    assert (user.full_name, user.kind, user.email) == (
        "Lê Văn Mới",
        UserKind.STAFF,
        None,
    )
    edit = f"/quan-tri/users/edit/{user.pk}/"
    assert client.get(edit).status_code == 200
    changed = {**NEW, "full_name": "Lê Văn Đổi", "is_active": "on"}
    client.post(edit, {**changed, "password1": "", "password2": ""})
    user.refresh_from_db()
    assert user.full_name == "Lê Văn Đổi"


def test_nobody_else_reaches_the_users(client: Client) -> None:
    client.force_login(UserFactory(staff=True))

    assert client.get("/quan-tri/users/").status_code == 302
    assert client.post("/quan-tri/users/new/", NEW).status_code == 302
    assert User.objects.count() == 1
