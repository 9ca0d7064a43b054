"""Tracking for anyone: the code and how far it is, nothing else (Circular 01/2018
article 16). Codes can be guessed, so asking is limited and nothing is ever listed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.limits import Limit, caller
from submissions.dossiers.codes import CodeNotReadableError, normalised, parse_code
from submissions.dossiers.models import Dossier
from submissions.tracking.stages import stages_of

# Enough for a family at home, too few to walk through a commune's codes.
LOOK_UPS = Limit("tracking", 30, 60)


@never_cache
@require_safe
def tracking_search(request: HttpRequest) -> HttpResponse:
    """The box for a code, typed with or without spaces, in any case and dash."""
    typed = request.GET.get("code", "")
    if not typed.strip():
        error = _("Enter the dossier code.") if "code" in request.GET else ""
        return _box(request, "", error)
    try:
        code = parse_code(typed).text
    except CodeNotReadableError:
        return _box(request, typed, _not_found_message())
    return redirect("tracking_result", code=code)


@never_cache
@require_safe
def tracking_result(request: HttpRequest, code: str) -> HttpResponse:
    """Code and progress; what was never issued and what is no code look alike."""
    if not LOOK_UPS.spend(caller(request)):
        return too_many(request)
    dossier = Dossier.objects.with_code(code).only("code", "status").first()
    if dossier is None:
        return _box(request, code, _not_found_message(), status=404)
    if code != dossier.code:
        return redirect("tracking_result", code=dossier.code)
    context = {
        "code": dossier.code,
        "stages": stages_of(dossier.status),
    }
    return render(request, "submissions/tracking/result.html", context)


def too_many(request: HttpRequest) -> HttpResponse:
    """Asked too often from one connection."""
    response = render(
        request, "429.html", {"retry_after": LOOK_UPS.retry_after}, status=429
    )
    response["Retry-After"] = str(LOOK_UPS.retry_after)
    return response


def _box(
    request: HttpRequest, typed: str, error: str, status: int = 200
) -> HttpResponse:
    context = {"typed": normalised(typed) or typed[:80], "error": error}
    return render(request, "submissions/tracking/search.html", context, status=status)


def _not_found_message() -> str:
    return _(
        "There is no dossier with this code. Compare it with your receipt: letters,"
        " digits, dots and two hyphens, as in H57.132-260804-0583."
    )
