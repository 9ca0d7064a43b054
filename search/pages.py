"""What the search page shows: state, tabs, facets and rows, ready for the template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from search.addresses import address_of_entry
from search.labels import labels_of
from search.normalise import MAX_QUERY_CHARACTERS, clean
from search.results import FacetValue, SearchHit, SearchQuery, SearchResults, Segment
from search.scopes import Scope
from themes.frame import Frame, Link

SCOPE_PARAMETER = "pham-vi"
WHOLE_PROVINCE = "tinh"
_PAGE_SIZE = 20
_FACETS = ("tier", "level", "field", "unit", "audience")
_FILTERS = ("type", *_FACETS)
# More options than this do not help anyone to choose.
_MAX_OPTIONS = 12
_MAX_CHOSEN = 20
_LONGEST_VALUE = 100
_DIGITS = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class SearchState:
    """What the address says: nothing else decides what the page shows."""

    text: str
    filters: Mapping[str, tuple[str, ...]]
    page: int
    is_wide: bool
    frame: Frame

    @classmethod
    def of(cls, parameters: QueryDict, frame: Frame) -> "SearchState":
        page = parameters.get("page", "")
        return cls(
            text=clean(parameters.get("q", "")[:MAX_QUERY_CHARACTERS]),
            filters={name: _chosen(parameters, name) for name in _FILTERS},
            page=max(1, int(page)) if _DIGITS.fullmatch(page) else 1,
            is_wide=parameters.get(SCOPE_PARAMETER) == WHOLE_PROVINCE,
            frame=frame,
        )

    @property
    def is_within_unit(self) -> bool:
        return self.frame.home_url != self.frame.root_url

    @property
    def portal(self) -> str:
        """Whose frame results are shown in; the whole province has the province's."""
        return "" if self.is_wide else self.frame.portal_path

    def query(self, *, at: date) -> SearchQuery:
        scope = Scope(self.frame.search_scopes, self.frame.search_excluded)
        return SearchQuery(
            text=self.text,
            at=at,
            scope=Scope() if self.is_wide else scope,
            filters=self.filters,
            page=self.page,
            page_size=_PAGE_SIZE,
        )

    def address(self, *, page: int = 1) -> str:
        """This state in an address relative to the page itself."""
        parameters = QueryDict(mutable=True)
        parameters["q"] = self.text
        for name, values in self.filters.items():
            parameters.setlist(name, list(values))
        if self.is_wide:
            parameters[SCOPE_PARAMETER] = WHOLE_PROVINCE
        if page > 1:
            parameters["page"] = str(page)
        return f"?{parameters.urlencode()}"

    def with_only(self, name: str, value: str) -> "SearchState":
        values = (value,) if value else ()
        return replace(self, filters={**self.filters, name: values})

    def with_toggled(self, name: str, value: str) -> "SearchState":
        chosen = self.filters[name]
        values = (
            tuple(other for other in chosen if other != value)
            if value in chosen
            else (*chosen, value)
        )
        return replace(self, filters={**self.filters, name: values})

    def without_filters(self) -> "SearchState":
        return replace(self, filters={**self.filters, **dict.fromkeys(_FACETS, ())})

    def widened(self, *, wide: bool) -> "SearchState":
        return replace(self, is_wide=wide)


def _chosen(parameters: QueryDict, name: str) -> tuple[str, ...]:
    values = (clean(value[:_LONGEST_VALUE]) for value in parameters.getlist(name))
    return tuple(dict.fromkeys(filter(None, values)))[:_MAX_CHOSEN]


def tiers_above(frame: Frame) -> tuple[str, ...]:
    """The tiers over this portal's, from the line of units that leads to it."""
    return ("province", "district")[: max(0, len(frame.tiers) - 1)]


@dataclass(frozen=True, slots=True)
class Row:
    """One result as the component draws it."""

    title: tuple[Segment, ...]
    url: str
    overline: str
    snippet: tuple[Segment, ...]
    fee: str
    term: str
    code: str


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
class SearchView:
    """All that the template reads; `hidden` are the choices a new search keeps."""

    text: str
    results: SearchResults
    rows: tuple[Row, ...]
    tabs: tuple[Tab, ...]
    groups: tuple[OptionGroup, ...]
    chosen: int
    clear_url: str
    pages: Page[int]
    hidden: tuple[tuple[str, str], ...]
    is_wide: bool
    wide_url: str
    narrow_url: str
    above: tuple[Row, ...]
    trail: tuple[Link, ...]


def view_of(
    state: SearchState, results: SearchResults, above: SearchResults | None
) -> SearchView:
    chosen = sum(len(state.filters[facet]) for facet in _FACETS)
    shown = {(hit.type, hit.key) for hit in results.hits}
    more = [
        hit for hit in (above.hits if above else ()) if (hit.type, hit.key) not in shown
    ]
    hidden = ((SCOPE_PARAMETER, WHOLE_PROVINCE),) if state.is_wide else ()
    return SearchView(
        text=state.text,
        results=results,
        rows=tuple(_row(hit, state.portal) for hit in results.hits),
        tabs=_tabs(state, results),
        groups=_groups(state, results),
        chosen=chosen,
        clear_url=state.without_filters().address() if chosen else "",
        pages=Paginator(range(results.count), results.page_size).page(state.page),
        hidden=hidden,
        is_wide=state.is_wide and state.is_within_unit,
        wide_url=(
            state.widened(wide=True).address()
            if state.is_within_unit and not state.is_wide
            else ""
        ),
        narrow_url=state.widened(wide=False).address(),
        above=tuple(_row(hit, "") for hit in more),
        trail=(
            Link(gettext("Home"), state.frame.home_url),
            Link(gettext("Search"), ""),
        ),
    )


def _tabs(state: SearchState, results: SearchResults) -> tuple[Tab, ...]:
    found = results.facets["type"]
    chosen = state.filters["type"]
    everything = Tab(
        gettext("All"),
        state.with_only("type", "").address(),
        sum(value.count for value in found),
        not chosen,
    )
    return (
        everything,
        *(
            Tab(
                value.label,
                state.with_only("type", value.value).address(),
                value.count,
                value.selected,
            )
            for value in found
        ),
    )


def _groups(state: SearchState, results: SearchResults) -> tuple[OptionGroup, ...]:
    titles = {
        "tier": gettext("Tier"),
        "level": gettext("Service level"),
        "field": gettext("Field"),
        "unit": gettext("Unit"),
        "audience": gettext("For whom"),
    }
    groups = (
        OptionGroup(titles[facet], _options(state, facet, results.facets[facet]))
        for facet in _FACETS
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


def _row(hit: SearchHit, portal: str) -> Row:
    in_english = get_language() == "en" and hit.title_en
    return Row(
        title=(Segment(hit.title_en, marked=False),)
        if in_english
        else hit.title_segments,
        url=address_of_entry(hit, portal=portal),
        overline=_overline(hit),
        snippet=hit.snippet,
        fee=hit.fee,
        term=hit.term,
        code=hit.code,
    )


def _overline(hit: SearchHit) -> str:
    if hit.type == "procedure":
        tiers = labels_of("tier", hit.tiers)
        parts = [", ".join(tiers[tier] for tier in hit.tiers), hit.field_name]
    else:
        parts = [labels_of("type", [hit.type])[hit.type], hit.agency]
        if hit.type == "news" and hit.published_at:
            parts.append(date_format(localtime(hit.published_at), "d/m/Y"))
    return " · ".join(filter(None, parts))
