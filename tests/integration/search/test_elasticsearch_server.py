"""The Elasticsearch of a test run, as the tests of the engine find it."""

import pytest
from django.conf import settings

from tests.search_server import client_of


@pytest.mark.elasticsearch
def test_a_marked_test_finds_a_server_of_the_8_line_with_nothing_of_its_own():
    server = settings.ELASTICSEARCH

    with client_of(server) as client:
        version = client.info()["version"]["number"]
        indices = client.indices.get(index=f"{server.prefix}*", expand_wildcards="all")

    assert version.split(".")[0] == "8"
    assert indices.body == {}


def test_other_tests_have_none():
    assert settings.ELASTICSEARCH is None
