"""The API of dossiers: tracking for anyone, the rest for owners and staff."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from submissions.desk.action_forms import ACTION_FORMS
from submissions.dossiers.api_reading import (
    ApiAccess,
    detail_of,
    open_dossier,
    requester_of,
    summary_of,
)
from submissions.dossiers.lifecycle import (
    Action,
    Actor,
    TransitionNotAllowedError,
    allowed_actions,
    progress_of,
)
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.messages import write_as_citizen
from submissions.dossiers.moves.supplements import reply_supplement
from submissions.dossiers.moves.withdrawal import request_withdrawal, withdraw_own
from submissions.dossiers.querysets import DossierQuerySet
from submissions.dossiers.refusals import (
    ActionNotYoursError,
    DossierRuleError,
    StaleDossierError,
)
from submissions.dossiers.rights import desk_agencies
from submissions.dossiers.serializers import (
    ActionArgumentsSerializer,
    DossierDetailSerializer,
    DossierSerializer,
    TrackingSerializer,
)

# The owner's actions: the service, and the one text that it takes.
OWNER_MOVES: dict[str, tuple[Callable[..., Dossier], str]] = {
    Action.REPLY_SUPPLEMENT: (reply_supplement, "reply"),
    Action.WITHDRAW: (withdraw_own, "reason"),
    Action.REQUEST_WITHDRAWAL: (request_withdrawal, "reason"),
    Action.MESSAGE: (write_as_citizen, "text"),
}


class ConflictError(exceptions.APIException):
    """The dossier is not in the state that the call supposes."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class TrackingView(APIView):
    """Code and progress of a dossier, and nothing more."""

    throttle_scope = "tracking"

    @extend_schema(responses=TrackingSerializer)
    def get(self, _request: Request, code: str) -> Response:
        dossier = Dossier.objects.with_code(code).only("code", "status").first()
        if dossier is None:
            raise Http404
        found = {"code": dossier.code, "progress": progress_of(dossier.status)}
        return Response(TrackingSerializer(found).data)


class DossierListView(generics.ListAPIView[Dossier]):
    """One's own dossiers, and those of the agencies whose desk one works at."""

    serializer_class = DossierSerializer
    throttle_scope = "desk"
    queryset = Dossier.objects.none()

    def get_queryset(self) -> DossierQuerySet:
        requester = requester_of(self.request)
        if requester.receipt_token:
            return Dossier.objects.with_facts().with_receipt(requester.receipt_token)
        user = self.request.user
        if not user.is_authenticated:
            raise exceptions.NotAuthenticated
        agencies = desk_agencies(user, timezone.localdate()).values("pk")
        return Dossier.objects.with_facts().filter(
            Q(user=user)
            | Q(receiving_agency__in=agencies)
            | Q(competent_agency__in=agencies)
        )

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        rows = [summary_of(dossier) for dossier in args[0]] if args else []
        return DossierSerializer(rows, **kwargs)


class DossierView(APIView):
    """A dossier for its owner (session, or the receipt's bearer token) or its staff."""

    throttle_scope = "desk"

    @extend_schema(responses=DossierDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        return _private(Response(_detail(open_dossier(request, code))))


class DossierActionView(APIView):
    """Make a move; which are possible stands in the dossier's `actions`."""

    throttle_scope = "desk"

    @extend_schema(request=ActionArgumentsSerializer, responses=DossierDetailSerializer)
    def post(self, request: Request, code: str, action: str) -> Response:
        access = open_dossier(request, code)
        data = request.data if isinstance(request.data, dict) else {}
        try:
            _make_move(access, action, data)
        except (TransitionNotAllowedError, StaleDossierError) as error:
            raise ConflictError(str(error)) from error
        except ActionNotYoursError as error:
            raise exceptions.PermissionDenied(error.message) from error
        except DossierRuleError as error:
            field = error.field or "non_field_errors"
            raise exceptions.ValidationError({field: [error.message]}) from error
        return _private(Response(_detail(open_dossier(request, code))))


def _make_move(access: ApiAccess, action: str, data: dict[str, Any]) -> None:
    citizen = allowed_actions(access.dossier.status, {Actor.CITIZEN})
    if access.is_owner and action in OWNER_MOVES and action in citizen:
        _move_as_owner(access, action, data)
    elif access.standing is not None and action in ACTION_FORMS:
        _move_as_staff(access, action, data)
    elif action in Action.values:
        raise TransitionNotAllowedError(access.dossier.status, action)
    else:
        raise Http404


def _move_as_owner(access: ApiAccess, action: str, data: dict[str, Any]) -> None:
    move, argument = OWNER_MOVES[action]
    text = data.get(argument, "")
    if not isinstance(text, str) or "\0" in text:
        raise DossierRuleError(_("Send plain text."), argument)
    move(
        dossier_id=access.dossier.pk,
        requester=access.requester,
        at=timezone.now(),
        **{argument: text},
    )


def _move_as_staff(access: ApiAccess, action: str, data: dict[str, Any]) -> None:
    now = timezone.now()
    form = ACTION_FORMS[Action(action)](
        data, dossier=access.dossier, on=timezone.localdate(now)
    )
    if not form.is_valid():
        raise exceptions.ValidationError(
            {name: list(map(str, errors)) for name, errors in form.errors.items()}
        )
    form.perform(actor=access.requester.user, at=now)


def _detail(access: ApiAccess) -> Any:
    return DossierDetailSerializer(detail_of(access)).data


def _private(response: Response) -> Response:
    response["Cache-Control"] = "no-store, private"
    return response
