"""Forms as portals mount them: a procedure's own, and forms without a procedure."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms_pages.pages.offers import offered_in
from cms_pages.portals.snapshot import Portal, portals
from services_catalog.procedures.case_types import CaseType, ComponentKind
from services_catalog.procedures.content import CaseTypeContent
from services_catalog.procedures.facts import ProcedureFacts, facts_of
from services_catalog.procedures.models import Procedure, ProcedureVersion
from submissions.forms.links import form_link_of, meant_case_type
from submissions.forms.models import FormDefinition
from submissions.forms.routes import form_route
from submissions.forms.subject import FormSubject
from themes.addresses import address_of


def code_of(slug: str) -> str:
    """`1.001193` of the address `1-001193`."""
    return slug.replace("-", ".", 1)


@dataclass(frozen=True, slots=True)
class ProcedureForm:
    """The form of a procedure, and the case type of today that it submits."""

    definition: FormDefinition
    case_type: CaseTypeContent


def form_of(facts: ProcedureFacts) -> ProcedureForm | None:
    """The form of the first case type that has one; one query."""
    case_types = facts.content.case_types
    link = form_link_of(facts.procedure_id, case_types)
    if link is None:
        return None
    return ProcedureForm(link.definition, meant_case_type(case_types, link.case_type))


def serve_procedure_form(
    request: HttpRequest, *, portal: Portal, slug: str, rest: str
) -> HttpResponseBase:
    """The form of a procedure, as this portal's agencies receive it."""
    today = timezone.localdate()
    facts = facts_of(code_of(slug), today)
    form = form_of(facts) if facts else None
    if facts is None or form is None:
        raise Http404
    procedure = Procedure(pk=facts.procedure_id, code=facts.code)
    offered = offered_in(procedure, portal, today)
    if offered is None:
        raise Http404
    version = ProcedureVersion.objects.get(pk=facts.version_id)
    subject = FormSubject(
        definition=form.definition,
        agency=offered.agency,
        portal_path=portal.path,
        base_url=address_of("procedure_form", facts.code, portal=portal.path),
        title=version.shown_name,
        back_url=address_of("procedure", facts.code, portal=portal.path),
        procedure_version=version,
        case_type=CaseType.objects.get(pk=form.case_type.pk),
        level=offered.level,
        channel=offered.intake_channel,
        needs=_papers(form.case_type),
    )
    return form_route(request, rest, subject=subject)


def serve_form(
    request: HttpRequest, *, portal: Portal, slug: str, rest: str
) -> HttpResponseBase:
    """A form without a procedure, of this portal's unit or agency or of one above."""
    form = FormDefinition.objects.filter(slug=slug, live=True).first()
    if form is None or not may_receive(portal, form) or not portal.agencies:
        raise Http404
    subject = FormSubject(
        definition=form,
        agency=portal.agencies[0],
        portal_path=portal.path,
        base_url=address_of("form", form.slug, portal=portal.path),
        title=form.shown_title,
        back_url=address_of("portal", portal.path, portal=portal.path),
    )
    return form_route(request, rest, subject=subject)


def may_receive(portal: Portal, form: FormDefinition) -> bool:
    """Whether a form belongs to the portal's owner or to one above it."""
    line = portals().line_of(portal)
    if form.owner_unit_id:
        return any(one.unit_id == form.owner_unit_id for one in line)
    return any(one.agency_id == form.owner_agency_id for one in line) or any(
        agency.pk == form.owner_agency_id for one in line for agency in one.agencies
    )


def _papers(case_type: CaseTypeContent) -> tuple[str, ...]:
    return tuple(
        paper.name
        for paper in case_type.components
        if paper.kind == ComponentKind.PAPER
    )
