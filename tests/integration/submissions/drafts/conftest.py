"""A procedure that a commune receives online, and another system that applies there."""

from dataclasses import dataclass
from typing import Any

import pytest
from rest_framework.test import APIClient

from services_catalog.agencies.models import Agency
from services_catalog.procedures.models import Procedure
from submissions.forms.models import CaseTypeForm, FormVersion
from tests.factories.forms import applicant_answers, form_answers, make_version
from tests.factories.services_catalog import (
    AgencyFactory,
    ProcedureFactory,
    WorkCalendarFactory,
)
from tests.integration.submissions.forms.conftest import png

DRAFTS = "/api/v1/drafts/"


@dataclass(frozen=True, slots=True)
class Counter:
    """The procedure, its form, and the agency of a commune that takes it."""

    procedure: Procedure
    version: FormVersion
    agency: Agency

    @property
    def unit_code(self) -> str:
        return self.agency.unit.code


@pytest.fixture
def counter(db: None) -> Counter:
    WorkCalendarFactory(default=True)
    agency = AgencyFactory()
    procedure = ProcedureFactory(offered=True)
    version = make_version(owner_unit=agency.unit.parent.parent)
    case_type = procedure.versions.get().case_types.get()
    CaseTypeForm.objects.create(case_type=case_type, definition=version.definition)
    return Counter(procedure, version, agency)


@pytest.fixture
def api() -> APIClient:
    """An anonymous caller; unlike Django's client it obeys CSRF."""
    return APIClient(enforce_csrf_checks=True)


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft as its beginner knows it."""

    id: str
    token: str
    body: dict[str, Any]

    @property
    def url(self) -> str:
        return f"{DRAFTS}{self.id}/"

    @property
    def auth(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def begin(api: APIClient, counter: Counter, **changes: Any) -> Begun:
    body = {"procedure": counter.procedure.code, "unit": counter.unit_code, **changes}
    answer = api.post(DRAFTS, body)
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    return Begun(told["id"], told["token"], told)


def fill(api: APIClient, counter: Counter, draft: Begun) -> int:
    """All that is asked, with a paper; the draft's revision."""
    changes = {
        "revision": 0,
        "applicant": applicant_answers(counter.unit_code),
        "answers": form_answers(),
    }
    answer = api.patch(draft.url, changes, headers=draft.auth)
    assert answer.status_code == 200, answer.json()
    upload = {"field": "certificate", "file": png()}
    taken = api.post(
        f"{draft.url}files/", upload, format="multipart", headers=draft.auth
    )
    assert taken.status_code == 201, taken.json()
    return int(answer.json()["revision"])


def submit(api: APIClient, draft: Begun, *, key: str = "khoa-1", **body: Any) -> Any:
    headers = {**draft.auth, "Idempotency-Key": key}
    body = {"declaration": True, **body}
    return api.post(f"{draft.url}submit/", body, headers=headers)
