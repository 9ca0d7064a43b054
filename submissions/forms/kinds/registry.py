"""All kinds of fields, found by their files."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from submissions.forms import kinds
from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.base import Kind

# The order in which editors see them: the everyday ones first.
_FIRST = ("text", "long_text", "number", "date", "choice", "yes_no")


@lru_cache(maxsize=1)
def all_kinds() -> Mapping[str, Kind]:
    """Kinds by name."""
    modules = (
        import_module(f"{kinds.__name__}.{found.name}")
        for found in iter_modules(kinds.__path__)
    )
    by_name: dict[str, Kind] = {
        module.KIND.name: module.KIND for module in modules if hasattr(module, "KIND")
    }
    rest = sorted(name for name in by_name if name not in _FIRST)
    return {name: by_name[name] for name in (*_FIRST, *rest)}


def kind_of(name: str) -> Kind:
    return all_kinds()[name]


def questions(fields: Iterable[CompiledField]) -> tuple[CompiledField, ...]:
    """Those that ask something, without what only shows something."""
    return tuple(field for field in fields if kind_of(field.kind).asks)
