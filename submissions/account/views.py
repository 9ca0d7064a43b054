"""`/cua-toi/`: a signed-in citizen's dossiers, drafts, messages, documents, profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from submissions.account.forms import ProfileForm
from submissions.account.overview import (
    documents_of,
    dossier_cards,
    draft_cards,
    messages_of,
)
from submissions.dossiers.models import Dossier
from submissions.receipts.access import private

PAGE_SIZE = 20


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the citizen has under way."""
    dossiers = Dossier.objects.of_citizen(request.user).with_facts()
    page = Paginator(dossiers, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "dossiers": dossier_cards(page.object_list),
        "drafts": draft_cards(request.user, timezone.now()),
    }
    return private(render(request, "submissions/account/account.html", context))


@never_cache
@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What the agencies told the citizen, newest first."""
    context = {"entries": messages_of(request.user)}
    return private(render(request, "submissions/account/messages.html", context))


@never_cache
@login_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Files that the citizen gave or received."""
    context = {"documents": documents_of(request.user)}
    return private(render(request, "submissions/account/documents.html", context))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name and how to reach the citizen."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile has been saved."))
        return redirect("account_profile")
    return private(render(request, "submissions/account/profile.html", {"form": form}))


@never_cache
@require_safe
def user_fragment(request: HttpRequest) -> HttpResponse:
    """Who is signed in, for the header of a cached page; never cached itself."""
    return private(render(request, "submissions/account/user_fragment.html"))
