"""The protocol tus 1.0.0 (core, creation, termination): what is asked and answered.

A client asks how far a file has come, and goes on from there.
"""

import base64
import binascii
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from submissions.uploads.models import Upload

VERSION = "1.0.0"
PART_TYPE = "application/offset+octet-stream"


class ProtocolError(ValueError):
    """The request is not as tus has it; the message says how."""


@dataclass(frozen=True, slots=True)
class NewUpload:
    field: str
    name: str
    size: int


def new_upload(request: HttpRequest) -> NewUpload:
    """What a creation asks for; raises ProtocolError."""
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    return NewUpload(
        field=told.get("field", ""),
        name=told.get("filename", ""),
        size=_number(request, "Upload-Length"),
    )


def offset_of(request: HttpRequest) -> int:
    """Where the part begins; raises ProtocolError."""
    if request.content_type != PART_TYPE:
        raise ProtocolError(_("Send a part as %(type)s.") % {"type": PART_TYPE})
    return _number(request, "Upload-Offset")


def created(url: str) -> HttpResponse:
    return _told(HttpResponse(status=201, headers={"Location": url}))


def state_of(upload: Upload, *, status: int = 200) -> HttpResponse:
    """How far the file has come."""
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(upload.received)
    response["Upload-Length"] = str(upload.size)
    return _told(response)


def _told(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ProtocolError(_("%(header)s must be a number.") % {"header": header})
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """Pairs of a name and a text in Base64, parted by commas."""
    found = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        name, _space, text = pair.partition(" ")
        try:
            found[name] = base64.b64decode(text, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            message = _("Upload-Metadata must be in Base64.")
            raise ProtocolError(message) from error
    return found
