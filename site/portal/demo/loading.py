"""The demo's stages in their order; each says how many things it changed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from portal.demo.accounts import load_accounts
from portal.demo.agencies import load_agencies
from portal.demo.catalogue import load_calendar, load_fields, load_units
from portal.demo.documents import load_documents
from portal.demo.dossiers import load_dossiers
from portal.demo.forms import bind_forms, load_forms
from portal.demo.pages import (
    load_form_page,
    load_introductions,
    load_news,
    load_procedure_pages,
)
from portal.demo.portals import load_portals
from portal.demo.procedures import load_local_notes, load_procedures
from portal.demo.progress import Progress


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the demo, in one transaction: all of it is there, or nothing. It makes
    only what is missing, so a run that was stopped is simply started again, and what
    people changed meanwhile stays theirs."""

    label: str
    load: Callable[[Progress], int]


STAGES = (
    Stage("Administrative units", load_units),
    Stage("Work calendar", load_calendar),
    Stage("Fields", load_fields),
    Stage("Agencies", load_agencies),
    Stage("Procedures", load_procedures),
    Stage("Local notes", load_local_notes),
    Stage("Portals", load_portals),
    Stage("Introductions", load_introductions),
    Stage("News, notices, guides", load_news),
    Stage("Documents", load_documents),
    Stage("Pages of procedures", load_procedure_pages),
    Stage("Forms", load_forms),
    Stage("Forms of procedures", bind_forms),
    Stage("Form in a page", load_form_page),
    Stage("Accounts", load_accounts),
    Stage("Dossiers", load_dossiers),
)


def load_demo(progress: Progress) -> dict[str, int]:
    """Load what is missing; how many things each stage changed, by its label."""
    changes: dict[str, int] = {}
    for stage in progress.over(STAGES, "Demo"):
        with transaction.atomic():
            changes[stage.label] = stage.load(progress)
    return changes
