"""The two ways to one's own dossier: the receipt's secret link, and the account.

Both lead to the same views, which never learn by which one they were reached.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.limits import Limit, caller
from submissions.dossiers.models import Dossier
from submissions.dossiers.rights import Requester
from submissions.tracking.views import too_many

# Only wrong links are counted: an owner may look as often as they like.
WRONG_LINKS = Limit("receipt", 20, 60)


@dataclass(frozen=True, slots=True)
class OwnerAccess:
    """A dossier, whose owner asks, and the address below which they do so."""

    dossier: Dossier
    requester: Requester
    base_url: str


Response = TypeVar("Response", bound=HttpResponseBase)
OwnerView = Callable[..., HttpResponseBase]


def by_receipt(view: OwnerView) -> OwnerView:
    """Open the dossier by the secret in the address, which is never passed on."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **rest: object) -> HttpResponseBase:
        who = caller(request)
        if WRONG_LINKS.is_spent(who):
            return too_many(request)
        dossier = Dossier.objects.with_facts().with_receipt(token).first()
        if dossier is None:
            WRONG_LINKS.spend(who)
            raise Http404
        requester = Requester(request.user, token)
        base_url = reverse("receipt", kwargs={"token": token})
        return private(view(request, OwnerAccess(dossier, requester, base_url), **rest))

    return wrapped


def by_account(view: OwnerView) -> OwnerView:
    """Open one of the signed-in citizen's own dossiers by its code."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, code: str, **rest: object) -> HttpResponseBase:
        own = Dossier.objects.of_citizen(request.user).with_facts()
        dossier = own.with_code(code).first()
        if dossier is None:
            raise Http404
        base_url = reverse("account_dossier", kwargs={"code": dossier.code})
        access = OwnerAccess(dossier, Requester(request.user), base_url)
        return private(view(request, access, **rest))

    return wrapped


def private(response: Response) -> Response:
    """Kept by nobody, and the secret address told to no other site."""
    response["Cache-Control"] = "no-store, private"
    # The secret of the address goes to no other site. Not `no-referrer`: browsers then
    # send `Origin: null`, and every form of the page fails the CSRF check.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
