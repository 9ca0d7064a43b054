"""The search page in any portal's frame; its whole state stands in the address."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from search import queries
from search.pages.above import rows_above
from search.pages.guidance import Guidance, guidance_after_nothing, guidance_at_start
from search.pages.state import SearchState
from search.pages.view import view_of
from search.results import SearchResults
from search.statistics.counting import count_search
from themes.frame import frame_of


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results in this portal, or in the whole province if that is asked for."""
    frame = frame_of(request)
    state = SearchState.of(request.GET, frame)
    today = timezone.localdate()
    query = state.query(at=today)
    results = queries.search(query)
    if state.is_new and request.method == "GET":
        count_search(query, results)
    if state.page > results.pages:
        return HttpResponseRedirect(state.address(page=results.pages))
    search = view_of(
        state,
        results,
        above=rows_above(state, results, at=today),
        guidance=_guidance(state, results, at=today),
    )
    return render(request, "search/search_page.html", {"search": search})


def _guidance(
    state: SearchState, results: SearchResults, *, at: date
) -> Guidance | None:
    if not state.text:
        return guidance_at_start(state, at=at)
    return None if results.count else guidance_after_nothing(state, at=at)
