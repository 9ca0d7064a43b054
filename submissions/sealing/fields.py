"""Model fields whose column holds only sealed text."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from submissions.sealing.key_ring import key_ring


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that the database never sees; empty stays empty. It cannot be filtered on:
    keep a blind index beside it where equality must be found."""

    @property
    def _context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, *_args: object) -> str | None:
        return key_ring().unseal(value, self._context) if value else value

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return key_ring().seal(text, self._context) if text else text

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class SealedJSONField(SealedTextField):
    """JSON, sealed as a whole."""

    def from_db_value(self, value: str | None, *args: object) -> Any:
        text = super().from_db_value(value, *args)
        return json.loads(text) if text else {}

    def get_prep_value(self, value: Any) -> Any:
        if value in (None, "", {}):
            return ""
        return super().get_prep_value(
            json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
        )

    def to_python(self, value: Any) -> Any:
        return value
