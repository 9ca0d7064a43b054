"""The indices behind the alias: making one, putting it in place, removing old ones.

A name says all that must be known: the form of the documents and the time at which the
index was begun. While it is being filled it is written through an alias of its own; if
that is left, the run that made it has died.
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils import timezone
from elasticsearch.exceptions import NotFoundError

from search.engines.elasticsearch.connection import alias, family, patient_client
from search.engines.elasticsearch.documents import index_body

# So long a replaced index is kept: going back is one change of the alias.
KEPT = timedelta(days=1)
_TIME = "%Y%m%d%H%M%S%f"
# Also while nobody searches: the first one afterwards would wait for all of it.
_REFRESH = "1s"


class Index(NamedTuple):
    """An index of ours as it stands on the server."""

    name: str
    begun_at: datetime
    aliases: frozenset[str]

    @property
    def is_live(self) -> bool:
        return alias() in self.aliases

    @property
    def is_unfinished(self) -> bool:
        return writing_alias(self.name) in self.aliases


def writing_alias(name: str) -> str:
    """The name under which an index is filled; it goes when the index is whole."""
    return f"{name}-writing"


def has_live_index() -> bool:
    return bool(patient_client().indices.exists_alias(name=alias()))


def begin() -> str:
    """A new index beside the live one, without refresh as long as nobody asks it."""
    begun_at = timezone.now().astimezone(UTC)
    name = f"{alias()}-{begun_at.strftime(_TIME)}"
    body = index_body()
    body["settings"]["index"] = {"refresh_interval": "-1"}
    patient_client().indices.create(
        index=name, aliases={writing_alias(name): {}}, **body
    )
    return name


def finish(name: str) -> None:
    """Ready to be searched: what is in it is seen, and what comes is, soon."""
    server = patient_client()
    server.indices.put_settings(index=name, settings={"refresh_interval": _REFRESH})
    server.indices.refresh(index=name)


def put_in_place(name: str) -> None:
    """From one moment to the next, searches and writes go to this index."""
    actions: list[dict[str, Any]] = [
        {"add": {"index": name, "alias": alias()}},
        {"remove": {"index": name, "alias": writing_alias(name)}},
    ]
    actions += [
        {"remove": {"index": other.name, "alias": alias()}}
        for other in ours()
        if other.is_live and other.name != name
    ]
    if _is_usurped():
        actions.insert(0, {"remove_index": {"index": alias()}})
    patient_client().indices.update_aliases(actions=actions)


def sweep() -> list[str]:
    """Delete what dead runs left, and what was replaced longer ago than it is kept.

    Only while no other run can be at work. Says what was deleted.
    """
    found = ours()
    whole = [index for index in found if not index.is_unfinished]
    before = timezone.now() - KEPT
    outlived = [
        index
        for index, successor in pairwise(whole)
        if not index.is_live and successor.begun_at < before
    ]
    gone = [index.name for index in found if index.is_unfinished]
    gone += [index.name for index in outlived]
    for name in gone:
        patient_client().indices.delete(index=name, ignore_unavailable=True)
    return gone


def ours() -> list[Index]:
    """All indices of this portal, of whatever form, the oldest first."""
    pattern = re.compile(rf"{re.escape(family())}-\d+-(\d{{20}})")
    found = []
    for name, said in _all_of_family().items():
        if match := pattern.fullmatch(name):
            begun_at = datetime.strptime(f"{match[1]}+0000", f"{_TIME}%z")
            found.append(Index(name, begun_at, frozenset(said["aliases"])))
    return sorted(found, key=lambda index: index.begun_at)


def _is_usurped() -> bool:
    """An index has taken the alias's name: someone wrote while there was no alias."""
    return alias() in _all_of_family()


def _all_of_family() -> dict[str, Any]:
    try:
        answer = patient_client().indices.get_alias(
            index=f"{family()}-*", expand_wildcards=["open", "closed"]
        )
    except NotFoundError:
        return {}
    return dict(answer.body)
