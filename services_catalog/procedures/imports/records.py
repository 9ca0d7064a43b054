"""A procedure as a source tells it: texts as found, nothing interpreted yet."""

from dataclasses import dataclass

TIERS = ("ministry", "province", "district", "commune", "other")


class RecordError(ValueError):
    """A record cannot be used; the message names the field and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePaper:
    name: str
    quantity: str = ""
    case: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    line: int
    code: str
    name: str
    tiers: tuple[str, ...] = ()
    field: str = ""
    agency: str = ""
    audiences: tuple[str, ...] = ()
    steps: str = ""
    papers: tuple[SourcePaper, ...] = ()
    fees: str = ""
    time_limit: str = ""
    result: str = ""
    requirements: str = ""
    legal_bases: tuple[str, ...] = ()
    ministry: str = ""
    decision: str = ""
    source: str = ""
    # 1 to 4 where the list says it, 0 where it does not.
    level: int = 0


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A line that is no record; the others do not suffer from it."""

    line: int
    code: str
    reason: str
