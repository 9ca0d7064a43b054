"""The API of copies: for the owner of a dossier and for its staff."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from submissions.copies.views import copy_response
from submissions.dossiers.api_reading import open_dossier


class DossierCopyView(APIView):
    """What was submitted, as PDF/A; 404 where nothing was submitted online."""

    throttle_scope = "desk"

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, code: str) -> Any:
        return copy_response(open_dossier(request, code).dossier)
