"""The value of a rule for given answers; the browser's twin is static/…/rules.js.

Both are held to the same test vectors (tests/unit/submissions/forms/rules/).
Values: Fraction, str, bool, date, a list of them, or None where nothing was answered.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from submissions.forms.rules.expressions import Expression

Answers = Mapping[str, Any]
# Years that a date of a form can have, as in the kind `date`.
_FIRST_YEAR, _LAST_YEAR = 1, 9999
# Fifteen digits are what JSON's numbers carry exactly everywhere.
LARGEST = 10**15
_DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# Named one by one: what counts as space is not the same in every language.
_SPACES = re.compile("[ \t\r\n\u00a0]+")


def value_of(expression: Expression, answers: Answers, today: date) -> Any:
    """The value of an expression over canonical answers by key; never raises for an
    expression that was compiled."""
    return _Evaluation(answers, today).value(expression)


def holds(expression: Expression, answers: Answers, today: date) -> bool:
    """Whether a condition is true; a blank one is not."""
    return value_of(expression, answers, today) is True


def read(answer: Any, kind: str) -> Any:
    """An answer as a value of its type; anything else is a blank."""
    reader = _READERS.get(kind)
    return reader(answer) if reader is not None else None


def read_number(answer: Any) -> Fraction | None:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    try:
        value = Fraction(repr(answer))
    except ValueError:
        return None
    return value if abs(value) < LARGEST else None


def read_text(answer: Any) -> str | None:
    if not isinstance(answer, str):
        return None
    return unicodedata.normalize("NFC", _SPACES.sub(" ", answer)).strip(" ") or None


def read_yes_no(answer: Any) -> bool | None:
    return answer if isinstance(answer, bool) else None


def read_date(answer: Any) -> date | None:
    if not isinstance(answer, str) or not _DATE.match(answer):
        return None
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _read_list(item: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    def read_items(answer: Any) -> list[Any]:
        items = answer if isinstance(answer, list) else []
        values = (item(each) for each in items)
        return [value for value in values if value is not None]

    return read_items


def _read_row(answer: Any) -> Any:
    return answer if isinstance(answer, dict) else None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "number": read_number,
    "text": read_text,
    "yes_no": read_yes_no,
    "date": read_date,
    "texts": _read_list(read_text),
    "numbers": _read_list(read_number),
    "dates": _read_list(read_date),
    "rows": _read_list(_read_row),
}
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_COMPUTE: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}


class _Evaluation:
    def __init__(self, answers: Answers, today: date) -> None:
        self.answers = answers
        self.today = today

    def value(self, expression: Expression) -> Any:
        operator, *operands = expression
        if operator in _COMPARE:
            return self._compare(operator, *operands)
        if operator in _COMPUTE:
            return self._compute(operator, *operands)
        work: Callable[..., Any] = getattr(self, f"_{operator}")
        return work(*operands)

    def _const(self, kind: str, value: Any) -> Any:
        return Fraction(value) if kind == "number" else read(value, kind)

    def _answer(self, key: str, kind: str) -> Any:
        return read(self.answers.get(key), kind)

    def _column(self, group: str, key: str, kind: str) -> Any:
        rows = read(self.answers.get(group), "rows")
        return read([row.get(key) for row in rows], kind)

    def _today(self) -> date:
        return self.today

    def _not(self, inner: Expression) -> bool:
        return self.value(inner) is not True

    def _and(self, *inner: Expression) -> bool:
        return all(self.value(each) is True for each in inner)

    def _or(self, *inner: Expression) -> bool:
        return any(self.value(each) is True for each in inner)

    def _compare(self, operator: str, left: Expression, right: Expression) -> bool:
        a, b = self.value(left), self.value(right)
        return a is not None and b is not None and _COMPARE[operator](a, b)

    def _compute(self, operator: str, left: Expression, right: Expression) -> Any:
        a, b = self.value(left), self.value(right)
        return None if a is None or b is None else _COMPUTE[operator](a, b)

    def _shift(self, start: Expression, count: Expression, unit: str) -> date | None:
        day, number = self.value(start), self.value(count)
        if day is None or number is None or number.denominator != 1:
            return None
        return shifted(day, int(number), unit)

    def _days(self, first: Expression, last: Expression) -> Fraction | None:
        a, b = self.value(first), self.value(last)
        return None if a is None or b is None else Fraction((b - a).days)

    def _years(self, first: Expression, last: Expression) -> Fraction | None:
        a, b = self.value(first), self.value(last)
        return None if a is None or b is None else Fraction(full_years(a, b))

    def _round(self, inner: Expression, decimals: int) -> Fraction | None:
        value = self.value(inner)
        return None if value is None else rounded(value, decimals)

    def _count(self, items: Expression) -> Fraction:
        return Fraction(len(self.value(items)))

    def _sum(self, items: Expression) -> Fraction:
        return sum(self.value(items), Fraction(0))

    def _contains(self, items: Expression, one: Expression) -> bool:
        return self.value(one) in self.value(items)

    def _blank(self, inner: Expression) -> bool:
        return self.value(inner) in (None, [])


def answer_of(value: Any) -> Any:
    """A value as the canonical answer that stands for it; numbers come rounded."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value.isoformat() if isinstance(value, date) else value


def rounded(value: Fraction, decimals: int) -> Fraction | None:
    """Half away from zero, as money is; None beyond what JSON carries exactly."""
    scale = 10**decimals
    units = (abs(value) * scale + Fraction(1, 2)).__floor__()
    found = Fraction(units if value >= 0 else -units, scale)
    return found if abs(found) < LARGEST else None


def shifted(day: date, count: int, unit: str) -> date | None:
    """So many days, months or years later; the 31st of a short month is its last day
    (Civil Code 2015, article 148). None beyond the years that a date can have."""
    if unit == "day":
        try:
            return day + timedelta(days=count)
        except OverflowError:
            return None
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_years(first: date, last: date) -> int:
    """Birthdays passed between two days; who is born on 29 February has it on 1 March
    of a common year. Negative where `last` is the earlier day."""
    if last < first:
        return -full_years(last, first)
    passed = (last.month, last.day) >= (first.month, first.day)
    return last.year - first.year - (not passed)
