"""Signing in, out and up."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import REGISTRATIONS, RegistrationForm, SignInForm
from accounts.limits import caller


@method_decorator(never_cache, name="dispatch")
class SignInView(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOutView(LogoutView):
    """By POST only: a link elsewhere signs nobody out."""

    next_page = "/"
    http_method_names = ["post", "options"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Open a citizen's account and sign in."""
    if request.user.is_authenticated:
        return redirect("account")
    form = RegistrationForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        if not REGISTRATIONS.spend(caller(request)):
            retry = {"retry_after": REGISTRATIONS.retry_after}
            return render(request, "429.html", retry, status=429)
        if form.is_valid():
            user = form.save()
            login(request, user)
            return redirect("account")
    return render(request, "accounts/register.html", context)
