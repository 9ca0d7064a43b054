"""Reads of drafts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    pass


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self, at: datetime) -> Self:
        """Drafts that have not expired."""
        return self.filter(expires_at__gt=at)

    def of(self, user: Any) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()
