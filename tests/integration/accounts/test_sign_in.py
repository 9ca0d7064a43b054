"""Signing in, out and up; guessing is slowed."""

import pytest
from django.test import Client

from accounts.forms import WRONG_FOR_ACCOUNT
from accounts.models import User, UserKind
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["hoa", "Hoa@Example.vn"])
def test_one_signs_in_by_name_or_by_e_mail(client: Client, name: str) -> None:
    UserFactory(username="hoa", email="hoa@example.vn")

    response = client.post("/dang-nhap/", {"username": name, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/cua-toi/")


def test_sign_in_leads_on_only_within_the_portal(client: Client) -> None:
    UserFactory(username="hoa")
    given = {"username": "hoa", "password": PASSWORD}

    within = client.post("/dang-nhap/", {**given, "next": "/cua-toi/tin-nhan/"})
    client.logout()
    outside = client.post("/dang-nhap/", {**given, "next": "https://evil.example/"})

    assert within["Location"] == "/cua-toi/tin-nhan/"
    assert outside["Location"] == "/cua-toi/"


def test_guessing_a_password_is_slowed_even_with_the_right_one(client: Client) -> None:
    UserFactory(username="hoa")
    for _ in range(WRONG_FOR_ACCOUNT.count):
        client.post("/dang-nhap/", {"username": "hoa", "password": "sai"})

    response = client.post("/dang-nhap/", {"username": "hoa", "password": PASSWORD})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors().as_data()[0].code == "too_many"


def test_a_citizen_opens_an_account_and_is_signed_in(client: Client) -> None:
    response = client.post(
        "/dang-ky/",
        {
            "full_name": "Trần Văn Bình",
            "email": "Binh@Example.VN",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    user = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/cua-toi/")
    assert (user.email, user.username) == ("binh@example.vn", "binh@example.vn")
    assert (user.kind, user.is_staff, user.is_superuser) == (
        UserKind.CITIZEN,
        False,
        False,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "hoa@example.vn"},
        {"email": "khong-phai-thu"},
        {"password2": "khac"},
        {"full_name": ""},
        {"full_name": "x\x00"},
    ],
)
def test_wrong_registrations_name_the_field_and_keep_what_was_typed(
    client: Client, wrong: dict[str, str]
) -> None:
    UserFactory(email="hoa@example.vn")
    given = {
        "full_name": "Trần Văn Bình",
        "email": "binh@example.vn",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **wrong,
    }

    response = client.post("/dang-ky/", given)

    assert response.status_code == 200
    assert set(wrong) <= set(response.context["form"].errors)
    assert User.objects.count() == 1


def test_signing_out_is_a_post(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/cua-toi/").status_code == 302
