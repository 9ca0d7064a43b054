"""Moves before the work begins: accepting, refusing, asking for papers."""

from datetime import date

import pytest

from outbox.models import OutboxMessage
from services_catalog.procedures.case_types import SupplementPolicy
from services_catalog.staff.models import Role
from submissions.dossiers.lifecycle import (
    DossierStatus,
    TransitionNotAllowedError,
)
from submissions.dossiers.models import PaymentState
from submissions.dossiers.moves.acceptance import accept_dossier, refuse_dossier
from submissions.dossiers.moves.messages import write_as_staff
from submissions.dossiers.moves.pauses import (
    resume_dossier,
)
from submissions.dossiers.moves.supplements import (
    close_unanswered,
    confirm_supplement,
    reply_supplement,
    request_supplement,
)
from submissions.dossiers.refusals import (
    ActionNotYoursError,
    DossierRuleError,
    StaleDossierError,
)
from submissions.dossiers.rights import NoRightError
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import MONDAY, DossierFactory, case_type_of, officer_of
from tests.factories.services_catalog import (
    StaffAssignmentFactory,
    WorkCalendarFactory,
)
from tests.integration.submissions.dossiers.moving import (
    ITEMS,
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
