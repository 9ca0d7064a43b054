"""Visibility and facet counts, settled per group of documents instead of per row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from django.db import connection
from django.utils.translation import get_language

from search.labels import labels_of
from search.models import SearchGroup
from search.results import FACETS, FacetValue
from search.scopes import Scope

Filters = Mapping[str, tuple[str, ...]]
Pair = tuple[str, str]

# SQLite takes at most 999 parameters.
_CHUNK = 900


class _Numbering:
    """Every pair that a group of this process has ever had, numbered from 0; pairs are
    only ever added."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self._numbers: dict[Pair, int] = {}
        self._lock = Lock()

    def number_of(self, pair: Pair) -> int:
        with self._lock:
            if pair not in self._numbers:
                self._numbers[pair] = len(self.pairs)
                self.pairs.append(pair)
            return self._numbers[pair]


_NUMBERING = _Numbering()


@dataclass(frozen=True, slots=True)
class Group:
    """A SearchGroup in memory."""

    values: Mapping[str, frozenset[str]]
    pairs: tuple[Pair, ...]
    field_name: str
    field_name_en: str
    scopes: frozenset[str]
    excluded: frozenset[str]
    # The pairs by their numbers in this process, which are counted faster.
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, row: SearchGroup) -> "Group":
        values = {facet: frozenset(row.facets[facet]) for facet in FACETS}
        pairs = tuple((facet, v) for facet in FACETS for v in row.facets[facet])
        return cls(
            values=values,
            pairs=pairs,
            numbers=tuple(map(_NUMBERING.number_of, pairs)),
            field_name=row.facets["field_name"],
            # Missing in groups that were written before there was one.
            field_name_en=row.facets.get("field_name_en", ""),
            scopes=frozenset(row.scopes),
            excluded=frozenset(row.excluded),
        )

    def is_seen_in(self, scope: Scope) -> bool:
        if scope.scopes and self.scopes.isdisjoint(scope.scopes):
            return False
        return self.excluded.isdisjoint(scope.excluded)

    def failed(self, filters: Filters) -> list[str]:
        """The facets whose filter this group does not pass."""
        return [
            facet
            for facet, wanted in filters.items()
            if wanted and self.values[facet].isdisjoint(wanted)
        ]


# Never stale: a group's id is the digest of its content.
_known: dict[int, Group] = {}
# What fields are called, in Vietnamese and in English, by the group read last.
_fields: dict[str, tuple[str, str]] = {}


def groups_of(ids: Collection[int]) -> dict[int, Group]:
    """These groups; only those unknown to the process are read."""
    unknown = [id_ for id_ in ids if id_ not in _known]
    for chunk in range(0, len(unknown), _CHUNK):
        rows = SearchGroup.objects.filter(id__in=unknown[chunk : chunk + _CHUNK])
        for row in rows:
            group = _known[row.pk] = Group.of(row)
            names = (group.field_name, group.field_name_en or group.field_name)
            _fields.update(dict.fromkeys(group.values["field"], names))
    return {id_: _known[id_] for id_ in ids if id_ in _known}


def seen_in(scope: Scope) -> list[int] | None:
    """The groups that a search in this scope may find; None means all of them."""
    if not scope.scopes and not scope.excluded:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_searchgroup")
        ids = [id_ for (id_,) in cursor.fetchall()]
    groups = groups_of(ids)
    return [id_ for id_, group in groups.items() if group.is_seen_in(scope)]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the matches pass the filters, and which groups do."""

    count: int
    passing: frozenset[int]
    facets: Mapping[str, tuple[FacetValue, ...]]


def tally(matches: Mapping[int, int], filters: Filters) -> Tally:
    """Count per facet value what it would give with the *other* filters as they are.

    `matches` are numbers of documents by group.
    """
    groups = groups_of(matches)
    active = {facet: wanted for facet, wanted in filters.items() if wanted}
    if not active:
        return _tally_of_all(matches, groups)
    counts: dict[Pair, int] = defaultdict(int)
    passing: list[int] = []
    for id_, group in groups.items():
        failed = group.failed(active)
        if not failed:
            passing.append(id_)
            for pair in group.pairs:
                counts[pair] += matches[id_]
        elif len(failed) == 1:
            for pair in group.pairs:
                if pair[0] == failed[0]:
                    counts[pair] += matches[id_]
    count = sum(matches[id_] for id_ in passing)
    return Tally(count, frozenset(passing), _facets(counts, active))


def _tally_of_all(matches: Mapping[int, int], groups: Mapping[int, Group]) -> Tally:
    """The same where nothing is filtered, which is how most people search."""
    pairs = _NUMBERING.pairs
    found = [0] * len(pairs)
    for id_, group in groups.items():
        documents = matches[id_]
        for number in group.numbers:
            found[number] += documents
    counts = {pairs[number]: count for number, count in enumerate(found) if count}
    count = sum(matches[id_] for id_ in groups)
    return Tally(count, frozenset(groups), _facets(counts, {}))


def _facets(
    counts: Mapping[Pair, int], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for (facet, value), documents in counts.items():
        found[facet][value] = documents
    for facet, wanted in filters.items():
        for value in wanted:
            found[facet].setdefault(value, 0)
    return {
        facet: tuple(_values(facet, values, filters.get(facet, ())))
        for facet, values in found.items()
    }


def _field_names(values: Iterable[str]) -> dict[str, str]:
    in_english = get_language() == "en"
    names = {value: _fields.get(value, ("", "")) for value in values}
    return {value: pair[in_english] or value for value, pair in names.items()}


def _values(
    facet: str,
    found: Mapping[str, int],
    selected: Iterable[str],
) -> list[FacetValue]:
    labels = _field_names(found) if facet == "field" else labels_of(facet, found)
    values = [
        FacetValue(value, labels[value], documents, value in selected)
        for value, documents in found.items()
    ]
    return sorted(values, key=lambda item: (-item.count, item.label))
