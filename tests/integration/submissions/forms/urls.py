"""A portal that mounts a form, for the journeys of this folder."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path

from services_catalog.agencies.models import Agency
from submissions.forms.models import FormDefinition
from submissions.forms.routes import form_route
from submissions.forms.subject import FormSubject

BASE = "/thu/bieu-mau/"


def mounted(request: HttpRequest, slug: str, rest: str) -> HttpResponseBase:
    definition = FormDefinition.objects.get(slug=slug)
    subject = FormSubject(
        definition=definition,
        agency=Agency.objects.order_by("pk").first() or Agency(),
        portal_path="/home/",
        base_url=f"{BASE}{slug}/",
        title=definition.title,
        back_url="/thu/",
        level=int(request.headers.get("X-Level", "4")),
        needs=("Giấy chứng sinh",),
    )
    return form_route(request, rest, subject=subject)


urlpatterns: list[URLPattern] = [
    re_path(r"^thu/bieu-mau/(?P<slug>[a-z0-9-]+)/(?P<rest>.*)$", mounted),
]
