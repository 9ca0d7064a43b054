"""What the tiers above offer, where a unit's own portal has hardly anything."""

from datetime import date

from search import queries
from search.pages.rows import Row, rows_of
from search.pages.state import FEW, SearchState
from search.results import SearchQuery, SearchResults
from search.scopes import Scope
from themes.frame import PortalAbove

_MOST = 5
_PROCEDURE = "procedure"
_PROVINCE = "province"


def rows_above(
    state: SearchState, results: SearchResults, *, at: date
) -> tuple[Row, ...]:
    """The nearest tier first, each row with who does it, in that portal's frame."""
    if results.count >= FEW or not _looks_up(state):
        return ()
    asked = [
        (portal, queries.search(_query_of(portal, state, at)))
        for portal in state.frame.above
    ]
    # What has all the words goes before what has some of them, whoever is nearer.
    asked.sort(key=lambda answer: answer[1].relaxed)
    shown = {(hit.type, hit.key) for hit in results.hits}
    rows: list[Row] = []
    for portal, found in asked:
        for hit in found.hits:
            if len(rows) < _MOST and (hit.type, hit.key) not in shown:
                shown.add((hit.type, hit.key))
                # The province's departments are named; who acts for a unit below is
                # written of every unit alike, so that the unit is named instead.
                place = hit.agency if portal.tier == _PROVINCE else portal.title
                rows += rows_of(
                    [hit],
                    text=state.text,
                    portal=portal.portal_path,
                    place=place,
                    first=len(results.hits) + len(rows) + 1,
                )
    return tuple(rows)


def _looks_up(state: SearchState) -> bool:
    """Filters that leave hardly anything are no reason to ask somebody else."""
    is_procedures = state.filters["type"] in ((), (_PROCEDURE,))
    return bool(
        state.text and is_procedures and not state.is_wide and not state.narrowed_by
    )


def _query_of(portal: PortalAbove, state: SearchState, at: date) -> SearchQuery:
    return SearchQuery(
        text=state.text,
        at=at,
        scope=Scope(portal.search_scopes, portal.search_excluded),
        filters={"type": (_PROCEDURE,), "tier": (portal.tier,)},
        page_size=_MOST,
        exact=state.is_exact,
    )
