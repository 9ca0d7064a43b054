"""The REST API, version 1: each room brings its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("search.api_urls")),
    path("", include("services_catalog.api_urls")),
    path("", include("submissions.api_urls")),
    path("", include("cms_pages.api_urls")),
]
