"""Dossier codes (mã hồ sơ): read in every pattern of the law, issued in today's."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime


class CodeNotReadableError(ValueError):
    """What was typed is not a dossier code in any pattern."""


@dataclass(frozen=True, slots=True)
class CodeRule:
    """How codes are written from a day on, with its source.

    `is_reversed`: the identifier's lowest level first, padded to four groups.
    """

    valid_from: date
    source: str
    is_reversed: bool = False


# The prefix is the receiving agency's identifier; the digits of a centrally built
# national service (Circular 4/2025/TT-VPCP) are issued there and only read here.
RULES: tuple[CodeRule, ...] = (
    CodeRule(date(2018, 1, 1), "Circular 01/2018/TT-VPCP art. 19", is_reversed=True),
    CodeRule(date(2021, 1, 1), "Decision 20/2020/QĐ-TTg"),
    CodeRule(date(2025, 9, 15), "Circular 03/2025/TT-VPCP art. 13"),
)

_CODE = re.compile(
    r"(?P<identifier>[A-Z0-9]+(?:\.[A-Z0-9]+)*)-(?P<day>\d{6})-(?P<number>\d{4,12})"
)
_LEVEL_ONE = re.compile(r"[A-Z]\d\d")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A code taken apart; the identifier in canonical order, highest level first.

    `system` holds the two digits of a centrally built system, else "".
    """

    text: str
    identifier: str
    day: date
    number: int
    system: str = ""


def normalised(typed: str) -> str:
    """Upper case, plain hyphens, no spaces: in these, what people type differs."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST])
    return _DASHES.sub("-", "".join(text.split())).upper()


def parse_code(typed: str) -> DossierCode:
    """Read a code in any of the four patterns."""
    text = normalised(typed)
    found = _CODE.fullmatch(text)
    if found is None:
        raise CodeNotReadableError(text)
    try:
        day = datetime.strptime(found["day"], "%y%m%d").date()  # noqa: DTZ007
    except ValueError as error:
        raise CodeNotReadableError(text) from error
    identifier = canonical_identifier(found["identifier"])
    system, number = _system_and_number(identifier, found["number"])
    return DossierCode(text, identifier, day, int(number), system)


def canonical_identifier(identifier: str) -> str:
    """`000.00.12.H57` (Circular 10/2016, lowest level first) is `H57.12`."""
    groups = identifier.split(".")
    is_reversed = _LEVEL_ONE.fullmatch(groups[-1]) and not _LEVEL_ONE.fullmatch(
        groups[0]
    )
    if len(groups) < 2 or not is_reversed:
        return identifier
    kept = [group for group in reversed(groups) if group.strip("0")]
    return ".".join(kept)


def reversed_identifier(identifier: str) -> str:
    """The four groups of Circular 10/2016: `H57.12` is `000.00.12.H57`."""
    groups = identifier.split(".")
    padded = [*groups, *["00", "00", "000"][len(groups) - 1 :]]
    return ".".join(reversed(padded))


def _system_and_number(identifier: str, digits: str) -> tuple[str, str]:
    is_central = identifier.count(".") == 2 and len(digits) >= 6
    return (digits[:2], digits[2:]) if is_central else ("", digits)


def rule_on(day: date) -> CodeRule:
    in_force = [rule for rule in RULES if rule.valid_from <= day]
    return in_force[-1] if in_force else RULES[0]


def format_code(identifier: str, day: date, number: int) -> str:
    """At least four digits, more after 9999 in one day."""
    if rule_on(day).is_reversed:
        identifier = reversed_identifier(identifier)
    return f"{identifier}-{day:%y%m%d}-{number:04}"
