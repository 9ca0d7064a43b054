"""Tabs, facets and chips: ways to narrow a list and to undo it, all of them links."""

from dataclasses import dataclass

from django.utils.translation import gettext

from search.labels import labels_of
from search.pages.state import FACETS, SearchState
from search.registry import projections
from search.results import FacetValue, SearchResults

# The order of the tabs; a type that is not among them stands last.
_TABS = ("procedure", "page", "news", "document")
# More options than this do not help anyone to choose.
_MAX_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is chosen; following it takes it away."""

    group: str
    label: str
    count: int
    url: str


def tabs_of(state: SearchState, results: SearchResults) -> tuple[Tab, ...]:
    """Every type with what it holds, in an order that no filter changes."""
    counts = {value.value: value.count for value in results.facets["type"]}
    types = _types()
    labels = labels_of("type", types)
    chosen = state.filters["type"]
    everything = Tab(
        gettext("All"),
        state.with_only("type", "").address(),
        sum(counts.values()),
        not chosen,
    )
    return (
        everything,
        *(
            Tab(
                labels[type_],
                state.with_only("type", type_).address(),
                counts.get(type_, 0),
                chosen == (type_,),
            )
            for type_ in types
        ),
    )


def _types() -> list[str]:
    known = list(projections())
    others = [type_ for type_ in known if type_ not in _TABS]
    return [type_ for type_ in _TABS if type_ in known] + others


def _titles() -> dict[str, str]:
    return {
        "type": gettext("Kind"),
        "tier": gettext("Tier"),
        "level": gettext("Service level"),
        "field": gettext("Field"),
        "unit": gettext("Unit"),
        "audience": gettext("For whom"),
    }


def groups_of(state: SearchState, results: SearchResults) -> tuple[OptionGroup, ...]:
    titles = _titles()
    groups = (
        OptionGroup(titles[facet], _options(state, facet, results.facets[facet]))
        for facet in FACETS
    )
    # A single value that holds everything narrows nothing.
    return tuple(
        group
        for group in groups
        if len(group.options) > 1 or any(option.current for option in group.options)
    )


def _options(
    state: SearchState, facet: str, values: tuple[FacetValue, ...]
) -> tuple[Option, ...]:
    shown = values[:_MAX_OPTIONS]
    shown += tuple(value for value in values[_MAX_OPTIONS:] if value.selected)
    return tuple(
        Option(
            value.label,
            value.count,
            state.with_toggled(facet, value.value).address(),
            value.selected,
        )
        for value in shown
    )


def chips_of(state: SearchState, results: SearchResults) -> tuple[Chip, ...]:
    """What is chosen, in the order of the filters; a value that nobody has counts 0.

    A type that a tab shows as the present one needs no chip beside it.
    """
    titles = _titles()
    facets: tuple[str, ...] = FACETS
    chosen_types = state.filters["type"]
    if len(chosen_types) > 1 or not set(chosen_types) <= projections().keys():
        facets = ("type", *FACETS)
    return tuple(
        _chip(state, results, facet, value, titles[facet])
        for facet in facets
        for value in state.filters[facet]
    )


def _chip(
    state: SearchState, results: SearchResults, facet: str, value: str, title: str
) -> Chip:
    found = next((one for one in results.facets[facet] if one.value == value), None)
    return Chip(
        group=title,
        label=found.label if found else labels_of(facet, [value])[value],
        count=found.count if found else 0,
        url=state.with_toggled(facet, value).address(),
    )
