"""Fees as sources write them; an amount that its own note contradicts is dropped."""

import re

from services_catalog.procedures.case_types import FeeKind
from services_catalog.procedures.content import FeeContent

RULE_THOUSANDS = "fee-lost-thousands"
RULE_PLACEHOLDER = "fee-free-placeholder"
RULE_CONTRADICTED = "fee-contradicted"

_FREE = re.compile(r"miễn phí\s*(?:\((.*)\))?", re.IGNORECASE | re.DOTALL)
_NO_FEE_NOTE = re.compile(
    r"\W*(không|không có|không quy định|chưa quy định|không thu.*|miễn.*)?\W*",
    re.IGNORECASE | re.DOTALL,
)
_AMOUNT = re.compile(
    r"(?:(phí|lệ phí)\s*:\s*)?(\d[\d.,]*|không)\s*"
    r"(?:VNĐ|VND|Việt Nam Đồng|Đồng|đ)\b\s*(?:\((.*)\))?",
    re.IGNORECASE | re.DOTALL,
)
_AMOUNT_IN_NOTE = re.compile(r"(\d{1,3}(?:\.\d{3})+)\s*(?:đ|vn)", re.IGNORECASE)
# Nobody charges less than 1.000 đồng: 20 is 20.000 whose thousands were lost.
_SMALLEST = 1000
# 1 to 9 stand for nothing; they fill a field that had to be filled.
_LARGEST_PLACEHOLDER = 9


def read_fee(text: str) -> tuple[FeeContent | None, tuple[str, ...]]:
    """One fee and the names of the rules that it needed; None when nothing is said."""
    text = text.strip()
    if not text:
        return None, ()
    if match := _FREE.fullmatch(text):
        return _read_free((match[1] or "").strip())
    if match := _AMOUNT.fullmatch(text):
        return _read_amount(match[1] or "", match[2], (match[3] or "").strip())
    return FeeContent(kind=_kind(text), text=text), ()


def _read_free(note: str) -> tuple[FeeContent, tuple[str, ...]]:
    if _NO_FEE_NOTE.fullmatch(note):
        return FeeContent(kind=FeeKind.FEE.value, amount=0), ()
    # "Free (as the People's Council of the province decides)" is not free.
    return FeeContent(kind=_kind(note), text=note), (RULE_PLACEHOLDER,)


def _read_amount(
    word: str, digits: str, note: str
) -> tuple[FeeContent, tuple[str, ...]]:
    kind = _kind(word or note)
    amount = int(re.sub(r"\D", "", digits) or 0)
    told = {int(one.replace(".", "")) for one in _AMOUNT_IN_NOTE.findall(note)}
    if 0 < amount <= _LARGEST_PLACEHOLDER:
        return FeeContent(kind=kind, text=note), (RULE_PLACEHOLDER,)
    rules: tuple[str, ...] = ()
    if 0 < amount < _SMALLEST or (0 < amount < 10 * _SMALLEST and digits.isdigit()):
        rules, amount = (RULE_THOUSANDS,), amount * 1000
    if told and amount not in told:
        return FeeContent(kind=kind, text=note), (RULE_CONTRADICTED,)
    return FeeContent(kind=kind, amount=amount, text=note), rules


def _kind(text: str) -> str:
    lowered = text.lower()
    return (FeeKind.CHARGE if "lệ phí" in lowered else FeeKind.FEE).value
