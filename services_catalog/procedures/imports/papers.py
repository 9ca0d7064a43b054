"""Papers, and the headings and notes that sources mix among them (domain 2)."""

import re

from services_catalog.procedures.case_types import ComponentKind
from services_catalog.procedures.content import ComponentContent
from services_catalog.procedures.imports.records import SourcePaper

RULE_HEADING = "heading-among-papers"
RULE_NOTE = "note-among-papers"

_ORIGINALS = re.compile(r"(\d+)\s*bản (?:chính|gốc)", re.IGNORECASE)
_COPIES = re.compile(r"(\d+)\s*bản (?:sao|chụp)", re.IGNORECASE)
_HEADING = re.compile(
    r"(.*:|(hồ sơ|trường hợp) (thứ )?\w+)\s*", re.DOTALL | re.IGNORECASE
)
_NOTE = re.compile(
    r"[\s(*+\-]*(lưu ý|ghi chú|trường hợp|đối với|"
    r"số lượng hồ sơ|chậm nhất|ngoài ra|nếu)\b",
    re.IGNORECASE,
)
_NOTE_CASE = re.compile(r"\W*(lưu ý|ghi chú)\b", re.IGNORECASE)
_LONGEST_HEADING = 300


def read_paper(paper: SourcePaper) -> tuple[ComponentContent, str]:
    """A paper, a heading or a note, and the rule by which it is no paper."""
    originals, copies = _number(_ORIGINALS, paper), _number(_COPIES, paper)
    kind, rule = ComponentKind.PAPER, ""
    if not originals and not copies and not paper.form:
        kind, rule = _kind_without_quantity(paper)
    return ComponentContent(
        name=paper.name,
        kind=kind.value,
        group=paper.case,
        originals=originals,
        copies=copies,
        is_required=kind == ComponentKind.PAPER,
        template_name=paper.form,
    ), rule


def _kind_without_quantity(paper: SourcePaper) -> tuple[ComponentKind, str]:
    if _HEADING.fullmatch(paper.name) and len(paper.name) <= _LONGEST_HEADING:
        return ComponentKind.HEADING, RULE_HEADING
    if _NOTE_CASE.match(paper.case) or _NOTE.match(paper.name):
        return ComponentKind.NOTE, RULE_NOTE
    return ComponentKind.PAPER, ""


def _number(pattern: re.Pattern[str], paper: SourcePaper) -> int:
    match = pattern.search(paper.quantity)
    return min(int(match[1]), 32_767) if match else 0
