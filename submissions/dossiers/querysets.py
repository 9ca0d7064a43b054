"""Reads of dossiers; the register of the staff, never the public index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from services_catalog.agencies.models import Agency


class DossierQuerySet(models.QuerySet["Dossier"]):
    def of_agencies(self, agencies: Iterable[Agency]) -> Self:
        """What these agencies received or decide."""
        ids = [agency.pk for agency in agencies]
        return self.filter(Q(receiving_agency__in=ids) | Q(competent_agency__in=ids))

    def of_citizen(self, user: Any) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()
