"""The demo's password opens nothing outside a demo."""

import pytest
from django.contrib.auth import authenticate

from portal.demo.sign_in import DEMO_PASSWORD
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_demo_password_is_refused_without_debug(settings) -> None:
    UserFactory(username="admin", password=DEMO_PASSWORD)
    settings.DEBUG = False

    assert authenticate(username="admin", password=DEMO_PASSWORD) is None


def test_demo_password_opens_the_demo(settings) -> None:
    user = UserFactory(username="admin", password=DEMO_PASSWORD)
    settings.DEBUG = True

    assert authenticate(username="admin", password=DEMO_PASSWORD) == user


def test_any_other_password_opens_as_ever(settings) -> None:
    user = UserFactory(username="admin")
    settings.DEBUG = False

    assert authenticate(username="admin", password=PASSWORD) == user
    assert authenticate(username="admin", password="something else") is None
