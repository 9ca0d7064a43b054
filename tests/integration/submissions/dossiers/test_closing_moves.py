"""Moves that end it: withdrawal, result, hand-over; and messages beside."""

from datetime import timedelta

import pytest

from outbox.models import OutboxMessage
from submissions.dossiers.lifecycle import (
    Action,
    DossierStatus,
    Outcome,
    TransitionNotAllowedError,
)
from submissions.dossiers.models import PaymentState
from submissions.dossiers.moves.messages import write_as_citizen, write_as_staff
from submissions.dossiers.moves.results import finish_dossier, hand_over, recall_result
from submissions.dossiers.moves.withdrawal import (
    confirm_withdrawal,
    request_withdrawal,
    withdraw_own,
)
from submissions.dossiers.refusals import (
    ActionNotYoursError,
    DossierRuleError,
)
from submissions.dossiers.rights import NoRightError, Requester
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import MONDAY, DossierFactory, case_type_of
from tests.factories.services_catalog import (
    WorkCalendarFactory,
)
from tests.integration.submissions.dossiers.moving import (
    assert_refused,
    at,
    last_event,
    owner_of,
    processing,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar() -> None:
    WorkCalendarFactory(default=True)


def test_a_citizen_withdraws_alone_before_acceptance() -> None:
    dossier = DossierFactory(payment_state=PaymentState.WAITING)

    moved = withdraw_own(dossier_id=dossier.pk, requester=owner_of(dossier), at=MONDAY)

    assert (moved.status, moved.payment_state, moved.accept_by) == (
        DossierStatus.WITHDRAWN,
        PaymentState.CANCELLED,
        None,
    )


def test_a_paid_dossier_is_refunded_before_it_is_withdrawn() -> None:
    dossier = DossierFactory(payment_state=PaymentState.PAID)

    assert_refused(
        DossierRuleError,
        withdraw_own,
        dossier,
        dossier_id=dossier.pk,
        requester=owner_of(dossier),
        at=MONDAY,
    )


@pytest.mark.parametrize("status", ["accepted", "processing", "supplement"])
def test_after_acceptance_the_citizen_asks_and_the_one_stop_confirms(
    status: str,
) -> None:
    dossier = DossierFactory(status=status)
    given = {"dossier_id": dossier.pk, "requester": owner_of(dossier), "at": MONDAY}
    assert_refused(
        (TransitionNotAllowedError, ActionNotYoursError),  # type: ignore[arg-type]
        withdraw_own,
        dossier,
        **given,
    )
    assert_refused(
        DossierRuleError, confirm_withdrawal, dossier, **staff(dossier), at=MONDAY
    )

    asked = request_withdrawal(**given, reason="Tôi đã nộp ở nơi khác.")
    assert (asked.status, asked.withdrawal_requested_at) == (status, MONDAY)
    assert_refused(DossierRuleError, request_withdrawal, dossier, **given)
    moved = confirm_withdrawal(**staff(dossier), at=MONDAY)

    assert moved.status == DossierStatus.WITHDRAWN


@pytest.mark.parametrize(
    "requester",
    [
        Requester(),
        Requester(receipt_token="doan-mo"),
        Requester(receipt_token="x" * 9999),
    ],
)
def test_strangers_do_nothing_in_the_owners_name(requester: Requester) -> None:
    dossier = DossierFactory()
    stranger = Requester(user=UserFactory(), receipt_token=requester.receipt_token)

    for each in (requester, stranger):
        assert_refused(
            NoRightError,
            withdraw_own,
            dossier,
            dossier_id=dossier.pk,
            requester=each,
            at=MONDAY,
        )


def test_finishing_is_what_the_agency_is_measured_by() -> None:
    dossier = processing()

    moved = finish_dossier(
        **staff(dossier), outcome=Outcome.GRANTED, at=at("2026-06-10")
    )

    assert (moved.status, moved.outcome, moved.resolved_at) == (
        DossierStatus.RESOLVED,
        Outcome.GRANTED,
        at("2026-06-10"),
    )


def test_a_refused_application_states_reasons_and_a_required_result_is_attached() -> (
    None
):
    dossier = processing()
    case_type_of(dossier, result_required=True)
    for outcome in (Outcome.REFUSED, Outcome.GRANTED):
        assert_refused(
            DossierRuleError,
            finish_dossier,
            dossier,
            **staff(dossier),
            outcome=outcome,
            at=MONDAY,
        )

    moved = finish_dossier(
        **staff(dossier), outcome=Outcome.REFUSED, note="Không đủ điều kiện.", at=MONDAY
    )

    assert moved.outcome == Outcome.REFUSED


def test_a_result_is_handed_to_a_named_person_even_when_late() -> None:
    dossier = DossierFactory(
        status=DossierStatus.RESOLVED, due_at=MONDAY - timedelta(days=30)
    )
    assert_refused(
        DossierRuleError,
        hand_over,
        dossier,
        **staff(dossier),
        receiver="",
        at=MONDAY,
    )

    moved = hand_over(**staff(dossier), receiver="Lê Thị Hoa", at=MONDAY)

    assert (moved.status, moved.returned_at) == (DossierStatus.RETURNED, MONDAY)


def test_an_unpaid_fee_stands_before_the_result() -> None:
    dossier = DossierFactory(
        status=DossierStatus.RESOLVED, payment_state=PaymentState.WAITING
    )

    assert_refused(
        DossierRuleError,
        hand_over,
        dossier,
        **staff(dossier),
        receiver="Lê Thị Hoa",
        at=MONDAY,
    )


def test_a_wrong_result_is_recalled_with_a_reason_the_citizen_sees() -> None:
    dossier = DossierFactory(status=DossierStatus.RETURNED, returned_at=MONDAY)
    assert_refused(
        DossierRuleError,
        recall_result,
        dossier,
        **staff(dossier),
        reason="",
        at=MONDAY,
    )

    moved = recall_result(**staff(dossier), reason="Ghi sai ngày sinh.", at=MONDAY)

    assert (moved.status, moved.returned_at) == (DossierStatus.RESOLVED, None)
    assert last_event(dossier).is_visible_to_citizen


def test_messages_go_both_ways_and_only_the_citizen_gets_mail() -> None:
    dossier = DossierFactory()
    write_as_citizen(
        dossier_id=dossier.pk,
        requester=owner_of(dossier),
        text="Khi nào có kết quả?",
        at=MONDAY,
    )
    assert not OutboxMessage.objects.exists()

    write_as_staff(**staff(dossier), text="Chiều nay, chị nhé.", at=MONDAY)

    assert OutboxMessage.objects.count() == 1
    assert [e.note.text for e in dossier.events.filter(action=Action.MESSAGE)] == [
        "Khi nào có kết quả?",
        "Chiều nay, chị nhé.",
    ]
    for text in ("", "x" * 4001):
        assert_refused(
            DossierRuleError,
            write_as_staff,
            dossier,
            **staff(dossier),
            text=text,
            at=MONDAY,
        )
