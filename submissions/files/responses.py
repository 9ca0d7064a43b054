"""How a paper leaves the house, for whoever was found to have the right to it."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from submissions.files.models import Paper, ScanState
from submissions.files.ranges import FilePart, RangeNotSatisfiableError, asked_part

# What a browser may show in place once a scanner has seen it.
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})


class PaperLockedError(Exception):
    """Staff may not open it; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def require_open_to_staff(paper: Paper) -> None:
    """Raises PaperLockedError for what is infected or still to be scanned."""
    if not paper.is_locked:
        return
    if paper.scan_state == ScanState.INFECTED:
        message = gettext("A virus was found in this file. It cannot be opened.")
    elif paper.scan_state == ScanState.FAILED:
        message = gettext(
            "This file could not be scanned for viruses and cannot be opened. Ask for"
            " it once more, or have the administrator scan it again."
        )
    else:
        message = gettext(
            "This file has not been scanned for viruses yet. Try again in a minute."
        )
    raise PaperLockedError(message)


def paper_response(paper: Paper, asked: str = "") -> HttpResponseBase:
    """The file, to be saved rather than shown until it is known to be clean.

    `asked` is the request's header Range. An infected file is never opened: 404.
    """
    if paper.scan_state == ScanState.INFECTED:
        raise Http404(gettext("A virus was found in this file."))
    try:
        part = asked_part(asked, paper.size)
    except RangeNotSatisfiableError:
        headers = {"Content-Range": f"bytes */{paper.size}", "Accept-Ranges": "bytes"}
        return HttpResponse(status=416, headers=headers)
    is_shown = paper.scan_state == ScanState.CLEAN and paper.content_type in _SHOWN
    file = paper.file.open("rb")
    response = FileResponse(
        FilePart(file, part) if part else file,
        as_attachment=not is_shown,
        filename=paper.original_name,
        content_type=paper.content_type,
        status=206 if part else 200,
    )
    response["Content-Length"] = str(len(part) if part else paper.size)
    if part:
        span = f"{part.start}-{part.stop - 1}"
        response["Content-Range"] = f"bytes {span}/{paper.size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Referrer-Policy"] = "no-referrer"
    return response
