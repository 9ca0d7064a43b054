"""Who enters the administration in these tests."""

import pytest
from django.test import Client

from services_catalog.agencies.models import Agency
from services_catalog.staff.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import (
    AgencyFactory,
    StaffAssignmentFactory,
)
from tests.integration.services_catalog.administration import may_enter, signed_in


@pytest.fixture
def administrator() -> Client:
    return signed_in(UserFactory.create(administrator=True))


@pytest.fixture
def own() -> Agency:
    return AgencyFactory.create(hours="Sáng", name="Của mình")


@pytest.fixture
def neighbour() -> Agency:
    return AgencyFactory.create(hours="Chiều", name="Hàng xóm")


@pytest.fixture
def publisher(own: Agency) -> Client:
    assignment = StaffAssignmentFactory.create(
        at_unit=True, unit=own.unit, role=Role.PUBLISHER
    )
    return signed_in(may_enter(assignment.user))
