"""Electronic identifiers of agencies (Decision 20/2020/QĐ-TTg), pure.

Canonical order reads from level 1 down: `H57.12`. Circular 10/2016 wrote it the other
way round with every level filled, `000.00.12.H57`; papers of that time stay valid, so
both are read and both can be printed.
"""

import re

MAX_CHARACTERS = 35
_GROUP = re.compile(r"[A-Z0-9]+")
_LEVEL_1 = re.compile(r"[A-Y]\d{2}")
_OTHER_BODY = re.compile(r"Z\d{2}(\.[A-Z0-9]+)*")
_ZEROS = re.compile(r"0+")
# Digits of levels 4, 3 and 2 when a level is not there (Circular 10/2016).
_EMPTY = ("000", "00", "00")


class IdentifierError(ValueError):
    """The text is no electronic identifier of an agency."""


def canonical(text: str) -> str:
    """The identifier from level 1 down, without empty levels, from either order.

    Small letters, spaces and stray dots are forgiven; anything else is refused.
    """
    groups = [group for group in "".join(text.upper().split()).split(".") if group]
    if not groups or not all(_GROUP.fullmatch(group) for group in groups):
        message = f"{text!r} is not made of groups of A-Z and 0-9 between dots."
        raise IdentifierError(message)
    if not _begins(groups[0]) and _begins(groups[-1]):
        groups.reverse()
    if not _begins(groups[0]):
        message = f"{text!r} names no level 1, such as H57."
        raise IdentifierError(message)
    while len(groups) > 1 and _ZEROS.fullmatch(groups[-1]):
        groups.pop()
    joined = ".".join(groups)
    if len(joined) > MAX_CHARACTERS:
        message = f"{text!r} is longer than {MAX_CHARACTERS} characters."
        raise IdentifierError(message)
    return joined


def _begins(group: str) -> bool:
    return bool(_LEVEL_1.fullmatch(group) or _OTHER_BODY.fullmatch(group))


def older_order(identifier: str) -> str:
    """The same as Circular 10/2016 printed it: `H57.31.05` is `000.05.31.H57`."""
    groups = canonical(identifier).split(".")
    if len(groups) > 4:
        message = f"{identifier!r} has more levels than the older order knows."
        raise IdentifierError(message)
    missing = 4 - len(groups)
    return ".".join([*_EMPTY[:missing], *reversed(groups)])


def level_1(identifier: str) -> str:
    """The province or ministry that it belongs to: `H57`."""
    return canonical(identifier).split(".")[0]
