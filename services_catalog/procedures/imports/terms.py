"""Time limits as sources write them: one, or one for each way of submitting."""

import re
from dataclasses import dataclass

from services_catalog.procedures.case_types import Channel, TermUnit

RULE_NO_UNIT = "term-without-unit"
RULE_ZERO = "term-zero"
RULE_NONE_SET = "term-none-set"

CHANNELS = {
    "trực tiếp": Channel.IN_PERSON,
    "trực tuyến": Channel.ONLINE,
    "dịch vụ bưu chính": Channel.POST,
}
_CHANNEL_WORDS = "|".join(CHANNELS)
# Two ways, a colon and what is said for them, then the next ones.
_PART = re.compile(
    rf"(?:^|;\s*)((?:{_CHANNEL_WORDS})(?:\s*,\s*(?:{_CHANNEL_WORDS}))*)\s*:\s*",
    re.IGNORECASE,
)
_UNITS = {
    "ngày làm việc": (TermUnit.WORKING_DAY, 1),
    "ngày": (TermUnit.CALENDAR_DAY, 1),
    "giờ làm việc": (TermUnit.WORKING_HOUR, 1),
    "giờ": (TermUnit.WORKING_HOUR, 1),
    # A month is 30 days in these lists; the words stay beside it.
    "tháng": (TermUnit.CALENDAR_DAY, 30),
}
_TERM = re.compile(
    rf"(\d{{1,3}})\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})\.?",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(r"(\d{1,3})(\s*\(đơn vị thời gian không ghi\))?")
_NONE_SET = re.compile(
    r"(không quy định|không có thời hạn.*|không có|không phải trả (lại )?kết quả.*)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    value: int | None = None
    unit: str = TermUnit.WORKING_DAY.value
    text: str = ""
    has_no_due_date: bool = False
    rule: str = ""


def by_channel(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Pairs of channels and what is said for them; no channels for a plain text."""
    marks = list(_PART.finditer(text))
    if not marks:
        return [((), text.strip())] if text.strip() else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        (
            tuple(CHANNELS[word.strip().lower()].value for word in mark[1].split(",")),
            text[mark.end() : end].strip(" ;"),
        )
        for mark, end in zip(marks, ends, strict=True)
    ]


def read_term(text: str) -> Term:
    """A number with its unit, or the words; a number without a unit is not guessed."""
    text = text.strip()
    if not text:
        return Term()
    if match := _TERM.fullmatch(text):
        unit, factor = _UNITS[match[2].lower()]
        value = int(match[1]) * factor
        if value == 0:
            return Term(rule=RULE_ZERO)
        return Term(value, unit.value, text if factor > 1 else "")
    if _NONE_SET.fullmatch(text):
        return Term(has_no_due_date=True, rule=RULE_NONE_SET)
    if match := _NO_UNIT.fullmatch(text):
        if int(match[1]) == 0:
            return Term(rule=RULE_ZERO)
        return Term(text=f"{match[1]} (nguồn không ghi đơn vị)", rule=RULE_NO_UNIT)
    return Term(text=text)
