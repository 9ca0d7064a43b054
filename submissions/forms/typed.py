"""Cleaning of what was typed: one spelling of a text, no invisible characters."""

import re
import unicodedata
from typing import Any

# Controls, line separators, bidirectional overrides, zero-width marks and lone
# surrogates: invisible to the officer who reads, refused or mangled by databases.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)


def one_line(raw: Any) -> str:
    """NFC, invisible characters dropped, runs of white space made one blank."""
    return " ".join(lines(raw).split())


def lines(raw: Any) -> str:
    """As `one_line`, but the breaks between lines are kept as typed."""
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def storable(raw: Any) -> Any:
    """The same JSON, its texts fit for any database: what was typed wrongly is kept."""
    if isinstance(raw, str):
        return lines(raw)
    if isinstance(raw, dict):
        return {lines(key): storable(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [storable(value) for value in raw]
    return raw
