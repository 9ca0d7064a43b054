"""Staff: roles at a place for a time, and the groups that follow them."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError

from services_catalog.staff.groups import group_name, is_derived, sync_groups
from services_catalog.staff.models import DESK_ROLES, Role, StaffAssignment
from services_catalog.staff.services import agencies_of, assign, can, end_assignment
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import (
    AgencyFactory,
    StaffAssignmentFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)
TODAY = date(2024, 11, 22)


def test_an_officer_works_for_the_own_agency_and_no_other() -> None:
    assignment = StaffAssignmentFactory.create()
    unit = assignment.agency.unit
    AgencyFactory.create()  # a neighbour
    AgencyFactory.create(district_committee=True, unit=unit.parent)

    assert list(agencies_of(assignment.user, DESK_ROLES, TODAY)) == [assignment.agency]
    assert can(assignment.user, DESK_ROLES, agency=assignment.agency, on=TODAY)
    assert not can(assignment.user, {Role.EDITOR}, agency=assignment.agency, on=TODAY)


def test_an_officer_of_a_one_stop_centre_works_for_those_it_receives_for() -> None:
    centre = AgencyFactory.create(service_centre=True, identifier="H57.20")
    committee = AgencyFactory.create(
        district_committee=True, identifier="H57.31", receives_at=centre
    )
    officer = StaffAssignmentFactory.create(agency=centre).user

    assert list(agencies_of(officer, DESK_ROLES, TODAY)) == [centre, committee]
    assert committee.desk == centre
    # The committee's own staff do not work for the centre.
    leader = StaffAssignmentFactory.create(agency=committee, role=Role.LEADER).user
    assert list(agencies_of(leader, DESK_ROLES, TODAY)) == [committee]


def test_a_role_counts_only_while_it_is_in_force() -> None:
    agency = AgencyFactory.create()
    officer = StaffAssignmentFactory.create(
        agency=agency, valid_from=date(2024, 1, 1), valid_to=date(2024, 6, 1)
    ).user

    assert can(officer, DESK_ROLES, agency=agency, on=date(2024, 5, 31))
    assert not can(officer, DESK_ROLES, agency=agency, on=date(2024, 6, 1))


def test_nobody_and_the_dismissed_may_do_nothing() -> None:
    assignment = StaffAssignmentFactory.create()
    assignment.user.is_active = False

    assert not agencies_of(assignment.user, DESK_ROLES, TODAY).exists()
    assert not agencies_of(AnonymousUser(), DESK_ROLES, TODAY).exists()


def test_a_role_at_a_unit_counts_for_its_agencies_not_for_those_below() -> None:
    district = UnitFactory.create(district=True)
    own = AgencyFactory.create(district_committee=True, unit=district)
    below = AgencyFactory.create(unit=UnitFactory.create(parent=district))
    editor = StaffAssignmentFactory.create(at_unit=True, unit=district).user

    assert can(editor, {Role.EDITOR}, unit=district, on=TODAY)
    assert can(editor, {Role.EDITOR}, agency=own, on=TODAY)
    assert not can(editor, {Role.EDITOR}, unit=below.unit, on=TODAY)
    assert not can(editor, {Role.EDITOR}, agency=below, on=TODAY)


def test_assigning_twice_is_one_assignment() -> None:
    user, agency = UserFactory.create(staff=True), AgencyFactory.create()

    first = assign(user=user, role=Role.LEADER, agency=agency, valid_from=SINCE)
    second = assign(user=user, role=Role.LEADER, agency=agency, valid_from=TODAY)

    assert first == second
    assert StaffAssignment.objects.count() == 1


def test_a_place_is_a_unit_or_an_agency() -> None:
    user, agency = UserFactory.create(staff=True), AgencyFactory.create()

    with pytest.raises(ValidationError, match="either"):
        assign(user=user, role=Role.LEADER, valid_from=SINCE)
    with pytest.raises(ValidationError, match="either"):
        assign(
            user=user,
            role=Role.LEADER,
            agency=agency,
            unit=agency.unit,
            valid_from=SINCE,
        )
    assert not StaffAssignment.objects.exists()


@time_machine.travel("2024-11-22T09:00:00+07:00")
def test_groups_follow_the_assignments_and_leave_others_alone() -> None:
    unit = UnitFactory.create(ward=True, code="19960")
    publishers = Group.objects.create(name="publisher · 19960")
    neighbours = Group.objects.create(name="publisher · 19963")
    own = Group.objects.create(name="Câu lạc bộ")
    user = UserFactory.create(staff=True)
    user.groups.add(own, neighbours)

    assignment = assign(
        user=user, role=Role.PUBLISHER, unit=unit, valid_from=date(2024, 1, 1)
    )
    assert set(user.groups.all()) == {own, publishers}

    end_assignment(assignment, on=date(2024, 11, 22))
    assert set(user.groups.all()) == {own}


def test_a_role_cannot_end_before_it_began() -> None:
    assignment = StaffAssignmentFactory.create(valid_from=SINCE)

    with pytest.raises(ValidationError, match="ends after"):
        end_assignment(assignment, on=SINCE)
    assignment.refresh_from_db()
    assert assignment.valid_to is None


def test_the_name_of_a_group_says_role_and_place() -> None:
    agency = AgencyFactory.create(identifier="H57.12")

    assert group_name(Role.ONE_STOP_OFFICER, agency) == "officer · H57.12"
    assert is_derived("officer · H57.12")
    assert not is_derived("officer")
    assert not is_derived("Moderators · 12")


def test_a_missing_group_is_no_mistake() -> None:
    user = StaffAssignmentFactory.create(at_unit=True).user

    sync_groups(user, on=TODAY)

    assert user.groups.count() == 0
