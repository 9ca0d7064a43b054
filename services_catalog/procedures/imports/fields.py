"""Fields of procedures by the names that sources give them, made where missing."""

from collections.abc import Iterable

from services_catalog.fields.models import Field
from services_catalog.units.slugs import folded_slug

# Level 1 of the province, the first part of a field's code (domain 5.4).
DEFAULT_LEVEL_1 = "H57"


def fields_by_name(names: Iterable[str]) -> dict[str, Field]:
    """The field for each name; names that differ in case or marks only are one."""
    known = list(Field.objects.all())
    by_slug = {folded_slug(one.name): one for one in known}
    codes, slugs = {one.code for one in known}, {one.slug for one in known}
    wanted = {name: folded_slug(name) for name in dict.fromkeys(names) if name}
    new: dict[str, Field] = {}
    for name, slug in wanted.items():
        if slug in by_slug or slug in new:
            continue
        new[slug] = Field(
            code=_unused(codes, f"{DEFAULT_LEVEL_1}-{_initials(slug)}"),
            name=name,
            slug=_unused(slugs, slug[:190]),
        )
    created = Field.objects.bulk_create(new.values(), batch_size=200)
    by_slug.update(zip(new, created, strict=True))
    return {name: by_slug[slug] for name, slug in wanted.items()}


def _initials(slug: str) -> str:
    return "".join(word[0] for word in slug.split("-") if word)[:30].upper() or "X"


def _unused(taken: set[str], text: str) -> str:
    candidate, number = text, 2
    while candidate in taken:
        candidate, number = f"{text}-{number}", number + 1
    taken.add(candidate)
    return candidate
