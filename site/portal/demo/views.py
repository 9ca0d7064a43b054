"""A page for those who try the demo: who can sign in, and which mails were sent."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.models import User
from portal.demo.accounts import ADMINISTRATOR, CITIZEN, ROLES, Place, filled_places
from portal.demo.sent_mail import sent_mail
from portal.demo.sign_in import DEMO_PASSWORD
from themes.addresses import address_of


@never_cache
def demo_guide(request: HttpRequest) -> HttpResponse:
    """Mounted under DEBUG only, and no less careful by itself."""
    if not settings.DEBUG:
        raise Http404
    names = dict(
        User.objects.filter(assignments__isnull=False).values_list(
            "username", "full_name"
        )
    )
    context = {
        "password": DEMO_PASSWORD,
        "administrator": ADMINISTRATOR,
        "citizen": CITIZEN,
        "places": [_place(place, names) for place in filled_places()],
        "mails": sent_mail(),
    }
    return render(request, "portal/demo_guide.html", context)


def _place(place: Place, names: dict[str, str]) -> dict[str, Any]:
    owner = place.unit or place.agency
    usernames = [f"{word}.{place.slug}" for word in ROLES]
    return {
        "name": owner.name,
        "url": address_of("portal", owner.portal.url_path),
        "rows": [
            {"username": username, "full_name": names.get(username, "")}
            for username in usernames
        ],
    }
