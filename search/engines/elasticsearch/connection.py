"""The one client of Elasticsearch in a process, or none where none is configured."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.exceptions import (
    ApiError,
    ConnectionError,  # noqa: A004  # the client's own, no builtin fits it
    ConnectionTimeout,
    SerializationError,
    TransportError,
)

from search.engines.elasticsearch.documents import FORM


class ElasticsearchAnswerError(Exception):
    """It answered, but not as the servers we know do."""


# Whatever can go wrong with a partner that is away, slow, full or talks nonsense.
FAILURES = (ApiError, TransportError, SerializationError, ElasticsearchAnswerError)
# What the client itself stumbles over when an answer is not what HTTP and JSON allow.
STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
# Another node may well answer where this one says one of these.
_ASK_ANOTHER = {429, 502, 503, 504}
_JSON = {"accept": "application/json", "content-type": "application/json"}
# More than a process has threads: none waits for another's connection.
_CONNECTIONS = 64


class Connection(Protocol):
    """What ELASTICSEARCH_URL says, read and judged by the settings."""

    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def basic_auth(self) -> tuple[str, str] | None: ...
    @property
    def api_key(self) -> str | None: ...
    @property
    def ca_certs(self) -> str | None: ...
    @property
    def prefix(self) -> str: ...
    @property
    def timeout(self) -> float: ...
    def __hash__(self) -> int: ...


def connection() -> Connection | None:
    configured: Connection | None = settings.ELASTICSEARCH
    return configured


def is_configured() -> bool:
    return connection() is not None


def alias() -> str:
    """The name that searches ask; indices behind it carry their making's time.

    With the form of the documents in it, so that nothing is asked of an index whose
    documents another release has shaped.
    """
    return f"{family()}-{FORM}"


def family() -> str:
    """What the names of all our indices and aliases begin with."""
    return f"{_required().prefix}-search"


def client() -> Elasticsearch:
    """For searches: no second try of its own, since `ask` keeps the time."""
    return _client(_required(), patient=False)


def patient_client() -> Elasticsearch:
    """For writing and rebuilding, where nobody waits."""
    return _client(_required(), patient=True)


class Budget:
    """The time that a search may take, over all its requests and all hosts."""

    def __init__(
        self, seconds: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @classmethod
    def of_a_search(cls) -> "Budget":
        return cls(_required().timeout)

    @property
    def left(self) -> float:
        return self._end - self._clock()


def ask(path: str, body: Any, budget: Budget) -> Any:
    """What the server answers within the budget; raises one of FAILURES.

    As long as there is another host, one that does not answer is given half of the
    time that is left.
    """
    failure: Exception = ElasticsearchAnswerError("The time is up.")
    for hosts in range(len(_required().hosts), 0, -1):
        left = budget.left
        if left <= 0:
            break
        patience = left / 2 if hosts > 1 else left
        asked = client().options(request_timeout=patience)
        try:
            return asked.perform_request("POST", path, headers=_JSON, body=body).body
        except (ConnectionError, ConnectionTimeout) as error:
            failure = error
        except ApiError as error:
            if error.meta.status not in _ASK_ANOTHER:
                raise
            failure = error
        except STUMBLES as error:
            message = f"The answer cannot be read: {type(error).__name__}."
            raise ElasticsearchAnswerError(message) from error
    raise failure


def _required() -> Connection:
    configured = connection()
    assert configured is not None  # noqa: S101  # callers ask is_configured first
    return configured


@lru_cache(maxsize=4)
def _client(configured: Connection, *, patient: bool) -> Elasticsearch:
    tls: dict[str, Any] = {}
    if configured.ca_certs:
        tls["ca_certs"] = configured.ca_certs
    return Elasticsearch(
        list(configured.hosts),
        basic_auth=configured.basic_auth,
        api_key=configured.api_key,
        **tls,
        connections_per_node=_CONNECTIONS,
        request_timeout=60 if patient else configured.timeout,
        max_retries=3 if patient else 0,
        retry_on_timeout=patient,
        retry_on_status=(429, 502, 503, 504) if patient else (),
    )
