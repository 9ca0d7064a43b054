"""The routes of a form, below whatever address a portal mounts them at."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.urls.resolvers import RegexPattern, URLResolver
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from submissions.drafts.models import Draft
from submissions.forms import checking, keeping, uploads, views
from submissions.forms.subject import FormSubject
from submissions.uploads import pages as parts

_ROUTES = URLResolver(
    RegexPattern(r"^"),
    [
        path("", views.begin),
        path("manh/", views.fragment),
        path("buoc/<int:number>/", views.step),
        path("luu/<int:number>/", uploads.autosave),
        path("tep/<int:number>/", uploads.upload),
        path("tep/<int:number>/<uuid:public_id>/", uploads.own_paper),
        path("phan/", parts.begin),
        path("phan/<uuid:public_id>/", parts.part),
        path("da-luu/", keeping.kept),
        path("bo/", views.discard),
        path("kiem-tra/", checking.check),
        path("nop/", checking.submit),
    ],
)


@never_cache
@csrf_protect
def form_route(
    request: HttpRequest, rest: str, *, subject: FormSubject
) -> HttpResponseBase:
    """Serve the page of a form at `rest`, the path below the form's own address.

    Never cached; an unknown path is a 404 (Resolver404).
    """
    match = _ROUTES.resolve(rest)
    view: Any = match.func
    response: HttpResponseBase
    try:
        response = view(request, subject, **match.kwargs)
    except Draft.DoesNotExist:
        # Submitted or given up in another window between being found and being locked.
        response = views.gone(request, subject)
    response["Referrer-Policy"] = "same-origin"
    return response
