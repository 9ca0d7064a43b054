"""What the tiers above offer, where a unit's own portal has hardly anything."""

from datetime import date

from search import queries
from search.pages.rows import Row, rows_of
from search.pages.state import FEW, SearchState
from search.results import SearchHit, SearchQuery, SearchResults
from search.scopes import Scope
from themes.frame import PortalAbove

_MOST = 5
_PROCEDURE = "procedure"
_PROVINCE = "province"


def rows_above(
    state: SearchState, results: SearchResults, *, at: date
) -> tuple[Row, ...]:
    """The best first and of equals the nearest, each row with who does it, in that
    portal's frame."""
    # What has only some of the words does not count: above, something may have all.
    is_enough = results.count >= FEW and not results.relaxed
    if is_enough or not _looks_up(state):
        return ()
    found: dict[tuple[str, str], tuple[SearchHit, PortalAbove]] = {}
    for portal in state.frame.above:
        for hit in queries.search(_query_of(portal, state, at)).hits:
            found.setdefault((hit.type, hit.key), (hit, portal))
    for hit in results.hits:
        found.pop((hit.type, hit.key), None)
    # The same words asked of the same index: that who is near has something like it
    # must not hide who has it.
    best = sorted(found.values(), key=lambda one: -one[0].score)[:_MOST]
    rows: list[Row] = []
    for position, (hit, portal) in enumerate(best, start=len(results.hits) + 1):
        rows += rows_of(
            [hit],
            text=state.text,
            portal=portal.portal_path,
            place=_who_does(hit, portal),
            first=position,
        )
    return tuple(rows)


def _who_does(hit: SearchHit, portal: PortalAbove) -> str:
    """The province's departments are named; who acts for a unit below is written of
    every unit alike, so that the unit is named instead."""
    return hit.agency if portal.tier == _PROVINCE else portal.title


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
