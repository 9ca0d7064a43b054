"""The words of a rule as people write it, in Vietnamese or English."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

TokenKind = Literal["name", "text", "number", "date", "word", "sign", "end"]

# Every word of the language with all its spellings; the longest is read first.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "and": ("and", "và"),
    "or": ("or", "hoặc"),
    "not": ("not", "không phải", "chưa"),
    "yes": ("yes", "có"),
    "no": ("no", "không"),
    "today": ("today", "hôm nay"),
    "day": ("days", "day", "ngày"),
    "month": ("months", "month", "tháng"),
    "year": ("years", "year", "năm"),
    "count": ("count", "đếm"),
    "sum": ("sum", "tổng"),
    "age": ("age", "tuổi"),
    "days_between": ("days between", "số ngày"),
    "years_between": ("years between", "số năm"),
    "blank": ("blank", "trống"),
    "contains": ("contains", "gồm"),
}
_MEANT = {
    spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings
}
_WORDS = "|".join(
    re.escape(spelling).replace(r"\ ", "[ ]+")
    for spelling in sorted(_MEANT, key=len, reverse=True)
)
_TOKEN = re.compile(
    rf"""
    (?P<space>[\s\u00a0]+)
    | \[(?P<name>[^\[\]]*)\]
    | ["“”](?P<text>[^"“”]*)["“”]
    | (?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})
    | (?P<number>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)
    | (?P<sign><=|>=|!=|≤|≥|≠|[=<>+\-*×(),;])
    | (?P<word>(?:{_WORDS})(?![\w.]))
    | (?P<key>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", ";": ","}


class RuleError(ValueError):
    """A rule that cannot be: the message says what to change."""


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    value: str


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a rule, closed by one of kind `end`; raises RuleError."""
    text = unicodedata.normalize("NFC", text)
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            message = gettext(
                "“%(rest)s” is not understood. Write names of questions in [brackets]"
                " and texts in “quotes”."
            )
            raise RuleError(message % {"rest": text[at : at + 20].strip()})
        at = found.end()
        if found.lastgroup != "space":
            yield _token(str(found.lastgroup), found[str(found.lastgroup)])
    yield Token("end", "")


def _token(kind: str, value: str) -> Token:
    if kind == "word":
        return Token("word", _MEANT[" ".join(value.lower().split())])
    if kind == "sign":
        return Token("sign", _SIGNS.get(value, value))
    if kind == "key":
        return Token("name", value)
    if kind == "text":
        return Token("text", value)
    return Token("date" if kind == "date" else _plain(kind), value)


def _plain(kind: str) -> TokenKind:
    return "number" if kind == "number" else "name"
