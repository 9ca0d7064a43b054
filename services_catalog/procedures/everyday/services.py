"""Filling in everyday phrases where nobody wrote any; the index hears of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from services_catalog.procedures.content import content_of
from services_catalog.procedures.everyday.reading import Everyday
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.rows import BATCH
from services_catalog.procedures.services import enqueue_procedures


@dataclass(frozen=True, slots=True)
class Filled:
    """National codes of the procedures that got phrases, and popularity with them."""

    phrases: frozenset[str] = frozenset()
    popularity: frozenset[str] = frozenset()


@transaction.atomic
def fill_phrases(
    told: Mapping[str, Everyday],
    *,
    on: date,
    codes: Collection[str] | None = None,
    dry_run: bool = False,
) -> Filled:
    """Give phrases to the versions, in force that day or to come, that have none.

    Phrases are for searching and no part of what the law says, so a version is filled
    where it stands and no new one begins. Whoever wrote phrases keeps them and the
    popularity; where there are none, a popularity that somebody set stays as well.
    """
    wanted = told.keys() if codes is None else told.keys() & set(codes)
    empty = ProcedureVersion.objects.not_ended(on).filter(
        phrases=[], procedure__code__in=wanted
    )
    # Locked rows are judged again once the lock is had: an editor's words come first.
    keys = list(empty.select_for_update().values_list("pk", flat=True))
    procedures: dict[int, Procedure] = {}
    for start in range(0, len(keys), BATCH):
        versions = list(
            ProcedureVersion.objects.with_facts().filter(
                pk__in=keys[start : start + BATCH]
            )
        )
        for version in versions:
            phrases = told[version.procedure.code].phrases
            content = replace(content_of(version), phrases=phrases)
            version.phrases = list(phrases)
            version.content_hash = content.content_hash()
            procedures[version.procedure_id] = version.procedure
        ProcedureVersion.objects.bulk_update(versions, ["phrases", "content_hash"])
    unset = [one for one in procedures.values() if one.popularity == 0]
    for procedure in unset:
        procedure.popularity = told[procedure.code].popularity
    Procedure.objects.bulk_update(unset, ["popularity"], batch_size=BATCH)
    enqueue_procedures(procedures.values())
    if dry_run:
        transaction.set_rollback(True)
    return Filled(
        phrases=frozenset(one.code for one in procedures.values()),
        popularity=frozenset(one.code for one in unset),
    )
