"""What pages of search call beside the page itself, on whichever host they stand."""

from django.urls import path

from search.statistics.clicks import ClickView

urlpatterns = [
    # The API answers on BASE_URL's host only; portals with a host of their own count
    # their clicks here. The first segment is reserved, so no page can stand here.
    path("tim-kiem/luot-mo/", ClickView.as_view(), name="search_click"),
]
