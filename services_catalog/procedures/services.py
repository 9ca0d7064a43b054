"""Publishing and ending procedures; the index hears of it in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from search.indexing import enqueue_keys
from services_catalog.offerings.models import Offering
from services_catalog.procedures.content import VersionContent, content_of
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.rows import (
    BATCH,
    new_version,
    rewrite_children,
    version_values,
    write_children,
)
from services_catalog.validity import in_force

_T = TypeVar("_T")


@dataclass(slots=True)
class _Draft:
    procedure: Procedure
    content: VersionContent
    content_hash: str
    before: ProcedureVersion | None
    next_from: date | None


def publish_version(
    *, procedure: Procedure, content: VersionContent, valid_from: date
) -> ProcedureVersion:
    """Say from a day on what the procedure says; the version before ends that day.

    The same content again changes nothing and returns the version in force. Content for
    a day on which a version begins already corrects that version.
    """
    return publish_versions([(procedure, content)], valid_from=valid_from)[0]


@transaction.atomic
def publish_versions(
    pairs: Sequence[tuple[Procedure, VersionContent]], *, valid_from: date
) -> list[ProcedureVersion]:
    """The same for many procedures, in a number of queries that does not grow with
    them (corrections apart); versions in the order given."""
    drafts = _drafts(pairs, valid_from)
    made: dict[int, ProcedureVersion] = {}
    opened: list[tuple[ProcedureVersion, VersionContent]] = []
    for draft in drafts:
        before = draft.before
        if before and before.content_hash == draft.content_hash:
            version = before
        elif before and before.valid_from == valid_from:
            version = _correct(before, draft)
        else:
            version = new_version(draft.procedure, draft.content, draft.content_hash)
            version.valid_from = valid_from
            version.valid_to = before.valid_to if before else draft.next_from
            opened.append((version, draft.content))
        made[draft.procedure.pk] = version
    _close([d for d in drafts if made[d.procedure.pk] is not d.before], valid_from)
    ProcedureVersion.objects.bulk_create(
        (version for version, _content in opened), batch_size=BATCH
    )
    write_children(opened)
    enqueue_procedures(draft.procedure for draft in drafts)
    return [made[procedure.pk] for procedure, _content in pairs]


def _drafts(
    pairs: Sequence[tuple[Procedure, VersionContent]], day: date
) -> list[_Draft]:
    before: dict[int, ProcedureVersion] = {}
    next_from: dict[int, date] = {}
    keys = [procedure.pk for procedure, _content in pairs]
    for some in _chunks(keys, BATCH):
        # The lock serialises two publications of the same procedure on PostgreSQL.
        list(Procedure.objects.select_for_update().filter(pk__in=some).values("pk"))
        for version in ProcedureVersion.objects.filter(procedure__in=some):
            if version.is_in_force(day):
                before[version.procedure_id] = version
            elif version.valid_from > day:
                known = next_from.get(version.procedure_id, version.valid_from)
                next_from[version.procedure_id] = min(known, version.valid_from)
    return [
        _Draft(
            procedure,
            content,
            content.content_hash(),
            before.get(procedure.pk),
            next_from.get(procedure.pk),
        )
        for procedure, content in pairs
    ]


def _close(drafts: Iterable[_Draft], day: date) -> None:
    ending = [draft.before for draft in drafts if draft.before]
    for version in ending:
        version.valid_to = day
    ProcedureVersion.objects.bulk_update(ending, ["valid_to"], batch_size=BATCH)


def _correct(version: ProcedureVersion, draft: _Draft) -> ProcedureVersion:
    for name, value in version_values(draft.content).items():
        setattr(version, name, value)
    version.content_hash = draft.content_hash
    version.save()
    rewrite_children(version, draft.content)
    return version


@transaction.atomic
def refresh_hash(version: ProcedureVersion) -> None:
    """After somebody edited a version's rows: snapshots and the index follow."""
    fresh = ProcedureVersion.objects.with_facts().get(pk=version.pk)
    version.content_hash = content_of(fresh).content_hash()
    ProcedureVersion.objects.filter(pk=version.pk).update(
        content_hash=version.content_hash
    )
    enqueue_procedures([fresh.procedure])


@transaction.atomic
def adopt_version(version: ProcedureVersion) -> None:
    """After a version was written by hand: the one before ends where it begins."""
    ProcedureVersion.objects.filter(
        in_force(version.valid_from),
        procedure=version.procedure_id,
        valid_from__lt=version.valid_from,
    ).exclude(pk=version.pk).update(valid_to=version.valid_from)
    refresh_hash(version)


@transaction.atomic
def end_procedure(procedure: Procedure, *, on: date) -> None:
    """Abolish a procedure; `on` is the first day without it. Its record stays."""
    _end([procedure], on)


@transaction.atomic
def end_procedures(procedures: Sequence[Procedure], *, on: date) -> None:
    """The same for many."""
    for some in _chunks(procedures, BATCH):
        _end(some, on)


def _end(procedures: Sequence[Procedure], on: date) -> None:
    versions = ProcedureVersion.objects.filter(in_force(on), procedure__in=procedures)
    if versions.filter(valid_from=on).exists():
        raise ValidationError(
            {"valid_to": _("A procedure ends after the day on which it began.")}
        )
    versions.update(valid_to=on)
    offerings = Offering.objects.filter(in_force(on), procedure__in=procedures)
    offerings.filter(valid_from__lt=on).update(valid_to=on)
    enqueue_procedures(procedures)


def enqueue_procedures(procedures: Iterable[Procedure]) -> None:
    """Have the index read these procedures again once the transaction commits."""
    enqueue_keys("procedure", [procedure.code for procedure in procedures])


def _chunks(items: Sequence[_T], size: int) -> Iterable[Sequence[_T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
