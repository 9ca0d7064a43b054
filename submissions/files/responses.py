"""How a paper leaves the house, for whoever was found to have the right to it."""

from django.http import FileResponse, Http404
from django.utils.translation import gettext

from submissions.files.models import Paper, ScanState

# What a browser may show in place once a scanner has seen it.
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})


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
