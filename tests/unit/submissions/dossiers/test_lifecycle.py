"""The transition table: every pair of status and action, and who may make the move."""

import itertools

import pytest

from services_catalog.staff.models import DESK_ROLES
from submissions.dossiers.lifecycle import (
    NATIONAL_NUMBERS,
    PORTAL_STRINGS,
    TRANSITIONS,
    Action,
    Actor,
    DossierStatus,
    Progress,
    TransitionNotAllowedError,
    allowed_actions,
    progress_of,
    require_transition,
    status_of_portal_string,
    targets,
)

S, A = DossierStatus, Action
# Domain 4.1, written out apart from the code's own table.
TABLE: dict[tuple[str, str], set[str]] = {
    ("", "submit"): {"submitted"},
    ("", "enter"): {"accepted"},
    ("submitted", "accept"): {"accepted"},
    ("submitted", "request_supplement"): {"supplement"},
    ("submitted", "refuse"): {"not_accepted"},
    ("submitted", "withdraw"): {"withdrawn"},
    ("accepted", "forward"): {"processing"},
    ("accepted", "request_withdrawal"): {"accepted"},
    ("accepted", "withdraw"): {"withdrawn"},
    ("processing", "forward"): {"processing"},
    ("processing", "send_back"): {"processing"},
    ("processing", "recall"): {"processing"},
    ("processing", "reassign"): {"processing"},
    ("processing", "request_supplement"): {"supplement"},
    ("processing", "issue_obligation"): {"financial"},
    ("processing", "pause"): {"stopped"},
    ("processing", "extend"): {"processing"},
    ("processing", "finish"): {"resolved"},
    ("processing", "request_withdrawal"): {"processing"},
    ("processing", "withdraw"): {"withdrawn"},
    ("supplement", "reply_supplement"): {"supplement"},
    ("supplement", "confirm_supplement"): {"submitted", "processing"},
    ("supplement", "close_unanswered"): {"not_accepted", "stopped"},
    ("supplement", "request_withdrawal"): {"supplement"},
    ("supplement", "withdraw"): {"withdrawn"},
    ("financial", "settle_obligation"): {"processing"},
    ("stopped", "resume"): {"processing"},
    ("resolved", "hand_over"): {"returned"},
    ("returned", "recall_result"): {"resolved"},
    **{(status.value, "message"): {status.value} for status in S},
}
PAIRS = list(itertools.product(["", *S], A))


@pytest.mark.parametrize(("status", "action"), PAIRS)
def test_every_pair_leads_where_the_law_says_or_nowhere(
    status: str, action: str
) -> None:
    expected = TABLE.get((str(status), str(action)), set())

    assert targets(status, action) == expected
    if len(expected) == 1:
        assert require_transition(status, action) in expected
    else:
        with pytest.raises(TransitionNotAllowedError):
            require_transition(status, action)


@pytest.mark.parametrize("status", list(S))
def test_a_named_target_is_reached_only_by_the_table(status: DossierStatus) -> None:
    for action, target in itertools.product(A, S):
        if target in TABLE.get((status.value, action.value), set()):
            assert require_transition(status, action, target) == target
        else:
            with pytest.raises(TransitionNotAllowedError):
                require_transition(status, action, target)


def test_every_line_names_somebody_who_may() -> None:
    assert [row for row in TRANSITIONS if not row.actors] == []


def test_staff_actors_are_the_desk_roles_of_the_catalogue() -> None:
    assert {actor.value for actor in Actor} - {"citizen"} == {
        role.value for role in DESK_ROLES
    }


def test_the_one_stop_officer_sees_these_buttons_on_a_new_dossier() -> None:
    assert allowed_actions(S.SUBMITTED, {"officer"}) == (
        A.ACCEPT,
        A.REQUEST_SUPPLEMENT,
        A.REFUSE,
        A.MESSAGE,
    )


def test_only_a_leader_pauses_and_extends() -> None:
    others = {actor.value for actor in Actor} - {"leader"}

    assert not {A.PAUSE, A.EXTEND} & set(allowed_actions(S.PROCESSING, others))
    assert {A.PAUSE, A.EXTEND} <= set(allowed_actions(S.PROCESSING, {"leader"}))


def test_a_citizen_withdraws_alone_only_before_acceptance() -> None:
    withdrawable = [s for s in S if A.WITHDRAW in allowed_actions(s, {"citizen"})]

    assert withdrawable == [S.SUBMITTED]


def test_a_monitor_and_an_editor_may_do_nothing() -> None:
    assert {allowed_actions(status, {"monitor", "editor"}) for status in S} == {()}


def test_national_numbers_run_from_one_to_ten() -> None:
    assert [NATIONAL_NUMBERS[status] for status in S] == list(range(1, 11))
    assert NATIONAL_NUMBERS[S.SUPPLEMENT] == 5


def test_portal_strings_read_back_and_unknown_ones_are_none() -> None:
    assert {status_of_portal_string(text) for text in PORTAL_STRINGS.values()} == set(S)
    assert status_of_portal_string(" Done ") == S.RETURNED
    assert status_of_portal_string("interoperating") is None
    assert status_of_portal_string("posting") is None


@pytest.mark.parametrize(
    ("status", "progress"),
    [
        ("submitted", Progress.RECEIVED),
        ("accepted", Progress.IN_PROGRESS),
        ("not_accepted", Progress.FINISHED),
        ("processing", Progress.IN_PROGRESS),
        ("supplement", Progress.IN_PROGRESS),
        ("financial", Progress.IN_PROGRESS),
        ("withdrawn", Progress.FINISHED),
        ("stopped", Progress.IN_PROGRESS),
        ("resolved", Progress.FINISHED),
        ("returned", Progress.FINISHED),
    ],
)
def test_strangers_learn_one_of_three_words(status: str, progress: Progress) -> None:
    assert progress_of(status) == progress
