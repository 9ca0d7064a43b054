"""Alive and ready, whatever the host and whatever is broken."""

import pytest
from django.db import DatabaseError

from outbox.models import MessageState, OutboxMessage
from portal import health

pytestmark = pytest.mark.django_db


def test_alive_needs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz", headers={"host": "unknown.example"})

    assert response.status_code == 200
    assert response.json() == {"state": "ok"}


@pytest.mark.both_databases
def test_ready_names_every_dependency_with_its_state(client):

    response = client.get("/readyz")

    dependencies = response.json()["dependencies"]
    assert response.status_code == 200
    assert dependencies["database"]["state"] == "ok"
    assert dependencies["outbox"] == {
        "state": "ok",
        "waiting": 0,
        "dead": 0,
        "away": 0,
    }
    assert dependencies["private_storage"] == {"state": "ok"}


@pytest.mark.parametrize(
    "message",
    [
        {"state": MessageState.DEAD},
        {"state": MessageState.WAITING, "last_error": "away: PartnerAwayError"},
    ],
    ids=["dead letter", "partner away"],
)
def test_effects_that_do_not_come_about_degrade_but_do_not_take_the_portal_down(
    client, message
):
    OutboxMessage.objects.create(topic="x", **message)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["dependencies"]["outbox"]["state"] == "degraded"


def test_a_broken_dependency_answers_503_without_its_secrets(client, monkeypatch):
    def broken():
        raise DatabaseError("password=secret host=10.1.2.3")

    monkeypatch.setitem(health.CHECKS, "database", broken)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["dependencies"]["database"] == {
        "state": "failed",
        "reason": "DatabaseError",
    }
    assert "secret" not in response.content.decode()
