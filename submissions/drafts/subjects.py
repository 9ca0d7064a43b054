"""What a draft is to be for, told by codes: which form, which agency receives it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import IntakeChannel, ServiceLevel
from services_catalog.offerings.services import (
    OfferedProcedure,
    deciding_agency,
    offering_of,
)
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.units.models import AdminUnit
from submissions.forms.links import form_link_of, meant_case_type
from submissions.forms.models import FormDefinition, FormVersion
from submissions.forms.publishing import current_version


class SubjectRefusedError(ValueError):
    """No draft can begin so; `field` is the name that was given wrongly."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody applies: the agency named, else their unit; one of them is set."""

    field: str
    agency: Agency | None = None
    unit: AdminUnit | None = None


@dataclass(frozen=True, slots=True)
class DraftSubject:
    """Everything that a draft keeps from its beginning."""

    form_version: FormVersion
    agency: Agency
    procedure_version: ProcedureVersion | None = None
    case_type: CaseType | None = None


def place_named(*, unit: str, agency: str, on: date) -> Place:
    """The place by the code of a unit or the identifier of an agency."""
    if agency:
        known = Agency.objects.in_force(on).with_identifier(agency)
        found = known.select_related("unit").first()
        if found is None:
            message = gettext("No agency in force has the identifier “%(name)s”.")
            raise SubjectRefusedError("agency", "unknown", message % {"name": agency})
        return Place("agency", agency=found)
    if not unit:
        message = gettext("Name the unit by its code, or the agency.")
        raise SubjectRefusedError("unit", "required", message)
    at = AdminUnit.objects.with_code(unit, on=on).first()
    if at is None:
        message = gettext("No unit in force has the code “%(code)s”.")
        raise SubjectRefusedError("unit", "unknown", message % {"code": unit})
    return Place("unit", unit=at)


def procedure_subject(
    *, code: str, case_type: str | None, place: Place, at: datetime
) -> DraftSubject:
    """The form of a procedure, received by whoever decides at that place.

    `case_type` is the name of a case type, None for the first that has a form. Raises
    SubjectRefusedError.
    """
    on = timezone.localdate(at)
    version = (
        ProcedureVersion.objects.in_force(on)
        .filter(procedure__code=code.replace("-", ".", 1))
        .select_related("procedure")
        .first()
    )
    if version is None:
        message = gettext("No procedure in force has the code “%(code)s”.")
        raise SubjectRefusedError("procedure", "unknown", message % {"code": code})
    offered = _offered(version.procedure, place, on)
    chosen, definition = _form_of(version, case_type)
    return DraftSubject(
        _version_of(definition, "procedure", at), offered.agency, version, chosen
    )


def form_subject(*, slug: str, place: Place, at: datetime) -> DraftSubject:
    """A form without procedure, received by an agency of its owner or below it.

    Raises SubjectRefusedError.
    """
    owned = FormDefinition.objects.select_related("owner_unit", "owner_agency__unit")
    definition = owned.filter(slug=slug, live=True).first()
    if definition is None:
        message = gettext("No published form has the name “%(name)s”.")
        raise SubjectRefusedError("form", "unknown", message % {"name": slug})
    agency = place.agency or _first_agency(place.unit, timezone.localdate(at))
    if agency is None or not _is_below_owner(agency, definition):
        message = gettext("This form is not received there.")
        raise SubjectRefusedError(place.field, "not_received", message)
    return DraftSubject(_version_of(definition, "form", at), agency)


def _offered(procedure: Procedure, place: Place, on: date) -> OfferedProcedure:
    offered = _offering_at(procedure, place, on)
    if offered is None:
        message = gettext("This procedure is not offered there.")
        raise SubjectRefusedError(place.field, "not_offered", message)
    if offered.intake_channel != IntakeChannel.LOCAL_FORM:
        where = IntakeChannel(offered.intake_channel).label
        message = gettext("Not submitted here: %(where)s. %(url)s")
        said = {"where": where, "url": offered.outside_url}
        raise SubjectRefusedError("procedure", "elsewhere", (message % said).strip())
    if offered.level < ServiceLevel.SUBMIT:
        message = gettext("Not yet online: bring the papers to the counter.")
        raise SubjectRefusedError("procedure", "not_online", message)
    return offered


def _offering_at(
    procedure: Procedure, place: Place, on: date
) -> OfferedProcedure | None:
    """By the agency named; at the unit itself, else by the nearest above it."""
    agency = place.agency
    if agency is None and place.unit is not None:
        agency = deciding_agency(procedure, unit=place.unit, on=on)
    return offering_of(procedure, agency=agency, on=on) if agency else None


def _form_of(
    version: ProcedureVersion, name: str | None
) -> tuple[CaseType, FormDefinition]:
    case_types = list(version.case_types.all())
    if name is not None:
        case_types = [each for each in case_types if each.name == name]
        if not case_types:
            message = gettext("This procedure has no case type “%(name)s”.")
            raise SubjectRefusedError("case_type", "unknown", message % {"name": name})
    link = form_link_of(version.procedure_id, case_types)
    if link is None:
        message = gettext(
            "This procedure has no form: bring the papers to the counter."
        )
        raise SubjectRefusedError("procedure", "no_form", message)
    return meant_case_type(case_types, link.case_type), link.definition


def _version_of(definition: FormDefinition, field: str, at: datetime) -> FormVersion:
    version = current_version(definition, at)
    if version is None:
        message = gettext("The form is not open now.")
        raise SubjectRefusedError(field, "not_open", message)
    return version


def _first_agency(unit: AdminUnit | None, on: date) -> Agency | None:
    agencies = Agency.objects.in_force(on).filter(unit=unit).select_related("unit")
    return agencies.order_by("identifier").first()


def _is_below_owner(agency: Agency, definition: FormDefinition) -> bool:
    """As on the pages: the forms of those above may stand in every portal below."""
    owner = definition.owner_agency
    unit = owner.unit if owner is not None else definition.owner_unit
    return unit is not None and agency.unit.path.startswith(unit.path)
