"""Dossiers in every status, with the agency and the officer who work on them."""

from datetime import datetime
from typing import Any

import factory

from services_catalog.procedures.case_types import CaseType
from services_catalog.staff.models import Role
from submissions.clock.working_hours import ZONE
from submissions.dossiers.diary import record_event
from submissions.dossiers.lifecycle import Action, DossierStatus
from submissions.dossiers.models import Dossier
from submissions.dossiers.person_index import person_index
from submissions.receipts.tokens import receipt_hash_of, receipt_token_of
from tests.factories.services_catalog import (
    AgencyFactory,
    ProcedureVersionFactory,
    StaffAssignmentFactory,
)

# A Monday morning, with no holiday near.
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=ZONE)
PERSON_ID = "046090000123"


class DossierFactory(factory.django.DjangoModelFactory[Dossier]):
    """A dossier submitted online on MONDAY; `status=…` places it further on."""

    class Meta:
        model = Dossier
        skip_postgeneration_save = True

    competent_agency = factory.SubFactory(AgencyFactory)
    receiving_agency = factory.SelfAttribute("competent_agency")
    procedure_version = factory.SubFactory(ProcedureVersionFactory)
    case_type = factory.LazyAttribute(
        lambda dossier: dossier.procedure_version.case_types.first()
    )
    code = factory.Sequence(lambda n: f"H57.31.05-260601-{n:04}")
    receipt_hash = factory.LazyAttribute(
        lambda dossier: receipt_hash_of(receipt_token_of(dossier.public_id))
    )
    public_id = factory.Faker("uuid4", cast_to=None)
    applicant = {
        "full_name": "Lê Thị Hoa",
        "person_id": PERSON_ID,
        "email": "hoa@example.vn",
        "phone": "0905123456",
        "owner_is_submitter": True,
    }
    owner_id_index = factory.LazyFunction(lambda: person_index(PERSON_ID))
    status = DossierStatus.SUBMITTED
    submitted_at = MONDAY
    accept_by = datetime(2026, 6, 2, 9, 0, tzinfo=ZONE)

    @factory.post_generation
    def first_event(self: Any, create: bool, _given: Any, **_: Any) -> None:
        if create:
            record_event(
                dossier=self, action=Action.SUBMIT, from_status="", at=self.submitted_at
            )


def officer_of(dossier: Dossier, role: Role = Role.ONE_STOP_OFFICER) -> Any:
    """A new member of the staff who holds the role at the dossier's agency."""
    assignment = StaffAssignmentFactory(agency=dossier.competent_agency, role=role)
    return assignment.user


def case_type_of(dossier: Dossier, **changes: Any) -> CaseType:
    """The dossier's case type with some of its rules changed."""
    case_type = dossier.case_type
    assert case_type is not None
    for name, value in changes.items():
        setattr(case_type, name, value)
    case_type.save()
    return case_type
