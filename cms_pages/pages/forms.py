"""Forms as portals mount them: a procedure's own, and forms without a procedure."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms_pages.pages.offers import offered_in
from cms_pages.portals.snapshot import Portal, portals
from services_catalog.procedures.facts import ProcedureFacts, facts_of
from services_catalog.procedures.models import Procedure, ProcedureVersion
from submissions.forms.models import CaseTypeForm, FormDefinition
from submissions.forms.routes import form_route
from submissions.forms.subject import FormSubject
from themes.addresses import address_of


def code_of(slug: str) -> str:
    """`1.001193` of the address `1-001193`."""
    return slug.replace("-", ".", 1)


def form_of(facts: ProcedureFacts) -> CaseTypeForm | None:
    """The form of the first case type that has one; one query."""
    keys = [case_type.pk for case_type in facts.content.case_types]
    links = CaseTypeForm.objects.filter(case_type__in=keys, definition__live=True)
    return (
        links.select_related("definition", "case_type")
        .order_by("case_type__order", "case_type")
        .first()
    )


def serve_procedure_form(
    request: HttpRequest, *, portal: Portal, slug: str, rest: str
) -> HttpResponseBase:
    """The form of a procedure, as this portal's agencies receive it."""
    today = timezone.localdate()
    facts = facts_of(code_of(slug), today)
    link = form_of(facts) if facts else None
    if facts is None or link is None:
        raise Http404
    procedure = Procedure(pk=facts.procedure_id, code=facts.code)
    offered = offered_in(procedure, portal, today)
    if offered is None:
        raise Http404
    subject = FormSubject(
        definition=link.definition,
        agency=offered.agency,
        portal_path=portal.path,
        base_url=address_of("procedure_form", facts.code, portal=portal.path),
        title=facts.name,
        back_url=address_of("procedure", facts.code, portal=portal.path),
        procedure_version=ProcedureVersion.objects.get(pk=facts.version_id),
        case_type=link.case_type,
        level=offered.level,
        channel=offered.intake_channel,
        needs=_papers(facts),
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
        title=form.title,
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


def _papers(facts: ProcedureFacts) -> tuple[str, ...]:
    first = facts.content.case_types[:1]
    return tuple(
        paper.name
        for case_type in first
        for paper in case_type.components
        if paper.kind == "paper"
    )
