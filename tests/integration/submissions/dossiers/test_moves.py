"""Every move: what it changes, what it writes down, and when it is refused."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from outbox.models import OutboxMessage
from services_catalog.procedures.case_types import SupplementPolicy
from services_catalog.staff.models import Role
from submissions.clock.working_hours import ZONE
from submissions.dossiers.lifecycle import (
    Action,
    DossierStatus,
    Outcome,
    TransitionNotAllowedError,
)
from submissions.dossiers.models import Dossier, PaymentState
from submissions.dossiers.moves.acceptance import accept_dossier, refuse_dossier
from submissions.dossiers.moves.messages import write_as_citizen, write_as_staff
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
from submissions.dossiers.moves.results import finish_dossier, hand_over, recall_result
from submissions.dossiers.moves.supplements import (
    close_unanswered,
    confirm_supplement,
    reply_supplement,
    request_supplement,
)
from submissions.dossiers.moves.withdrawal import (
    confirm_withdrawal,
    request_withdrawal,
    withdraw_own,
)
from submissions.dossiers.refusals import (
    ActionNotYoursError,
    DossierRuleError,
    StaleDossierError,
)
from submissions.dossiers.rights import NoRightError, Requester
from submissions.receipts.tokens import receipt_token_of
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import MONDAY, DossierFactory, case_type_of, officer_of
from tests.factories.services_catalog import (
    StaffAssignmentFactory,
    WorkCalendarFactory,
)

pytestmark = pytest.mark.django_db
ITEMS = [{"name": "Giấy chứng sinh", "reason": "Ảnh chụp bị mờ."}]


@pytest.fixture(autouse=True)
def _calendar() -> None:
    WorkCalendarFactory(default=True)


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


def owner_of(dossier: Dossier) -> Requester:
    return Requester(receipt_token=receipt_token_of(dossier.public_id))


def staff(dossier: Dossier, actor: Any = None, role: Role | None = None) -> dict:
    """The arguments that every move of the staff shares."""
    dossier.refresh_from_db()
    return {
        "dossier_id": dossier.pk,
        "lock_version": dossier.lock_version,
        "actor": actor or officer_of(dossier, role or Role.ONE_STOP_OFFICER),
    }


def processing(**values: Any) -> Dossier:
    """Accepted on Monday 1 June, ten working days, due on Monday 15 June at 09:00."""
    values.setdefault("due_at", at("2026-06-15"))
    dossier: Dossier = DossierFactory(
        status=DossierStatus.PROCESSING,
        accepted_at=MONDAY,
        original_due_at=values["due_at"],
        **values,
    )
    case_type_of(dossier, term_value=10)
    return dossier


def assert_refused(
    error: type[Exception], move: Callable[..., Dossier], dossier: Dossier, **given: Any
) -> Any:
    """The move is refused and leaves no trace."""
    before = Dossier.objects.filter(pk=dossier.pk).values().get()
    events, messages = dossier.events.count(), OutboxMessage.objects.count()
    with pytest.raises(error) as raised:
        move(**given)
    assert Dossier.objects.filter(pk=dossier.pk).values().get() == before
    assert dossier.events.count() == events
    assert OutboxMessage.objects.count() == messages
    return raised.value


def last_event(dossier: Dossier) -> Any:
    return dossier.events.order_by("-sequence").first()


def test_accepting_starts_the_clock_and_tells_the_citizen() -> None:
    dossier = DossierFactory()
    case_type_of(dossier, term_value=5)
    actor = officer_of(dossier)

    moved = accept_dossier(**staff(dossier, actor), at=MONDAY)

    assert moved.status == DossierStatus.ACCEPTED
    assert moved.accepted_at == MONDAY
    assert moved.due_at == moved.original_due_at == at("2026-06-08")
    assert moved.lock_version == 1
    event = last_event(dossier)
    assert (event.action, event.actor, event.actor_agency) == (
        "accept",
        actor,
        dossier.competent_agency,
    )
    assert event.clock["due_at"] == at("2026-06-08").isoformat()
    assert OutboxMessage.objects.get().key == f"{dossier.public_id}:2"


def test_accepting_without_a_term_sets_no_due_date() -> None:
    dossier = DossierFactory()
    case_type_of(dossier, has_no_due_date=True)

    assert accept_dossier(**staff(dossier), at=MONDAY).due_at is None


def test_an_online_dossier_takes_its_own_term() -> None:
    dossier = DossierFactory()
    case_type_of(dossier, term_value=10, online_term_value=1)

    assert accept_dossier(**staff(dossier), at=MONDAY).due_at == at("2026-06-02")


def test_an_unpaid_prepayment_stands_before_acceptance() -> None:
    dossier = DossierFactory(payment_state=PaymentState.WAITING)

    assert_refused(
        DossierRuleError, accept_dossier, dossier, **staff(dossier), at=MONDAY
    )


def test_a_refusal_states_its_reason() -> None:
    dossier = DossierFactory()
    refused = assert_refused(
        DossierRuleError,
        refuse_dossier,
        dossier,
        **staff(dossier),
        reason="  ",
        at=MONDAY,
    )
    assert refused.field == "reason"

    moved = refuse_dossier(
        **staff(dossier), reason="Không thuộc thẩm quyền của phường.", at=MONDAY
    )

    assert moved.status == DossierStatus.NOT_ACCEPTED
    assert last_event(dossier).note.text == "Không thuộc thẩm quyền của phường."


@pytest.mark.parametrize("status", [s for s in DossierStatus if s != "submitted"])
def test_a_dossier_beyond_submission_cannot_be_accepted(status: str) -> None:
    dossier = DossierFactory(status=status)

    assert_refused(
        TransitionNotAllowedError, accept_dossier, dossier, **staff(dossier), at=MONDAY
    )


def test_a_colleagues_move_meanwhile_is_noticed() -> None:
    dossier = DossierFactory()
    given = staff(dossier)
    write_as_staff(**staff(dossier), text="Chào chị.", at=MONDAY)

    assert_refused(StaleDossierError, accept_dossier, dossier, **given, at=MONDAY)


def test_only_staff_of_its_agencies_in_force_may_move_a_dossier() -> None:
    dossier = DossierFactory()
    ended = StaffAssignmentFactory(
        agency=dossier.competent_agency, valid_to=date(2026, 6, 1)
    ).user
    strangers = [
        StaffAssignmentFactory().user,
        ended,
        officer_of(dossier, Role.EDITOR),
        officer_of(dossier, Role.MONITOR),
        officer_of(dossier, Role.AGENCY_ADMINISTRATOR),
        UserFactory(administrator=True),
        UserFactory(),
    ]

    for stranger in strangers:
        assert_refused(
            NoRightError,
            accept_dossier,
            dossier,
            **staff(dossier, stranger),
            at=MONDAY,
        )


def test_a_specialist_does_not_accept() -> None:
    dossier = DossierFactory()

    assert_refused(
        ActionNotYoursError,
        accept_dossier,
        dossier,
        **staff(dossier, role=Role.SPECIALIST),
        at=MONDAY,
    )


def test_a_supplement_before_acceptance_leads_back_and_renews_accept_by() -> None:
    dossier = DossierFactory()
    asked = request_supplement(**staff(dossier), items=ITEMS, at=MONDAY)
    assert (asked.status, asked.clock_stopped_at) == (DossierStatus.SUPPLEMENT, None)
    request = dossier.supplements.get()
    assert request.before_acceptance
    assert request.answer_by == at("2026-06-22", "17:00")
    assert request.items == ITEMS

    reply_supplement(
        dossier_id=dossier.pk,
        requester=owner_of(dossier),
        reply="Tôi gửi lại ảnh rõ hơn.",
        at=at("2026-06-03"),
    )
    moved = confirm_supplement(**staff(dossier), at=at("2026-06-04", "10:00"))

    assert moved.status == DossierStatus.SUBMITTED
    assert moved.accept_by == at("2026-06-05", "10:00")
    assert moved.due_at is None


@pytest.mark.parametrize(
    ("policy", "due"),
    [
        (SupplementPolicy.RESTART, "2026-06-26"),
        (SupplementPolicy.RESUME, "2026-06-24"),
    ],
)
def test_a_supplement_after_acceptance_moves_the_due_date_by_its_policy(
    policy: SupplementPolicy, due: str
) -> None:
    dossier = processing()
    case_type_of(dossier, supplement_policy=policy)

    request_supplement(**staff(dossier), items=ITEMS, at=at("2026-06-03"))
    moved = confirm_supplement(**staff(dossier), at=at("2026-06-12"))

    assert moved.status == DossierStatus.PROCESSING
    assert moved.due_at == at(due)
    assert moved.original_due_at == at("2026-06-15")
    assert moved.clock_stopped_at is None
    assert last_event(dossier).clock == {
        "due_before": at("2026-06-15").isoformat(),
        "due_at": at(due).isoformat(),
    }


def test_papers_are_asked_for_once_after_acceptance_and_named_one_by_one() -> None:
    dossier = processing()
    for items in ([], [{"name": "", "reason": "mờ"}], [{"name": "Ảnh", "reason": ""}]):
        refused = assert_refused(
            DossierRuleError,
            request_supplement,
            dossier,
            **staff(dossier),
            items=items,
            at=MONDAY,
        )
        assert refused.field == "items"
    request_supplement(**staff(dossier), items=ITEMS, at=at("2026-06-03"))
    confirm_supplement(**staff(dossier), at=at("2026-06-04"))

    assert_refused(
        DossierRuleError,
        request_supplement,
        dossier,
        **staff(dossier),
        items=ITEMS,
        at=at("2026-06-05"),
    )


def test_a_reply_needs_something_to_say_and_is_given_once() -> None:
    dossier = DossierFactory()
    request_supplement(**staff(dossier), items=ITEMS, at=MONDAY)
    given = {"dossier_id": dossier.pk, "requester": owner_of(dossier), "at": MONDAY}
    assert_refused(DossierRuleError, reply_supplement, dossier, **given, reply=" ")
    reply_supplement(**given, reply="Đã nộp thêm.")

    assert_refused(DossierRuleError, reply_supplement, dossier, **given, reply="Nữa.")


@pytest.mark.parametrize(
    ("before", "status"),
    [(True, DossierStatus.NOT_ACCEPTED), (False, DossierStatus.STOPPED)],
)
def test_an_unanswered_request_closes_the_dossier_only_after_its_term(
    before: bool, status: DossierStatus
) -> None:
    dossier = DossierFactory() if before else processing()
    request_supplement(**staff(dossier), items=ITEMS, at=at("2026-06-01"))
    given = {"reason": "Quá 15 ngày làm việc không bổ sung."}
    assert_refused(
        DossierRuleError,
        close_unanswered,
        dossier,
        **staff(dossier),
        **given,
        at=at("2026-06-22", "18:00"),
    )

    moved = close_unanswered(**staff(dossier), **given, at=at("2026-06-23"))

    assert moved.status == status
    if status == DossierStatus.STOPPED:
        assert_refused(
            DossierRuleError,
            resume_dossier,
            dossier,
            **staff(dossier, role=Role.LEADER),
            at=at("2026-06-24"),
        )


def test_an_answered_request_is_not_closed_unread() -> None:
    dossier = DossierFactory()
    request_supplement(**staff(dossier), items=ITEMS, at=MONDAY)
    reply_supplement(
        dossier_id=dossier.pk, requester=owner_of(dossier), reply="Đây ạ.", at=MONDAY
    )

    assert_refused(
        DossierRuleError,
        close_unanswered,
        dossier,
        **staff(dossier),
        reason="Không trả lời.",
        at=at("2026-07-30"),
    )


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
