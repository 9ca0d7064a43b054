"""Reads of dossiers; the register of the staff, never the public index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from submissions.clock.working_hours import ZONE
from submissions.dossiers.codes import CodeNotReadableError, parse_code
from submissions.dossiers.lifecycle import CLOSED, DossierStatus
from submissions.dossiers.person_index import person_indexes
from submissions.receipts.tokens import receipt_hash_of

if TYPE_CHECKING:
    from services_catalog.agencies.models import Agency
    from submissions.dossiers.models import Dossier  # noqa: F401  # of the base class

# While these, nobody is late: the citizen or nobody is waited for.
NOT_RUNNING = CLOSED | {
    DossierStatus.SUPPLEMENT,
    DossierStatus.FINANCIAL,
    DossierStatus.STOPPED,
    DossierStatus.RESOLVED,
}


class DossierQuerySet(models.QuerySet["Dossier"]):
    def of_agencies(self, agencies: Iterable[Agency]) -> Self:
        """What these agencies received or decide."""
        ids = [agency.pk for agency in agencies]
        return self.filter(Q(receiving_agency__in=ids) | Q(competent_agency__in=ids))

    def of_citizen(self, user: Any) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def with_receipt(self, token: str) -> Self:
        """The one dossier whose receipt bears this secret."""
        return self.filter(receipt_hash=receipt_hash_of(token))

    def with_code(self, typed: str) -> Self:
        """The dossier of a code as people type it; none for what is no code."""
        try:
            return self.filter(code=parse_code(typed).text)
        except CodeNotReadableError:
            return self.none()

    def of_person(self, person_id: str) -> Self:
        """Dossiers whose owner has exactly this personal number."""
        return self.filter(owner_id_index__in=person_indexes(person_id))

    def open(self) -> Self:
        """Dossiers that somebody still has to do something about."""
        return self.exclude(status__in=CLOSED)

    def overdue(self, at: datetime) -> Self:
        """Running dossiers past their day; late is judged by date."""
        return self._due_before(_midnight(at))

    def due_soon(self, at: datetime, days: int = 3) -> Self:
        """Running dossiers that are due today or on one of the next days."""
        end = _midnight(at) + timedelta(days=days + 1)
        late = self._due_before(_midnight(at)).values("pk")
        return self._due_before(end).exclude(pk__in=late)

    def by_urgency(self) -> Self:
        """What is due first, first; what has no day, last."""
        due = models.Case(
            models.When(status=DossierStatus.SUBMITTED, then="accept_by"),
            default="due_at",
        )
        return self.order_by(due.asc(nulls_last=True), "submitted_at", "pk")

    def with_facts(self) -> Self:
        """What lists and pages print, in one query."""
        return self.select_related(
            "procedure_version__procedure",
            "form_version__definition",
            "case_type",
            "receiving_agency",
            "competent_agency",
            "holder",
        ).annotate(has_record=Q(record__isnull=False))

    def _due_before(self, moment: datetime) -> Self:
        waiting = Q(status=DossierStatus.SUBMITTED, accept_by__lt=moment)
        running = Q(due_at__lt=moment) & ~Q(status__in=NOT_RUNNING)
        return self.filter(waiting | running)


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(ZONE).date(), datetime.min.time(), ZONE)
