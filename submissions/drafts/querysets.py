"""Reads of drafts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    # Named in annotations only: the model imports this module.
    from submissions.drafts.models import Draft  # noqa: F401


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self, at: datetime) -> Self:
        """Drafts that have not expired."""
        return self.filter(expires_at__gt=at)

    def expired(self, at: datetime) -> Self:
        return self.filter(expires_at__lte=at)

    def ending(self, at: datetime, before: timedelta) -> Self:
        """Open drafts that end within this time and whose owners do not know it."""
        soon = self.open(at).filter(expires_at__lte=at + before)
        return soon.filter(warned_at=None)

    def of(self, user: Any) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def with_subject(self) -> Self:
        """All that a form's page says of what the draft is for, in the same query."""
        return self.select_related(
            "form_version__definition",
            "procedure_version__procedure",
            "case_type",
            "agency",
        )
