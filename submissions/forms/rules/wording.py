"""Frozen rules in words again: for those who compare versions and preview forms."""

from collections.abc import Iterable, Mapping

from django.utils.translation import pgettext

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.number import grouped
from submissions.forms.kinds.registry import kind_of
from submissions.forms.rules.expressions import COMPARISONS, Expression


def in_words(rule: Expression, fields: Iterable[CompiledField]) -> str:
    """The rule as an editor could have written it, with the labels of the questions."""
    return _Wording({field.key: field for field in fields}).words(rule)


class _Wording:
    def __init__(self, fields: Mapping[str, CompiledField]) -> None:
        self.fields = fields

    def words(self, rule: Expression) -> str:
        operator, *operands = rule
        if operator in COMPARISONS:
            return self._comparison(operator, *operands)
        if operator in {"+", "-", "*"}:
            sign = "×" if operator == "*" else operator
            return f" {sign} ".join(self._inner(each) for each in operands)
        if operator in {"and", "or"}:
            word = {
                "and": pgettext("in a rule", "and"),
                "or": pgettext("in a rule", "or"),
            }[operator]
            return f" {word} ".join(self._inner(each) for each in operands)
        return str(getattr(self, f"_{operator}")(*operands))

    def _inner(self, rule: Expression) -> str:
        words = self.words(rule)
        return f"({words})" if rule[0] in {"and", "or", "+", "-", "*"} else words

    def _comparison(self, sign: str, left: Expression, right: Expression) -> str:
        shown = {"!=": "≠", "<=": "≤", ">=": "≥"}.get(sign, sign)
        words = (self._option(left, right), self._option(right, left))
        return f" {shown} ".join(words)

    def _option(self, rule: Expression, other: Expression) -> str:
        """A chosen answer is told by its words, not by its value."""
        if rule[:2] == ["const", "text"] and other[0] == "answer":
            field = self.fields.get(other[1])
            options = kind_of(field.kind).rule_options(field) if field else {}
            return f"“{options.get(rule[2], rule[2])}”"
        return self._inner(rule)

    def _call(self, name: str, *operands: Expression) -> str:
        return f"{name}({', '.join(map(self.words, operands))})"

    def _label(self, key: str) -> str:
        field = self.fields.get(key)
        return f"[{field.label if field else key}]"

    def _const(self, kind: str, value: str | bool) -> str:
        if kind == "yes_no":
            return (
                pgettext("in a rule", "yes") if value else pgettext("in a rule", "no")
            )
        if kind == "date":
            return "/".join(reversed(str(value).split("-")))
        if kind == "number":
            return grouped(float(value)) if "." in str(value) else grouped(int(value))
        return f"“{value}”"

    def _answer(self, key: str, _kind: str) -> str:
        return self._label(key)

    def _column(self, group: str, key: str, _kind: str) -> str:
        return f"{self._label(group)}.{key}"

    def _today(self) -> str:
        return pgettext("in a rule", "today")

    def _not(self, inner: Expression) -> str:
        word = pgettext("in a rule", "not")
        return f"{word} {self._inner(inner)}"

    def _shift(self, start: Expression, count: Expression, unit: str) -> str:
        units = {
            "day": pgettext("in a rule", "days"),
            "month": pgettext("in a rule", "months"),
            "year": pgettext("in a rule", "years"),
        }
        sign = "+"
        if count[:2] == ["-", ["const", "number", "0"]]:
            sign, count = "-", count[2]
        return f"{self._inner(start)} {sign} {self._inner(count)} {units[unit]}"

    def _days(self, first: Expression, last: Expression) -> str:
        name = pgettext("in a rule", "days between")
        return self._call(name, first, last)

    def _years(self, first: Expression, last: Expression) -> str:
        if last == ["today"]:
            return self._call(pgettext("in a rule", "age"), first)
        name = pgettext("in a rule", "years between")
        return self._call(name, first, last)

    def _round(self, inner: Expression, _decimals: int) -> str:
        return self.words(inner)

    def _count(self, items: Expression) -> str:
        return self._call(pgettext("in a rule", "count"), items)

    def _sum(self, items: Expression) -> str:
        return self._call(pgettext("in a rule", "sum"), items)

    def _contains(self, items: Expression, one: Expression) -> str:
        word = pgettext("in a rule", "contains")
        return f"{self.words(items)} {word} {self._option(one, items)}"

    def _blank(self, inner: Expression) -> str:
        return self._call(pgettext("in a rule", "blank"), inner)
