"""The search part of /api/v1/."""

from django.urls import path

from search.api import SearchView, SuggestView
from search.statistics.clicks import ClickView

urlpatterns = [
    path("search/", SearchView.as_view(), name="api_search"),
    path("search/suggest/", SuggestView.as_view(), name="api_search_suggest"),
    path("search/clicks/", ClickView.as_view(), name="api_search_click"),
]
