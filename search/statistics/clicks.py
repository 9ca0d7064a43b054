"""`POST …/search/clicks/`: a result was opened. Sent by pages as a beacon."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from search.normalise import MAX_QUERY_CHARACTERS, clean
from search.scopes import scope_of
from search.statistics.counting import count_click

# A click says a text, a result and a place: more than this is something else.
MOST_BYTES = 2_000


class TooLargeError(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is more than can be sent in one call.")


class ClickSerializer(serializers.Serializer[dict[str, Any]]):
    """Which result was opened, from which place in the list, after which text."""

    text = serializers.CharField(
        max_length=MAX_QUERY_CHARACTERS, help_text=_("What was searched.")
    )
    portal = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=255,
        help_text=_("Path of the portal that was searched; empty for all."),
    )
    type = serializers.CharField(max_length=32, help_text=_("Type of the result."))
    key = serializers.CharField(max_length=200, help_text=_("Key of the result."))
    position = serializers.IntegerField(
        min_value=1,
        max_value=10_000,
        help_text=_("Its place in the list, counted from 1 over all pages."),
    )


class ClickView(APIView):
    """Counts that a result was opened; knows and keeps nothing of who did it."""

    # No session is looked at and nothing of the caller's is changed: there is nothing
    # that a forged request could gain, so no token is asked for, which cached pages and
    # beacons could not send. Forged clicks are bounded by the throttle here and by
    # `boosts` where clicks are put to use.
    authentication_classes = ()
    permission_classes = ()
    throttle_scope = "click"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLargeError

    @extend_schema(
        operation_id="search_click",
        request=ClickSerializer,
        responses={204: OpenApiResponse(description=_("Counted, or not known."))},
    )
    def post(self, request: Request) -> Response:
        """Say that a result was opened. What is not in the index is passed over."""
        serializer = ClickSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        click = serializer.validated_data
        scope = scope_of(portal=click["portal"])
        if _is_own(request) and scope is not None:
            count_click(
                text=clean(click["text"]),
                scope=scope,
                type_=click["type"],
                key=click["key"],
                position=click["position"],
            )
        return Response(status=status.HTTP_204_NO_CONTENT)


def _is_own(request: Request) -> bool:
    """Not sent by a page of somebody else's; other programs do not say where from."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {
        "same-origin",
        "none",
    }
