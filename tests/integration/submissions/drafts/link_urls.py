"""A portal that mounts a form beside the pages of the citizen's own."""

from django.urls import URLPattern, URLResolver, include, path

from tests.integration.submissions.forms.urls import urlpatterns as forms

urlpatterns: list[URLPattern | URLResolver] = [
    *forms,
    path("", include("submissions.urls")),
    path("", include("accounts.urls")),
]
