"""Rows into Elasticsearch: read afresh, sent in bulk, each under its own version.

The versions are ours: an older state that arrives late is refused by the server, so it
does not matter in which order, or how often, a row is written.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch
from elasticsearch.exceptions import ApiError

from search.engines.elasticsearch.connection import (
    FAILURES,
    STUMBLES,
    ElasticsearchAnswerError,
)
from search.engines.elasticsearch.documents import body_of, identity
from search.indexing import chunks
from search.models import SearchDocument

# Far below what a server takes in one request, and quickly swallowed.
_MOST_BYTES = 4_000_000
# A server without room for a write says so after this, not after a minute.
_PRIMARY_PATIENCE = "5s"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# The fault lies with what was sent; everything else would befall any other document.
_REFUSED = {400, 413}
_CONFLICT, _NOT_FOUND = 409, 404
_NO_ALIAS = "index_not_found_exception"
_CLOSED = "index_closed_exception"


class ServerAwayError(Exception):
    """It cannot be reached, is full, or does not answer as it should."""


class NoIndexError(Exception):
    """There is no index behind the name yet, or no longer."""


class DocumentsRefusedError(Exception):
    """The server takes writes, but not these."""


class Operation(NamedTuple):
    """A document to write under `version`; without a `body`, one to delete."""

    id: str
    version: int
    body: dict[str, Any] | None

    def lines(self) -> bytes:
        action = "delete" if self.body is None else "index"
        head = {"_id": self.id, "version": self.version, "version_type": "external"}
        text = _encode({action: head})
        if self.body is not None:
            text = f"{text}\n{_encode(self.body)}"
        return f"{text}\n".encode(errors="replace")


def operations_of(type_: str, versions: dict[str, int]) -> Iterator[Operation]:
    """What makes Elasticsearch say of these keys what their rows say now.

    `versions` are the stamps under which the keys without a row were forgotten.
    """
    rows = SearchDocument.objects.filter(
        type=type_, key__in=versions, text__isnull=False
    )
    rest = dict(versions)
    for row in rows.select_related("text", "group"):
        rest.pop(row.key)
        yield operation_of(row)
    for key, version in rest.items():
        yield Operation(identity(type_, key), version, None)


def operation_of(row: SearchDocument) -> Operation:
    return Operation(identity(row.type, row.key), row.version, body_of(row))


def send(
    server: Elasticsearch, target: str, operations: Iterable[Operation], *, alias: bool
) -> None:
    """Write into the index `target`; with `alias`, into the one behind that alias.

    What is stale is passed over. Raises ServerAwayError, NoIndexError or
    DocumentsRefusedError; sent again, it does no harm.
    """
    for batch in _batches(operations):
        _send(server, target, batch, alias=alias)


def _batches(operations: Iterable[Operation]) -> Iterator[dict[str, bytes]]:
    """The lines of each document by its id, as many as make a fair request."""
    for chunk in chunks(operations, 500):
        batch: dict[str, bytes] = {}
        size = 0
        for operation in chunk:
            lines = operation.lines()
            if batch and size + len(lines) > _MOST_BYTES:
                yield batch
                batch, size = {}, 0
            batch[operation.id] = lines
            size += len(lines)
        if batch:
            yield batch


def _send(
    server: Elasticsearch, target: str, batch: dict[str, bytes], *, alias: bool
) -> None:
    try:
        answer = server.perform_request(
            "POST",
            f"/{target}/_bulk",
            params={
                # A mistyped or missing index is never made by writing into it.
                "require_alias": "true" if alias else "false",
                "timeout": _PRIMARY_PATIENCE,
                "filter_path": "items.*._id,items.*.status,items.*.error.type",
            },
            headers={
                "accept": "application/json",
                "content-type": "application/x-ndjson",
            },
            body=b"".join(batch.values()),
        ).body
        outcomes = list(map(_outcome, answer["items"]))
        if [outcome.id for outcome in outcomes] != list(batch):
            message = "The answer is about other documents than were sent."
            raise ElasticsearchAnswerError(message)
    except ApiError as error:
        if error.meta.status in _REFUSED:
            message = f"The server refused a request with {error.meta.status}."
            raise DocumentsRefusedError(message) from error
        raise ServerAwayError from error
    except (*FAILURES, *STUMBLES) as error:
        raise ServerAwayError from error
    _judge(outcomes)


class _Outcome(NamedTuple):
    action: str
    id: str
    status: int
    error: str


def _outcome(item: dict[str, Any]) -> _Outcome:
    ((action, said),) = item.items()
    error = said.get("error", {}).get("type", "")
    return _Outcome(action, str(said["_id"]), int(said["status"]), error)


def _judge(outcomes: list[_Outcome]) -> None:
    failed = [one for one in outcomes if not _is_settled(one)]
    if not failed:
        return
    if any(one.error == _NO_ALIAS for one in failed):
        raise NoIndexError
    refused = [one for one in failed if one.status in _REFUSED and one.error != _CLOSED]
    if refused:
        message = (
            f"{len(refused)} documents were refused, the first is {refused[0].id}: "
            f"{refused[0].error}."
        )
        raise DocumentsRefusedError(message)
    raise ServerAwayError


def _is_settled(one: _Outcome) -> bool:
    """Written, deleted, or known in a later state already."""
    if one.status == _NOT_FOUND:
        return one.action == "delete" and not one.error
    return 200 <= one.status < 300 or one.status == _CONFLICT
