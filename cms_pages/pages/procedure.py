"""A procedure in a portal's frame: the province's page, this portal's desk."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy

from cms_pages.pages.forms import code_of
from cms_pages.pages.offers import (
    Act,
    Others,
    act_of,
    offered_in,
    others_offering,
)
from cms_pages.pages.procedures import live_page_of
from cms_pages.pages.trails import home_link, section_link
from cms_pages.portals.snapshot import Portal
from cms_pages.routing.answering import serve_page
from services_catalog.offerings.models import ServiceLevel
from services_catalog.offerings.services import OfferedProcedure
from services_catalog.procedures.case_types import ComponentKind
from services_catalog.procedures.content import CaseTypeContent, StepContent
from services_catalog.procedures.facts import ProcedureFacts, facts_of
from services_catalog.procedures.models import Audience, Procedure
from services_catalog.procedures.wording import main_fee, main_term
from themes.addresses import address_of
from themes.frame import Link

_WHO = {
    "citizen": gettext_lazy("You"),
    "officer": gettext_lazy("One-stop officer"),
    "agency": gettext_lazy("Deciding agency"),
}


def serve_procedure(
    request: HttpRequest, *, portal: Portal, slug: str
) -> HttpResponseBase:
    """The one page of the procedure, with what this portal's agencies say of it."""
    today = timezone.localdate()
    facts = facts_of(code_of(slug), today)
    if facts is None or facts.slug != slug:
        raise Http404
    procedure = Procedure(pk=facts.procedure_id, code=facts.code)
    found = live_page_of(procedure, facts.version_id, today)
    if found is None:
        raise Http404
    page, is_with_form = found
    view = procedure_view(facts, portal, is_with_form=is_with_form)
    return serve_page(request, page, procedure=view)


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """What the template prints, decided."""

    name: str
    code: str
    lead: str
    level_label: str
    act: Act
    act_rows: tuple[dict[str, Any], ...]
    local_note: str
    papers: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, str], ...]
    facts: tuple[dict[str, str], ...]
    laws: tuple[str, ...]
    others: Others
    is_offered: bool
    canonical_url: str
    trail: tuple[Link, ...]


def procedure_view(
    facts: ProcedureFacts, portal: Portal, *, is_with_form: bool
) -> ProcedureView:
    """The procedure for this portal; where nobody here offers it, who else does."""
    today = timezone.localdate()
    procedure = Procedure(pk=facts.procedure_id, code=facts.code)
    offered = offered_in(procedure, portal, today)
    content = facts.content
    name = _name(facts)
    return ProcedureView(
        name=name,
        code=facts.code,
        lead=content.summary,
        level_label=str(ServiceLevel(offered.level).label) if offered else "",
        act=act_of(offered, procedure, portal, has_form=is_with_form)
        if offered
        else Act(),
        act_rows=_act_rows(facts, offered, portal),
        local_note=offered.local_note.note if offered and offered.local_note else "",
        papers=tuple(
            row for case_type in content.case_types for row in _papers(case_type)
        ),
        steps=tuple(_step(step) for step in content.steps),
        facts=_facts(facts),
        laws=tuple(
            " – ".join(part for part in (one.number, one.title) if part)
            for one in content.legal_bases
        ),
        others=Others() if offered else others_offering(procedure, portal, today),
        is_offered=offered is not None,
        canonical_url=address_of("procedure", facts.code, absolute=True),
        trail=(
            home_link(portal),
            *section_link(portal, "procedureindexpage"),
            Link(name, ""),
        ),
    )


def _name(facts: ProcedureFacts) -> str:
    return (get_language() == "en" and facts.content.name_en) or facts.name


def _act_rows(
    facts: ProcedureFacts, offered: OfferedProcedure | None, portal: Portal
) -> tuple[dict[str, Any], ...]:
    content = facts.content
    rows = [
        ("money", gettext("Fee"), main_fee(content.case_types), ""),
        ("clock", gettext("Time"), main_term(content.case_types), ""),
    ]
    if offered:
        desk, note = offered.agency.desk, offered.local_note
        hours = (note.hours if note else "") or desk.hours or portal.contact.hours
        phone = (note.phone if note else "") or desk.phone or portal.contact.phone
        where = desk.address or portal.contact.address or desk.name
        rows += [
            ("place", gettext("Where"), where, hours),
            ("person", gettext("Ask"), phone, desk.name),
        ]
    return tuple(
        {"icon": icon, "key": key, "value": value, "note": note}
        for icon, key, value, note in rows
        if value
    )


def _papers(case_type: CaseTypeContent) -> list[dict[str, Any]]:
    return [
        {
            "text": paper.name,
            "note": paper.note or paper.group,
            "copies": _copies(paper.originals, paper.copies),
            "required": paper.is_required,
            "url": "",
            "link_label": "",
        }
        for paper in case_type.components
        if paper.kind == ComponentKind.PAPER
    ]


def _copies(originals: int, copies: int) -> str:
    said = []
    if originals:
        said.append(gettext("originals: %(count)d") % {"count": originals})
    if copies:
        said.append(gettext("copies: %(count)d") % {"count": copies})
    return ", ".join(said)


def _step(step: StepContent) -> dict[str, str]:
    return {
        "title": step.title,
        "text": step.text,
        "who": str(_WHO.get(step.who, step.who)),
        "duration": step.duration,
    }


def _facts(facts: ProcedureFacts) -> tuple[dict[str, str], ...]:
    content = facts.content
    audiences = [
        str(Audience(one).label) for one in content.audiences if one in Audience.values
    ]
    rows = (
        (gettext("National code"), facts.code),
        (gettext("Field"), facts.field.name if facts.field else ""),
        (gettext("For whom"), ", ".join(audiences)),
        (gettext("Result"), content.result),
        (gettext("Conditions"), content.conditions),
        (gettext("Who decides"), content.authority),
        (gettext("Published by decision"), content.decision),
    )
    return tuple({"key": key, "value": value} for key, value in rows if value)
