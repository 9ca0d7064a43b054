"""The one client of Elasticsearch in a process, or none where none is configured."""

from functools import lru_cache
from typing import Protocol

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.exceptions import (
    ApiError,
    SerializationError,
    TransportError,
)


class ElasticsearchAnswerError(Exception):
    """It answered, but not as the servers we know do."""


# Whatever can go wrong with a partner that is away, slow, full or talks nonsense.
FAILURES = (ApiError, TransportError, SerializationError, ElasticsearchAnswerError)


class Connection(Protocol):
    """What ELASTICSEARCH_URL says, read and judged by the settings."""

    hosts: tuple[str, ...]
    basic_auth: tuple[str, str] | None
    api_key: str | None
    ca_certs: str | None
    prefix: str
    timeout: float


def connection() -> Connection | None:
    configured: Connection | None = settings.ELASTICSEARCH
    return configured


def is_configured() -> bool:
    return connection() is not None


def alias() -> str:
    """The name that searches ask; indices behind it carry their making's time."""
    configured = connection()
    assert configured is not None  # noqa: S101  # callers ask is_configured first
    return f"{configured.prefix}-search"


def client() -> Elasticsearch:
    """For searches: one try within the budget, since the embedded engine waits."""
    return _client(connection(), patient=False)


def patient_client() -> Elasticsearch:
    """For writing and rebuilding, where nobody waits."""
    return _client(connection(), patient=True)


@lru_cache(maxsize=4)
def _client(configured: Connection, *, patient: bool) -> Elasticsearch:
    return Elasticsearch(
        list(configured.hosts),
        basic_auth=configured.basic_auth,
        api_key=configured.api_key,
        ca_certs=configured.ca_certs,
        request_timeout=60 if patient else configured.timeout,
        max_retries=3 if patient else len(configured.hosts) - 1,
        retry_on_timeout=patient,
    )
