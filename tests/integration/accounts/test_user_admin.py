"""Administrators make and change users by one full name; nobody else does."""

import pytest
from django.contrib.auth.models import Permission
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


def _member_of_staff() -> User:
    user = UserFactory(staff=True, full_name="Lê Văn Cũ", email="cu@hue.example")
    user.user_permissions.add(
        Permission.objects.get(
            codename="access_admin", content_type__app_label="wagtailadmin"
        )
    )
    return user


def test_staff_change_their_own_name_and_contacts(client: Client) -> None:
    user = _member_of_staff()
    client.force_login(user)
    page = client.get("/quan-tri/account/").content.decode()
    assert "name_email-full_name" in page
    assert "last_name" not in page

    changed = {
        "name_email-full_name": "Lê Văn Mới",
        "name_email-email": "",
        "name_email-phone": "0905 000 111",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "locale-preferred_language": "",
    }
    response = client.post("/quan-tri/account/", changed)

    assert response.status_code == 302, response.content.decode()
    user.refresh_from_db()
    assert (user.full_name, user.email, user.phone) == (
        "Lê Văn Mới",
        None,
        "0905 000 111",
    )


def test_an_address_that_another_has_is_refused_and_nothing_changes(
    client: Client,
) -> None:
    UserFactory(email="co-roi@hue.example")
    user = _member_of_staff()
    client.force_login(user)

    response = client.post(
        "/quan-tri/account/",
        {"name_email-full_name": "X", "name_email-email": "co-roi@hue.example"},
    )

    assert response.status_code == 200
    user.refresh_from_db()
    assert (user.full_name, user.email) == ("Lê Văn Cũ", "cu@hue.example")


def test_the_account_page_is_for_staff(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/quan-tri/account/").status_code in {302, 403}
