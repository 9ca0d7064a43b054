"""Opening a paper: while a draft's by its owner, then by the dossier's people."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from submissions.dossiers.rights import may_read_dossier
from submissions.files.models import Paper, ScanState

# What a browser may show in place once a scanner has seen it.
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})


@never_cache
@require_safe
def dossier_paper(request: HttpRequest, public_id: UUID) -> FileResponse:
    """A paper of a submitted dossier, for those who may read the dossier; else 404."""
    papers = Paper.objects.filter(dossier__isnull=False).select_related("dossier")
    paper = papers.filter(public_id=public_id).first()
    today = timezone.localdate()
    if paper is None or not may_read_dossier(request.user, paper.dossier, today):
        raise Http404
    return paper_response(paper)


def paper_response(paper: Paper) -> FileResponse:
    """The file, to be saved rather than shown until it is known to be clean.

    An infected one is never opened: 404.
    """
    if paper.scan_state == ScanState.INFECTED:
        raise Http404(gettext("A virus was found in this file."))
    is_shown = paper.scan_state == ScanState.CLEAN and paper.content_type in _SHOWN
    response = FileResponse(
        paper.file.open("rb"),
        as_attachment=not is_shown,
        filename=paper.original_name,
        content_type=paper.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Referrer-Policy"] = "no-referrer"
    return response
