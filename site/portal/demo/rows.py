"""Writing a row only if it is new or says something else: a second run is free."""

from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def enter(
    model: type[M], identity: dict[str, Any], values: dict[str, Any]
) -> tuple[M, bool]:
    """Make the row with this identity say these values; and whether that was new."""
    found = model._default_manager.filter(**identity).first()
    if found is None:
        row = model(**identity, **values)
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        return row, True
    changed = [name for name, value in values.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, values[name])
    if changed:
        found.full_clean(validate_unique=False, validate_constraints=False)
        found.save(update_fields=changed)
    return found, bool(changed)
