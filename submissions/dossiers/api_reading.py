"""A dossier as a value for the API, and who is asking."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request

from submissions.dossiers.access import AccessKind, log_access
from submissions.dossiers.diary_reading import citizen_diary, desk_diary
from submissions.dossiers.lifecycle import Actor, allowed_actions, progress_of
from submissions.dossiers.models import Dossier
from submissions.dossiers.rights import (
    Requester,
    Standing,
    is_owner,
    standing_on,
)
from submissions.drafts.bearer import bearer_token
from submissions.forms.compiled import compiled_form
from submissions.receipts.owner_page import subject_of_dossier


@dataclass(frozen=True, slots=True)
class ApiAccess:
    """A dossier that the caller may read: as its owner, or by a standing as staff."""

    dossier: Dossier
    requester: Requester
    is_owner: bool
    standing: Standing | None

    @property
    def actors(self) -> frozenset[str]:
        own = frozenset({Actor.CITIZEN.value}) if self.is_owner else frozenset()
        return own | (self.standing.roles if self.standing else frozenset())


def requester_of(request: Request) -> Requester:
    """The signed-in account, and the receipt's secret as a bearer token if sent."""
    return Requester(request.user, bearer_token(request.headers))


def open_dossier(request: Request, code: str) -> ApiAccess:
    """The dossier for its owner or staff; to others it does not exist."""
    requester = requester_of(request)
    dossier = Dossier.objects.with_facts().with_code(code).first()
    if dossier is None:
        raise Http404
    owner = is_owner(requester, dossier)
    standing = standing_on(request.user, dossier, timezone.localdate())
    if not owner and standing is None:
        raise Http404
    if not owner:
        log_access(request.user, [dossier], AccessKind.API)
    return ApiAccess(dossier, requester, owner, standing)


def summary_of(dossier: Dossier) -> dict[str, Any]:
    """A dossier in a list."""
    version = dossier.procedure_version
    return {
        "code": dossier.code,
        "title": subject_of_dossier(dossier),
        "procedure": version.procedure.code if version else "",
        "status": dossier.status,
        "progress": progress_of(dossier.status),
        "outcome": dossier.outcome,
        "receiving_agency": dossier.receiving_agency.identifier,
        "competent_agency": dossier.competent_agency.identifier,
        "submitted_at": dossier.submitted_at,
        "accept_by": dossier.accept_by,
        "accepted_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "original_due_at": dossier.original_due_at,
        "resolved_at": dossier.resolved_at,
        "returned_at": dossier.returned_at,
    }


def detail_of(access: ApiAccess) -> dict[str, Any]:
    """A dossier with answers, diary and what the caller may do."""
    dossier = access.dossier
    diary = citizen_diary if access.standing is None else desk_diary
    version = dossier.form_version
    return {
        **summary_of(dossier),
        "lock_version": dossier.lock_version,
        "actions": allowed_actions(dossier.status, access.actors),
        "form_version": version.public_id if version else None,
        "applicant": dossier.applicant,
        "answers": _answers_by_key(dossier),
        "supplement": dossier.supplements.filter(confirmed_at=None).last(),
        "diary": diary(dossier),
    }


def _answers_by_key(dossier: Dossier) -> dict[str, Any]:
    if dossier.form_version is None:
        return {}
    answers = {**dossier.answers, **dossier.sealed_answers}
    fields = compiled_form(dossier.form_version).fields
    return {field.key: answers[field.id] for field in fields if field.id in answers}
