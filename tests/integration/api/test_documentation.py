"""The page that tells people of the API."""

import pytest
from django.test import Client

from tests.factories.pages import Province

pytestmark = pytest.mark.django_db


def test_every_call_of_the_schema_stands_on_the_page(
    hue: Province, client: Client
) -> None:
    page = client.get("/api/docs/").content.decode()
    schema = client.get("/api/v1/schema/", headers={"accept": "application/json"})
    paths = schema.json()["paths"]
    assert len(paths) > 15
    assert [path for path in paths if path not in page] == []
