"""The search part of /api/v1/."""

from django.urls import path

from search.api import SearchView, SuggestView

urlpatterns = [
    path("search/", SearchView.as_view(), name="api_search"),
    path("search/suggest/", SuggestView.as_view(), name="api_search_suggest"),
]
