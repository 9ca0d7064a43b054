"""Visibility and facet counts, settled per group of documents instead of per row."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.labels import labels_of
from search.models import SearchGroup
from search.results import FACETS, FacetValue
from search.scopes import Scope

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """A SearchGroup in memory."""

    values: Mapping[str, frozenset[str]]
    pairs: tuple[tuple[str, str], ...]
    field_name: str
    scopes: frozenset[str]
    excluded: frozenset[str]

    @classmethod
    def of(cls, row: SearchGroup) -> "Group":
        values = {facet: frozenset(row.facets[facet]) for facet in FACETS}
        return cls(
            values=values,
            pairs=tuple((facet, v) for facet in FACETS for v in row.facets[facet]),
            field_name=row.facets["field_name"],
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


def all_groups() -> dict[int, Group]:
    """Every group of the index; only those unknown to the process are read."""
    ids = set(SearchGroup.objects.values_list("id", flat=True))
    unknown = ids - _known.keys()
    if unknown:
        rows = SearchGroup.objects.all()
        if len(unknown) <= 100:
            rows = rows.filter(id__in=unknown)
        _known.update({row.pk: Group.of(row) for row in rows})
    return {id_: _known[id_] for id_ in ids}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the matches pass the filters, and which groups do."""

    count: int
    passing: frozenset[int]
    facets: Mapping[str, tuple[FacetValue, ...]]


def tally(
    matches: Counter[int], groups: Mapping[int, Group], filters: Filters
) -> Tally:
    """Count per facet value what it would give with the *other* filters as they are."""
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    passing: set[int] = set()
    count = 0
    for id_, documents in matches.items():
        group = groups[id_]
        failed = group.failed(filters)
        if len(failed) > 1:
            continue
        if not failed:
            passing.add(id_)
            count += documents
            names.update(dict.fromkeys(group.values["field"], group.field_name))
        for pair in group.pairs:
            if not failed or pair[0] == failed[0]:
                counts[pair] += documents
        if failed == ["field"]:
            names.update(dict.fromkeys(group.values["field"], group.field_name))
    return Tally(count, frozenset(passing), _facets(counts, names, filters))


def _facets(
    counts: Counter[tuple[str, str]], names: Mapping[str, str], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for (facet, value), documents in counts.items():
        found[facet][value] = documents
    for facet, wanted in filters.items():
        for value in wanted:
            found[facet].setdefault(value, 0)
    return {
        facet: tuple(_values(facet, values, names, filters.get(facet, ())))
        for facet, values in found.items()
    }


def _values(
    facet: str,
    found: Mapping[str, int],
    names: Mapping[str, str],
    selected: Iterable[str],
) -> list[FacetValue]:
    labels = labels_of(facet, found)
    if facet == "field":
        labels = {value: names.get(value) or value for value in found}
    values = [
        FacetValue(value, labels[value], documents, value in selected)
        for value, documents in found.items()
    ]
    return sorted(values, key=lambda item: (-item.count, item.label))
