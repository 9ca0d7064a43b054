"""Alive and ready: answered on every host, before anything can go wrong."""

import time
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse

from outbox.models import MessageState, OutboxMessage
from outbox.worker import AWAY
from search import queries
from submissions.dossiers.triggers import missing_triggers
from submissions.files.scanning import scanner_health
from submissions.files.storing import storage_health

State = dict[str, object]


def _database() -> State:
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return {"state": "ok", "kind": connection.vendor, "milliseconds": milliseconds}


def _outbox() -> State:
    counts = OutboxMessage.objects.aggregate(
        waiting=Count("id", filter=Q(state=MessageState.WAITING)),
        dead=Count("id", filter=Q(state=MessageState.DEAD)),
        # Of those that wait: because their partner (mail, search server) is away.
        away=Count(
            "id", filter=Q(state=MessageState.WAITING, last_error__startswith=AWAY)
        ),
    )
    state = "degraded" if counts["dead"] or counts["away"] else "ok"
    return {"state": state, **counts}


def _diary() -> State:
    """The dossiers' diary is append-only as long as its triggers stand."""
    missing = missing_triggers(connection)
    return {"state": "failed", "missing": missing} if missing else {"state": "ok"}


CHECKS: dict[str, Callable[[], State]] = {
    "database": _database,
    "outbox": _outbox,
    "search": queries.health,
    "diary": _diary,
    "private_storage": storage_health,
    "virus_scanner": scanner_health,
}


def _state_of(check: Callable[[], State]) -> State:
    try:
        return check()
    except (DatabaseError, OSError) as error:
        return {"state": "failed", "reason": type(error).__name__}


class HealthMiddleware:
    """`/healthz`: the process answers. `/readyz`: every dependency with its state."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return JsonResponse({"state": "ok"})
        if request.path_info == "/readyz":
            return self._readiness()
        return self.get_response(request)

    def _readiness(self) -> HttpResponse:
        states = {name: _state_of(check) for name, check in CHECKS.items()}
        failed = any(state["state"] == "failed" for state in states.values())
        return JsonResponse(
            {"state": "failed" if failed else "ok", "dependencies": states},
            status=503 if failed else 200,
        )
