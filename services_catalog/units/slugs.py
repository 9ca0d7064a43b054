"""Segments of addresses: the name without its kind, folded (architecture 11)."""

from collections import Counter
from collections.abc import Iterable

from django.utils.text import slugify

from services_catalog.units.kinds import split_name
from services_catalog.units.models import AdminUnit


def bare_name(unit: AdminUnit) -> str:
    """`Phú Bài` of `Phường Phú Bài`."""
    named = split_name(unit.name, unit.tier)
    return named.bare_name if named else unit.name


def folded_slug(text: str) -> str:
    """Any Vietnamese text as a segment: `Đường Hòa Bình` is `duong-hoa-binh`."""
    # slugify drops what NFKD cannot split, and đ is a letter of its own.
    return slugify(text.replace("đ", "d").replace("Đ", "D"))


def unit_slugs(units: Iterable[AdminUnit]) -> dict[int, str]:
    """Every unit's segment by its key; siblings that fold alike carry their code."""
    by_unit = {unit.pk: (unit, folded_slug(bare_name(unit))) for unit in units}
    alike = Counter((unit.parent_id, slug) for unit, slug in by_unit.values())
    return {
        pk: f"{slug}-{unit.code}" if alike[unit.parent_id, slug] > 1 else slug
        for pk, (unit, slug) in by_unit.items()
    }
