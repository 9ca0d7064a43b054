"""The Elasticsearch of a test run: one for all workers, its own indices for each."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch, TransportError

from portal.settings.elasticsearch_url import ElasticsearchServer
from portal.settings.search import ELASTICSEARCH

STARTER = Path(__file__).parents[1] / "deploy/services/elasticsearch.sh"
MISSING = (
    "This test needs a real Elasticsearch and ELASTICSEARCH_URL names none. Run it by "
    "`deploy/services/with_elasticsearch.sh .venv/bin/python -m pytest …`; "
    "`make test` does so itself."
)


def hosts() -> list[str]:
    """The names that tests may connect to beside this machine."""
    addresses = ELASTICSEARCH.hosts if ELASTICSEARCH else ()
    return [address.split("://")[1].rsplit(":", 1)[0] for address in addresses]


@contextmanager
def running_server(worker: str) -> Iterator[ElasticsearchServer]:
    """The server that ELASTICSEARCH_URL names, under a prefix of this worker's own;
    what stands under it is deleted in the end."""
    if ELASTICSEARCH is None:
        pytest.fail(MISSING, pytrace=False)
    _await_launched()
    server = replace(ELASTICSEARCH, prefix=f"test-{worker}-{uuid4().hex[:8]}")
    with client_of(server) as client:
        try:
            client.info()
        except TransportError as error:
            pytest.fail(f"{server} does not answer: {error!r}", pytrace=False)
        yield server
    forget_indices(server)


def _await_launched() -> None:
    """`make test` has it start beside the tests that need none."""
    if folder := os.environ.get("ELASTICSEARCH_FOLDER"):  # noqa: TID251
        subprocess.run([STARTER, "await", folder], check=True)  # noqa: S603  # ours


def forget_indices(server: ElasticsearchServer) -> None:
    """All indices that carry its prefix, so that the next test finds none."""
    with client_of(server) as client:
        indices = client.indices.get(index=f"{server.prefix}*", expand_wildcards="all")
        for name in indices.body:
            client.indices.delete(index=name)


def client_of(server: ElasticsearchServer) -> Elasticsearch:
    """A client with patience, for what tests themselves do to the server."""
    return Elasticsearch(
        list(server.hosts),
        basic_auth=server.basic_auth,
        api_key=server.api_key,
        ca_certs=server.ca_certs,
        request_timeout=30,
    )
