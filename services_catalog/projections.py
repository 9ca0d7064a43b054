"""What the public index holds of a procedure; no projection of anything else here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation

from search.labels import register_labels
from search.places import register_places
from search.registry import Projection, SearchRecord, register_projection
from services_catalog.offerings.models import Offering, ServiceLevel
from services_catalog.offerings.scopes import scopes_of_offerings
from services_catalog.procedures.content import VersionContent, content_of
from services_catalog.procedures.models import (
    Audience,
    Procedure,
    ProcedureVersion,
)
from services_catalog.procedures.wording import main_fee, main_term
from services_catalog.units.models import AdminUnit
from services_catalog.validity import in_force

CHUNK = 200
# The tier of what a ministry or another central body decides.
NOT_OF_THE_PROVINCE = "ministry"


@dataclass(frozen=True, slots=True)
class IndexedProcedure:
    """A procedure with the version that is in force, or the next one to be."""

    procedure: Procedure
    version: ProcedureVersion
    content: VersionContent
    offerings: tuple[Offering, ...]


def project(indexed: IndexedProcedure) -> SearchRecord:
    """Who offers it says in which portals it is found. What nobody here offers (a
    ministry does) is found in the whole province only: people ask for it as well, and
    its page says who decides."""
    procedure, content = indexed.procedure, indexed.content
    tokens = scopes_of_offerings(indexed.offerings)
    tiers = {one.agency.tier if one.agency else one.tier for one in indexed.offerings}
    best = max(indexed.offerings, key=lambda one: one.level, default=None)
    # Both languages of the portal, whichever is spoken where the rebuild runs.
    fee, term = _fee_and_term(content, settings.LANGUAGE_CODE)
    fee_en, term_en = _fee_and_term(content, "en")
    return SearchRecord(
        type="procedure",
        key=procedure.code,
        code=procedure.code,
        title=content.name,
        title_en=content.name_en,
        summary=content.summary,
        body=_body(content),
        phrases=content.phrases,
        scopes=tokens.scopes,
        excluded=tokens.excluded,
        tiers=tuple(sorted(tiers)) or (NOT_OF_THE_PROVINCE,),
        units=tuple(
            sorted({one.agency.unit.code for one in indexed.offerings if one.agency})
        ),
        field=procedure.field.slug if procedure.field else "",
        field_name=procedure.field.name if procedure.field else "",
        field_name_en=procedure.field.name_en if procedure.field else "",
        level=str(best.level) if best else str(ServiceLevel.INFORMATION.value),
        audiences=content.audiences,
        agency=content.authority,
        channel=best.intake_channel if best else "",
        fee=fee,
        fee_en=fee_en,
        term=term,
        term_en=term_en,
        popularity=procedure.popularity,
        valid_from=indexed.version.valid_from,
        valid_to=indexed.version.valid_to,
    )


def _fee_and_term(content: VersionContent, language: str) -> tuple[str, str]:
    """As a result says them; the source's own words stay as they are."""
    with translation.override(language):
        return main_fee(content.case_types), main_term(content.case_types)


def _body(content: VersionContent) -> str:
    """What else people look for: the result, the papers, the conditions."""
    papers = (paper.name for one in content.case_types for paper in one.components)
    steps = (f"{step.title} {step.text}" for step in content.steps)
    parts = [content.result, *papers, content.conditions, *steps]
    return "\n".join(part.strip() for part in parts if part.strip())


def load(code: str) -> IndexedProcedure | None:
    found = _indexed(list(Procedure.objects.filter(code=code)))
    return found[0] if found else None


def stream() -> Iterator[IndexedProcedure]:
    """Every procedure, some hundred at a time, in a fixed number of queries a time."""
    last = ""
    while some := list(Procedure.objects.filter(code__gt=last)[:CHUNK]):
        yield from _indexed(some)
        last = some[-1].code


def _indexed(procedures: Sequence[Procedure]) -> list[IndexedProcedure]:
    today = timezone.localdate()
    offerings = (
        Offering.objects.filter(in_force(today))
        .select_related("agency__unit")
        .prefetch_related("exceptions__agency")
    )
    versions = (
        ProcedureVersion.objects.filter(procedure__in=procedures)
        .not_ended(today)
        .with_facts()
        .prefetch_related(Prefetch("procedure__offerings", offerings, "in_force"))
        .order_by("valid_from")
    )
    chosen: dict[int, ProcedureVersion] = {}
    for version in versions:
        chosen.setdefault(version.procedure_id, version)
    return [
        IndexedProcedure(
            version.procedure,
            version,
            content_of(version),
            tuple(version.procedure.in_force),  # type: ignore[attr-defined]  # by Prefetch
        )
        for version in chosen.values()
    ]


def register() -> None:
    register_labels("audience", _audience_labels)
    register_places(_names_of_units)
    register_projection(
        Projection(
            type="procedure",
            model=Procedure,
            key_of=_code,
            load=load,
            project=project,
            stream=stream,
        )
    )


def _code(procedure: Procedure) -> str:
    return procedure.code


def _names_of_units() -> list[str]:
    """As they are and were called: people know a commune by its old name."""
    return list(AdminUnit.objects.values_list("name", flat=True).distinct())


def _audience_labels(_values: Iterable[str]) -> dict[str, str]:
    return {audience.value: str(audience.label) for audience in Audience}
