"""What sources get wrong, mended by named rules; each says what it does and to whom.

A rule takes a record and returns it, changed or not; the report names the rules that
changed something. Spelling is left as published (kí and ký, sĩ and sỹ): titles are
official, and the search knows both.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from services_catalog.procedures.imports.records import SourcePaper, SourceRecord

# Control characters but tab and line ends; soft hyphens; marks without a width.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff]"
)
_LINE_ENDS = re.compile(r"[ \t\xa0]*\r?\n[ \t\xa0]*")
_MANY_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\xa0]{2,}")
_PREFIX = re.compile(r"^thủ tục(?: hành chính)?\s*[:\-–]?\s+(?=\S)", re.IGNORECASE)
# Here the words belong to the name of the thing: customs formalities are no "customs".
_KEEPS_PREFIX = re.compile(r"^thủ tục (hải quan|biên phòng|thuế|cảng)\b", re.IGNORECASE)
# Labels of the page next to it, glued on when the source was read from its print.
_GLUED = re.compile(r"(?:;\s*)?Từ khóa.*$", re.DOTALL)
_NO_INFORMATION = re.compile(
    r"(không có thông tin|không có|không quy định|chưa có|không)\s*[.;:]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    says: str
    apply: Callable[[SourceRecord], SourceRecord]


def clean(record: SourceRecord) -> tuple[SourceRecord, tuple[str, ...]]:
    """The mended record and the names of the rules that changed it."""
    used = []
    for rule in RULES:
        mended = rule.apply(record)
        if mended != record:
            used.append(rule.name)
            record = mended
    return record, tuple(used)


def _over_texts(mend: Callable[[str], str]) -> Callable[[SourceRecord], SourceRecord]:
    """A rule for every text of a record, those of its papers too."""

    def apply(record: SourceRecord) -> SourceRecord:
        mended: SourceRecord = _mended(record, mend)
        return mended

    return apply


def _mended(value: Any, mend: Callable[[str], str]) -> Any:
    changes = {}
    for one in fields(value):
        before = getattr(value, one.name)
        if isinstance(before, str):
            after: Any = mend(before)
        elif isinstance(before, tuple):
            after = tuple(
                mend(item) if isinstance(item, str) else _mended(item, mend)
                for item in before
            )
        else:
            continue
        if after != before:
            changes[one.name] = after
    return replace(value, **changes) if changes else value


def _compose(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def _drop_marks(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _join_spaces(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text) if "\n" in text else text
    return _MANY_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def _drop_prefix(record: SourceRecord) -> SourceRecord:
    if _KEEPS_PREFIX.match(record.name):
        return record
    name = _PREFIX.sub("", record.name)
    if name == record.name:
        return record
    return replace(record, name=name[:1].upper() + name[1:])


def _drop_final_stop(record: SourceRecord) -> SourceRecord:
    return replace(record, name=record.name.rstrip(" .;,"))


def _cut_glued(record: SourceRecord) -> SourceRecord:
    return replace(
        record,
        result=_GLUED.sub("", record.result).strip(),
        requirements=_GLUED.sub("", record.requirements).strip(),
    )


def _drop_no_information(record: SourceRecord) -> SourceRecord:
    changes = {
        name: ""
        for name in ("result", "requirements", "steps", "agency", "field", "decision")
        if _NO_INFORMATION.fullmatch(getattr(record, name))
    }
    return replace(record, **changes) if changes else record  # type: ignore[arg-type]  # all are texts


def _drop_old_mark(record: SourceRecord) -> SourceRecord:
    return replace(record, agency=record.agency.replace("_old", ""))


def _drop_repeated_papers(record: SourceRecord) -> SourceRecord:
    return replace(record, papers=tuple(dict.fromkeys(record.papers)))


def _drop_empty_papers(record: SourceRecord) -> SourceRecord:
    def says_something(paper: SourcePaper) -> bool:
        return bool(re.search(r"\w", paper.name)) and not _NO_INFORMATION.fullmatch(
            paper.name
        )

    return replace(record, papers=tuple(filter(says_something, record.papers)))


RULES: tuple[Rule, ...] = (
    Rule(
        "composed",
        "Letters and their marks become one character (NFC).",
        _over_texts(_compose),
    ),
    Rule(
        "invisible",
        "Direction marks and control characters go.",
        _over_texts(_drop_marks),
    ),
    Rule(
        "spaces", "Doubled, leading and trailing spaces go.", _over_texts(_join_spaces)
    ),
    Rule("title-prefix", "A title does not begin with 'Thủ tục'.", _drop_prefix),
    Rule("title-stop", "A title does not end with a full stop.", _drop_final_stop),
    Rule("glued-labels", "Labels glued on behind a text are cut off.", _cut_glued),
    Rule(
        "no-information",
        "'Không có thông tin' and its like are no value.",
        _drop_no_information,
    ),
    Rule("old-mark", "'_old' behind an agency's name goes.", _drop_old_mark),
    Rule("empty-papers", "Papers without a word in their name go.", _drop_empty_papers),
    Rule(
        "repeated-papers",
        "A paper listed twice in one case stands once.",
        _drop_repeated_papers,
    ),
)
