"""The offerings of one procedure with what some agencies say of them, in one query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, DateField, FilteredRelation, Q

from services_catalog.offerings.models import LocalNote, Offering, OfferingException
from services_catalog.prepared import (
    Asked,
    Question,
    among_asked,
    columns_of,
    instance_of,
)
from services_catalog.validity import in_force


@dataclass(frozen=True, slots=True)
class OfferedRows:
    """Offerings in force; exceptions by offering and agency, notes by agency."""

    offerings: tuple[Offering, ...]
    exceptions: Mapping[tuple[int, int], OfferingException]
    notes: Mapping[int, LocalNote]


def offered_rows(procedure: int, agencies: Collection[int], on: date) -> OfferedRows:
    """A procedure has a handful of offerings: reading them all costs less than to ask
    the database which of them cover these agencies."""
    rows = _question.ask(procedure=procedure, agencies=agencies, on=on)
    offerings: dict[int, Offering] = {}
    exceptions: dict[tuple[int, int], OfferingException] = {}
    notes: dict[int, LocalNote] = {}
    for row in rows:
        offering = offerings.setdefault(row[0], instance_of(Offering, row[_OFFERING]))
        if row[_EXCEPTION.start] is not None:
            exception = instance_of(OfferingException, row[_EXCEPTION])
            exceptions[offering.pk, exception.agency_id] = exception
        if row[_NOTE.start] is not None:
            note = instance_of(LocalNote, row[_NOTE])
            notes[note.agency_id] = note
    return OfferedRows(tuple(offerings.values()), exceptions, notes)


_OFFERING = slice(0, len(columns_of(Offering)))
_EXCEPTION = slice(_OFFERING.stop, _OFFERING.stop + len(columns_of(OfferingException)))
_NOTE = slice(_EXCEPTION.stop, _EXCEPTION.stop + len(columns_of(LocalNote)))


def _compose() -> models.QuerySet[Any, Any]:
    exception = among_asked("agencies", "exceptions__agency")
    note = among_asked("agencies", "procedure__local_notes__agency")
    rows: models.QuerySet[Any, Any] = (
        Offering.objects.filter(
            in_force(Asked("on", DateField())),
            procedure=Asked("procedure", BigIntegerField()),
        )
        .annotate(
            exception=FilteredRelation("exceptions", condition=Q(exception)),
            note=FilteredRelation("procedure__local_notes", condition=Q(note)),
        )
        .order_by("tier", "id")
        .values_list(
            *columns_of(Offering),
            *columns_of(OfferingException, "exception__"),
            *columns_of(LocalNote, "note__"),
        )
    )
    return rows


_question = Question(Offering, _compose)
