"""The legal kind of a unit, read from its Vietnamese name and its tier."""

import unicodedata
from dataclasses import dataclass

from services_catalog.units.models import Tier, UnitKind

# Longest first: "Thị trấn" and "Thị xã" before nothing that begins alike.
_PREFIXES: tuple[tuple[str, dict[str, UnitKind]], ...] = (
    ("Thành phố", {Tier.PROVINCE: UnitKind.CENTRAL_CITY, Tier.DISTRICT: UnitKind.CITY}),
    ("Thị trấn", {Tier.COMMUNE: UnitKind.TOWNSHIP}),
    ("Đặc khu", {Tier.COMMUNE: UnitKind.SPECIAL_ZONE}),
    ("Thị xã", {Tier.DISTRICT: UnitKind.TOWN}),
    ("Phường", {Tier.COMMUNE: UnitKind.WARD}),
    ("Huyện", {Tier.DISTRICT: UnitKind.RURAL_DISTRICT}),
    ("Quận", {Tier.DISTRICT: UnitKind.URBAN_DISTRICT}),
    ("Tỉnh", {Tier.PROVINCE: UnitKind.PROVINCE}),
    ("Xã", {Tier.COMMUNE: UnitKind.COMMUNE}),
)
# As the clerks' lists write the kind in a column of its own.
_WRITTEN = {
    "tinh": UnitKind.PROVINCE,
    "huyen": UnitKind.RURAL_DISTRICT,
    "quan": UnitKind.URBAN_DISTRICT,
    "thi_xa": UnitKind.TOWN,
    "phuong": UnitKind.WARD,
    "xa": UnitKind.COMMUNE,
    "thi_tran": UnitKind.TOWNSHIP,
    "dac_khu": UnitKind.SPECIAL_ZONE,
}


class UnknownKindError(ValueError):
    """Neither the name nor the kind column says what the unit is."""


@dataclass(frozen=True, slots=True)
class NamedKind:
    kind: UnitKind
    bare_name: str


def split_name(name: str, tier: str) -> NamedKind | None:
    """The kind that a name begins with and the rest of it, if that kind has this tier.

    Only one prefix is taken: "Phường Phường Đúc" is the ward called Phường Đúc.
    """
    for prefix, kinds in _PREFIXES:
        if name.startswith(f"{prefix} ") and tier in kinds:
            return NamedKind(kinds[Tier(tier)], name.removeprefix(prefix).strip())
    return None


def kind_of(name: str, tier: str, written: str = "") -> UnitKind:
    """The kind as written in a list, else as the name says it."""
    written = written.strip()
    if written in UnitKind.values:
        return UnitKind(written)
    if written == "thanh_pho":
        return UnitKind.CENTRAL_CITY if tier == Tier.PROVINCE else UnitKind.CITY
    if written:
        try:
            return _WRITTEN[written]
        except KeyError:
            message = f"The kind {written!r} is not known."
            raise UnknownKindError(message) from None
    if named := split_name(unicodedata.normalize("NFC", name), tier):
        return named.kind
    message = f"{name!r} does not begin with a kind of the tier {tier!r}."
    raise UnknownKindError(message)
