"""The search page in any portal's frame; its whole state stands in the address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from search import queries
from search.pages import SearchState, tiers_above, view_of
from search.results import SearchQuery, SearchResults
from search.scopes import Scope
from themes.frame import Frame, frame_of

# With fewer results than this in a unit's portal, the tiers above are asked as well.
FEW = 3
_ABOVE = 5


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results in this portal, or in the whole province if that is asked for."""
    frame = frame_of(request)
    state = SearchState.of(request.GET, frame)
    results = queries.search(state.query(at=timezone.localdate()))
    if state.page > results.pages:
        return HttpResponseRedirect(state.address(page=results.pages))
    above = _search_above(frame, state, results)
    return render(
        request,
        "search/search_page.html",
        {"search": view_of(state, results, above), "frame": frame},
    )


def _search_above(
    frame: Frame, state: SearchState, results: SearchResults
) -> SearchResults | None:
    """What the tiers above offer, when a unit's own portal has hardly anything."""
    tiers = tiers_above(frame)
    if not tiers or state.is_wide or results.count >= FEW or not state.text:
        return None
    return queries.search(
        SearchQuery(
            text=state.text,
            at=timezone.localdate(),
            scope=Scope(),
            filters={"tier": tiers, "type": ("procedure",)},
            page_size=_ABOVE,
        )
    )
