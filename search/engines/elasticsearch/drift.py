"""Where Elasticsearch differs from the rows, and having just that written again."""

from typing import NamedTuple

from django.db import transaction
from elasticsearch import helpers

from search.engines.elasticsearch.connection import alias, patient_client
from search.followers import tell_followers
from search.indexing import CHUNK, chunks, lock_type, stamp
from search.models import SearchDocument
from search.rebuilding import Drift

_AT_ONCE = 5_000


class _State(NamedTuple):
    content_hash: str
    version: int


def drift() -> dict[str, Drift]:
    """By type, what the live index lacks, has in another state, or has too much."""
    known = _known_to_server()
    found: dict[str, Drift] = {}
    rows = SearchDocument.objects.values_list("type", "key", "content_hash", "version")
    for type_, key, content_hash, version in rows.order_by("pk").iterator():
        of_type = found.setdefault(type_, Drift())
        state = known.pop((type_, key), None)
        if state is None:
            of_type.missing.append(key)
        elif state != (content_hash, version):
            of_type.stale.append(key)
    for type_, key in sorted(known):
        found.setdefault(type_, Drift()).surplus.append(key)
    return found


def mend(type_: str, drift: Drift) -> None:
    """Have what differs written, or deleted, under a version that nobody gave before.

    Whoever changed a document by hand has raised its version, too.
    """
    for keys in chunks([*drift.missing, *drift.stale, *drift.surplus], CHUNK):
        with transaction.atomic():
            lock_type(type_)
            version = stamp()
            rows = SearchDocument.objects.filter(type=type_, key__in=keys)
            rows.update(version=version)
            tell_followers(type_, keys, version=version)


def _known_to_server() -> dict[tuple[str, str], _State]:
    server = patient_client()
    server.indices.refresh(index=alias())
    hits = helpers.scan(
        server,
        index=alias(),
        query={"_source": False, "docvalue_fields": ["content_hash", "version"]},
        size=_AT_ONCE,
    )
    known = {}
    for hit in hits:
        type_, _, key = hit["_id"].partition(":")
        fields = hit.get("fields", {})
        (content_hash,) = fields.get("content_hash", [""])
        (version,) = fields.get("version", [0])
        known[type_, key] = _State(content_hash, version)
    return known
