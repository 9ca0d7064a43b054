"""Moves while it is worked on: holders, obligations, pauses, extensions."""

from datetime import date

import pytest

from outbox.models import OutboxMessage
from services_catalog.staff.models import Role
from submissions.dossiers.lifecycle import (
    DossierStatus,
)
from submissions.dossiers.moves.pauses import (
    extend_term,
    issue_obligation,
    pause_dossier,
    resume_dossier,
    settle_obligation,
)
from submissions.dossiers.moves.processing import (
    forward_dossier,
    reassign_dossier,
    recall_dossier,
    send_back,
)
from submissions.dossiers.refusals import (
    DossierRuleError,
)
from tests.factories.dossiers import MONDAY, DossierFactory, officer_of
from tests.factories.services_catalog import (
    StaffAssignmentFactory,
    WorkCalendarFactory,
)
from tests.integration.submissions.dossiers.moving import (
    assert_refused,
    at,
    last_event,
    processing,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar() -> None:
    WorkCalendarFactory(default=True)


def test_forwarding_names_a_holder_of_the_same_desk() -> None:
    dossier = DossierFactory(status=DossierStatus.ACCEPTED, accepted_at=MONDAY)
    specialist = officer_of(dossier, Role.SPECIALIST)
    refused = assert_refused(
        DossierRuleError,
        forward_dossier,
        dossier,
        **staff(dossier),
        holder=StaffAssignmentFactory().user,
        at=MONDAY,
    )
    assert refused.field == "holder"

    moved = forward_dossier(**staff(dossier), holder=specialist, at=MONDAY)

    assert (moved.status, moved.holder) == (DossierStatus.PROCESSING, specialist)
    assert last_event(dossier).is_visible_to_citizen


def test_sending_back_recalling_and_reassigning_move_the_holder_only() -> None:
    dossier = processing()
    officer = officer_of(dossier)
    specialist, other = (officer_of(dossier, Role.SPECIALIST) for _ in range(2))
    forward_dossier(**staff(dossier, officer), holder=specialist, at=MONDAY)
    OutboxMessage.objects.all().delete()

    back = send_back(**staff(dossier, specialist), note="Thiếu bản chính.", at=MONDAY)
    assert back.holder == officer
    forward_dossier(**staff(dossier, officer), holder=specialist, at=MONDAY)
    assert_refused(
        DossierRuleError, recall_dossier, dossier, **staff(dossier, other), at=MONDAY
    )
    assert recall_dossier(**staff(dossier, officer), at=MONDAY).holder == officer
    assert_refused(
        DossierRuleError, recall_dossier, dossier, **staff(dossier, officer), at=MONDAY
    )
    moved = reassign_dossier(
        **staff(dossier, role=Role.LEADER), holder=other, at=MONDAY
    )

    assert (moved.holder, moved.due_at) == (other, at("2026-06-15"))
    assert not OutboxMessage.objects.exists()
    assert not last_event(dossier).is_visible_to_citizen


def test_an_obligation_stops_the_clock_until_it_is_settled() -> None:
    dossier = processing()
    role = Role.FEE_OFFICER
    for bad in ({"amount": 0, "notice": "TB 12"}, {"amount": 5000, "notice": " "}):
        assert_refused(
            DossierRuleError,
            issue_obligation,
            dossier,
            **staff(dossier, role=role),
            **bad,
            at=MONDAY,
        )

    stopped = issue_obligation(
        **staff(dossier, role=role),
        amount=1_250_000,
        notice="Thông báo số 12 ngày 03/06/2026",
        at=at("2026-06-03"),
    )
    assert (stopped.status, stopped.obligation_amount) == (
        DossierStatus.FINANCIAL,
        1_250_000,
    )
    moved = settle_obligation(**staff(dossier, role=role), at=at("2026-06-12"))

    assert (moved.status, moved.due_at) == (
        DossierStatus.PROCESSING,
        at("2026-06-24"),
    )


def test_a_pause_needs_its_basis_and_keeps_the_days_left() -> None:
    dossier = processing()
    assert_refused(
        DossierRuleError,
        pause_dossier,
        dossier,
        **staff(dossier, role=Role.LEADER),
        basis="",
        at=MONDAY,
    )

    pause_dossier(
        **staff(dossier, role=Role.LEADER),
        basis="Quyết định số 5 của Tòa án",
        at=at("2026-06-03"),
    )
    moved = resume_dossier(**staff(dossier, role=Role.LEADER), at=at("2026-06-12"))

    assert (moved.due_at, moved.clock_stopped_at) == (at("2026-06-24"), None)


def test_a_term_is_extended_once_a_day_before_it_ends_to_a_later_working_day() -> None:
    dossier = processing()
    leader = officer_of(dossier, Role.LEADER)
    given = {"reason": "Cần xác minh thực địa."}
    for new_day, moment in [
        (date(2026, 6, 15), at("2026-06-10")),
        (date(2026, 6, 20), at("2026-06-10")),
        (date(2026, 6, 22), at("2026-06-15", "07:30")),
    ]:
        assert_refused(
            DossierRuleError,
            extend_term,
            dossier,
            **staff(dossier, leader),
            **given,
            new_day=new_day,
            at=moment,
        )

    moved = extend_term(
        **staff(dossier, leader),
        **given,
        new_day=date(2026, 6, 22),
        at=at("2026-06-14"),
    )

    assert (moved.due_at, moved.original_due_at) == (at("2026-06-22"), at("2026-06-15"))
    assert_refused(
        DossierRuleError,
        extend_term,
        dossier,
        **staff(dossier, leader),
        **given,
        new_day=date(2026, 6, 29),
        at=at("2026-06-16"),
    )
