"""A wrong address in the demo, where DEBUG is on."""

import pytest
from django.test import Client

from tests.factories.pages import Province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _debug(settings) -> None:
    settings.DEBUG = True
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "portal.demo.not_found.OwnNotFoundPage",
    ]


@pytest.mark.parametrize("path", ["huong-thuy/phu-bai/khong-co/", "a.b/c.d"])
def test_it_is_answered_in_the_frame_of_the_portal(
    hue: Province, client: Client, path: str
) -> None:
    response = client.get(f"/{path}")

    assert response.status_code == 404
    page = response.content.decode()
    assert "nm-header" in page
    assert "urlconf" not in page.lower()


def test_the_api_answers_with_a_problem(hue: Province, client: Client) -> None:
    response = client.get("/api/v1/khong-co/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
