"""The search page as one value."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from search.pages.guidance import Guidance
from search.pages.narrowing import Chip, OptionGroup, Tab, chips_of, groups_of, tabs_of
from search.pages.rows import Row, rows_of
from search.pages.state import FEW, SCOPE_PARAMETER, WHOLE_PROVINCE, SearchState
from search.results import SearchResults
from search.statistics.counting import counted_portal
from themes.frame import Link


@dataclass(frozen=True, slots=True)
class Spelling:
    """Other words than those typed: a proposal, or what was looked for instead."""

    text: str
    url: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the template reads; `hidden` are the choices a new search keeps, and
    `counted_portal` is where its clicks are counted."""

    text: str
    is_cut: bool
    portal: str
    results: SearchResults
    rows: tuple[Row, ...]
    tabs: tuple[Tab, ...]
    groups: tuple[OptionGroup, ...]
    chips: tuple[Chip, ...]
    narrowed_by: int
    clear_url: str
    pages: Page[int]
    has_more: bool
    hidden: tuple[tuple[str, str], ...]
    is_wide: bool
    wide_url: str
    narrow_url: str
    spelling: Spelling | None
    is_few: bool
    above: tuple[Row, ...]
    guidance: Guidance | None
    trail: tuple[Link, ...]
    counted_portal: str


def view_of(
    state: SearchState,
    results: SearchResults,
    *,
    above: tuple[Row, ...] = (),
    guidance: Guidance | None = None,
) -> SearchView:
    chips = chips_of(state, results)
    pages = Paginator(range(results.reachable), results.page_size)
    is_within_unit = state.is_within_unit
    return SearchView(
        text=state.text,
        is_cut=state.is_cut,
        portal=state.portal,
        results=results,
        rows=rows_of(
            results.hits,
            text=results.corrected or state.text,
            portal=state.portal,
            first=(state.page - 1) * results.page_size + 1,
        ),
        tabs=tabs_of(state, results),
        groups=groups_of(state, results),
        chips=chips,
        narrowed_by=state.narrowed_by,
        clear_url=state.without_filters().address() if state.narrowed_by else "",
        pages=pages.page(state.page),
        has_more=results.count > results.reachable and state.page == results.pages,
        hidden=((SCOPE_PARAMETER, WHOLE_PROVINCE),) if state.is_wide else (),
        is_wide=state.is_wide and is_within_unit,
        wide_url=(
            state.widened(wide=True).address()
            if is_within_unit and not state.is_wide
            else ""
        ),
        narrow_url=state.widened(wide=False).address(),
        spelling=_spelling(state, results),
        is_few=results.count < FEW,
        above=above,
        guidance=guidance,
        trail=(
            Link(gettext("Home"), state.frame.home_url),
            Link(gettext("Search"), ""),
        ),
        counted_portal=counted_portal(state.scope),
    )


def _spelling(state: SearchState, results: SearchResults) -> Spelling | None:
    """Filters stay as they are, whichever words are taken."""
    if results.corrected:
        exactly = state.with_text(state.text, exact=True)
        return Spelling(results.corrected, exactly.address(), is_used=True)
    if results.suggestion:
        proposed = state.with_text(results.suggestion)
        return Spelling(results.suggestion, proposed.address(), is_used=False)
    return None
