"""The copy for whoever may read the dossier, and its truth for whoever holds it."""

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import caller
from submissions.copies.checking import CheckedFile, check_file, find_record, words_of
from submissions.copies.models import SubmissionRecord
from submissions.copies.services import is_as_submitted, printed
from submissions.dossiers.models import Dossier
from submissions.receipts.access import OwnerAccess, private
from submissions.tracking.views import LOOK_UPS, too_many


class FileForm(forms.Form):
    """A file that may be the copy; it is read and not kept."""

    file = forms.FileField(
        label=_("File to compare"),
        error_messages={
            "required": _("Choose the file of the copy."),
            "empty": _("The file is empty. Choose the file of the copy."),
        },
    )


@require_safe
def own_copy(_request: HttpRequest, access: OwnerAccess) -> HttpResponseBase:
    """The printed copy of one's own dossier."""
    return copy_response(access.dossier)


def copy_response(dossier: Dossier) -> HttpResponseBase:
    """The PDF, made now if it was not before; 404 for what was not submitted online."""
    record = SubmissionRecord.objects.filter(dossier=dossier).first()
    if record is None:
        raise Http404
    copy = printed(record)
    response = FileResponse(
        copy.pdf.open("rb"),
        as_attachment=True,
        filename=f"{dossier.code}.pdf",
        content_type="application/pdf",
    )
    response["Content-Length"] = str(copy.pdf_size)
    response["X-Content-Type-Options"] = "nosniff"
    return private(response)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, code: str, fingerprint: str) -> HttpResponse:
    """Whether a printed copy says what was submitted, for anyone who holds it.

    It repeats nothing personal: only the holder of the copy knows the fingerprint,
    and they have read the rest.
    """
    if not LOOK_UPS.spend(caller(request)):
        return too_many(request)
    record = find_record(code, fingerprint)
    if record is None:
        page = "submissions/copies/unknown.html"
        return private(render(request, page, {"code": code[:60]}, status=404))
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    compared: CheckedFile | None = None
    if form.is_valid():
        compared = check_file(record, form.cleaned_data["file"])
    context = {
        "rows": words_of(record),
        "is_true": is_as_submitted(record),
        "form": form,
        "compared": compared,
    }
    return private(render(request, "submissions/copies/confirm.html", context))
