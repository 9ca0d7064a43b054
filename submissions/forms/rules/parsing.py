"""From the words of a rule to the expression that is frozen, types checked.

or      := and { "or" and }
and     := not { "and" not }
not     := "not" not | compare
compare := sum [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" ) sum ]
sum     := product { ( "+" | "-" ) product [ "day" | "month" | "year" ] }
product := value { "*" value }
value   := number | date | "text" | "yes" | "no" | "today" | [question]
         | function "(" or { "," or } ")" | "(" or ")"
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext

from submissions.forms.rules.expressions import (
    COMPARISONS,
    LISTS,
    MOST_NODES,
    UNITS,
    Expression,
    Type,
    size_of,
)
from submissions.forms.rules.names import Name, Names
from submissions.forms.rules.tokens import RuleError, Token, tokens_of

LONGEST_RULE = 2000
_DEEPEST = 30
_ORDERED = frozenset({"number", "date"})
_SCALARS = frozenset({"number", "date", "text", "yes_no"})
_ITEMS = frozenset({"texts", "rows", "numbers", "dates"})


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression with what it gives; `name` if it is a question's answer alone."""

    expression: Expression
    type: Type
    name: Name | None = None


def condition(text: str, names: Names) -> Expression:
    """A rule that holds or does not; raises RuleError."""
    return _whole(text, names, "yes_no").expression


def formula(text: str, names: Names, *, gives: Type, decimals: int = 0) -> Expression:
    """A rule that computes a value of that type; raises RuleError."""
    expression = _whole(text, names, gives).expression
    return ["round", expression, decimals] if gives == "number" else expression


def _whole(text: str, names: Names, wanted: Type) -> Typed:
    if len(text) > LONGEST_RULE:
        raise RuleError(gettext("This rule is too long. Divide it."))
    tokens = list(tokens_of(text))
    if len(tokens) > MOST_NODES:
        raise RuleError(gettext("This rule is too long. Divide it."))
    found = _Parser(tokens, names).whole()
    if found.type != wanted:
        message = gettext("The rule gives %(found)s where %(wanted)s is needed.")
        said = {"found": words_for(found.type), "wanted": words_for(wanted)}
        raise RuleError(message % said)
    if size_of(found.expression) > MOST_NODES:
        raise RuleError(gettext("This rule is too long. Divide it."))
    return found


def words_for(kind: Type) -> str:
    """What a type is called when speaking with an editor."""
    return {
        "number": gettext("a number"),
        "text": gettext("a text"),
        "yes_no": gettext("yes or no"),
        "date": gettext("a date"),
        "texts": gettext("several answers"),
        "rows": gettext("rows of a group"),
        "numbers": gettext("several numbers"),
        "dates": gettext("several dates"),
        "none": gettext("nothing that a rule can use"),
    }[kind]


class _Parser:
    def __init__(self, tokens: list[Token], names: Names) -> None:
        self.tokens = tokens
        self.names = names
        self.at = 0
        self.depth = 0

    # Reading.

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def takes(self, kind: str, *values: str) -> str:
        """The value of the next token if it is one of these, else ""."""
        token = self.next
        if token.kind != kind or token.value not in values:
            return ""
        self.at += 1
        return token.value

    def needs(self, sign: str) -> None:
        if not self.takes("sign", sign):
            self.wrong(gettext("“%(sign)s” is missing") % {"sign": sign})

    def wrong(self, what: str) -> NoReturn:
        if self.next.kind == "end":
            raise RuleError(
                gettext("%(what)s at the end of the rule.") % {"what": what}
            )
        said = {"what": what, "token": self.next.value}
        raise RuleError(gettext("%(what)s before “%(token)s”.") % said)

    # The grammar, loosest first.

    def whole(self) -> Typed:
        found = self.any_of()
        if self.next.kind != "end":
            self.wrong(gettext("“and”, “or” or a sign is missing"))
        return found

    def any_of(self) -> Typed:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RuleError(gettext("This rule has too many brackets. Divide it."))
        found = self._joined("or", self.all_of)
        self.depth -= 1
        return found

    def all_of(self) -> Typed:
        return self._joined("and", self.negated)

    def _joined(self, word: str, part: Callable[[], Typed]) -> Typed:
        found = [part()]
        while self.takes("word", word):
            found.append(part())
        if len(found) == 1:
            return found[0]
        for each in found:
            _require(each, "yes_no")
        return Typed([word, *(each.expression for each in found)], "yes_no")

    def negated(self) -> Typed:
        times = 0
        while self.takes("word", "not"):
            times += 1
        found = self.compared()
        if not times:
            return found
        _require(found, "yes_no")
        expression = found.expression
        # Twice not is not the same as nothing: it makes a blank a no.
        for _each in range(1 + (times + 1) % 2):
            expression = ["not", expression]
        return Typed(expression, "yes_no")

    def compared(self) -> Typed:
        left = self.added()
        if self.takes("word", "contains"):
            return _contains(left, self.added())
        if sign := self.takes("sign", *COMPARISONS):
            return _comparison(sign, left, self.added())
        return left

    def added(self) -> Typed:
        left = self.multiplied()
        while sign := self.takes("sign", "+", "-"):
            right = self.multiplied()
            left = self._moved(sign, left, right)
        return left

    def _moved(self, sign: str, left: Typed, right: Typed) -> Typed:
        _require(right, "number")
        if unit := self.takes("word", *UNITS):
            _require(left, "date")
            count = right.expression
            if sign == "-":
                count = ["-", ["const", "number", "0"], count]
            return Typed(["shift", left.expression, count, unit], "date")
        if left.type == "date":
            self.wrong(gettext("“days”, “months” or “years” is missing"))
        return _arithmetic(sign, left, right)

    def multiplied(self) -> Typed:
        left = self.value()
        while self.takes("sign", "*"):
            left = _arithmetic("*", left, self.value())
        return left

    def value(self) -> Typed:
        token = self.next
        if token.kind == "end":
            self.wrong(gettext("Something is missing"))
        self.at += 1
        if token.kind == "name":
            return _answer(self.names.find(token.value.strip()))
        if token.kind in {"number", "text", "date"}:
            return _constant(token)
        if token.kind == "word":
            return self._word(token)
        if token.value == "(":
            inner = self.any_of()
            self.needs(")")
            return Typed(inner.expression, inner.type)
        self.at -= 1
        return self.wrong(gettext("Something is missing"))

    def _word(self, token: Token) -> Typed:
        if token.value in {"yes", "no"}:
            return Typed(["const", "yes_no", token.value == "yes"], "yes_no")
        if token.value == "today":
            return Typed(["today"], "date")
        work = _FUNCTIONS.get(token.value)
        if work is None:
            self.at -= 1
            self.wrong(gettext("Something is missing"))
        self.needs("(")
        given = [self.any_of()]
        while self.takes("sign", ","):
            given.append(self.any_of())
        self.needs(")")
        return work(given)


def _constant(token: Token) -> Typed:
    if token.kind == "text":
        return Typed(["const", "text", " ".join(token.value.split())], "text")
    if token.kind == "number":
        return Typed(["const", "number", _plain_number(token.value)], "number")
    day, month, year = (int(part) for part in token.value.split("/"))
    try:
        meant = datetime.date(year, month, day).isoformat()
    except ValueError as error:
        message = gettext("There is no day %(date)s.") % {"date": token.value}
        raise RuleError(message) from error
    return Typed(["const", "date", meant], "date")


def _plain_number(text: str) -> str:
    """As the kind `number` reads it: 1.234.567,5 or 12,5 or 12.5."""
    whole, _comma, rest = text.partition(",")
    is_grouped = _comma or text.count(".") > 1 or len(text.partition(".")[2]) == 3
    if is_grouped:
        whole = whole.replace(".", "")
    return f"{whole}.{rest}" if rest else whole


def _answer(name: Name) -> Typed:
    if name.group:
        kind = LISTS.get(name.type, "none")
        return Typed(["column", name.group, name.key, kind], kind, name)
    return Typed(["answer", name.key, name.type], name.type, name)


def _require(found: Typed, *wanted: str) -> None:
    if found.type in wanted:
        return
    what = f"“{found.name.label}”" if found.name else gettext("A part of the rule")
    message = gettext("%(what)s is %(found)s where %(wanted)s is needed.")
    said = {"found": words_for(found.type), "wanted": words_for(wanted[0])}  # type: ignore[arg-type]
    raise RuleError(message % {"what": what, **said})


def _arithmetic(sign: str, left: Typed, right: Typed) -> Typed:
    _require(left, "number")
    _require(right, "number")
    return Typed([sign, left.expression, right.expression], "number")


def _comparison(sign: str, left: Typed, right: Typed) -> Typed:
    _require(left, *sorted(_SCALARS))
    _require(right, left.type)
    if sign not in {"=", "!="}:
        _require(left, *sorted(_ORDERED, reverse=True))
    left, right = _as_option(left, right), _as_option(right, left)
    return Typed([sign, left.expression, right.expression], "yes_no")


def _as_option(found: Typed, other: Typed) -> Typed:
    """A text compared with a choice is one of its answers, told by its words."""
    is_text = found.expression[:2] == ["const", "text"]
    if not is_text or other.name is None or not other.name.options:
        return found
    said = found.expression[2]
    for value, label in other.name.options.items():
        if said == value or said.casefold() == label.casefold():
            return Typed(["const", "text", value], "text")
    message = gettext(
        "“%(label)s” has no answer “%(said)s”. Its answers are: %(options)s."
    )
    options = ", ".join(f"“{label}”" for label in other.name.options.values())
    known = {"label": other.name.label, "said": said, "options": options}
    raise RuleError(message % known)


def _contains(items: Typed, one: Typed) -> Typed:
    _require(items, "texts")
    _require(one, "text")
    one = _as_option(one, items)
    return Typed(["contains", items.expression, one.expression], "yes_no")


def _count(items: Typed) -> Typed:
    _require(items, *sorted(_ITEMS, reverse=True))
    return Typed(["count", items.expression], "number")


def _sum(items: Typed) -> Typed:
    _require(items, "numbers")
    return Typed(["sum", items.expression], "number")


def _blank(inner: Typed) -> Typed:
    if inner.type == "none":
        _require(inner, "text")
    return Typed(["blank", inner.expression], "yes_no")


def _age(birth: Typed) -> Typed:
    _require(birth, "date")
    return Typed(["years", birth.expression, ["today"]], "number")


def _between(operator: str) -> Callable[[Typed, Typed], Typed]:
    def work(first: Typed, last: Typed) -> Typed:
        _require(first, "date")
        _require(last, "date")
        return Typed([operator, first.expression, last.expression], "number")

    return work


def _function(
    name: str, work: Callable[..., Typed], *, takes: int
) -> Callable[[list[Typed]], Typed]:
    def call(given: list[Typed]) -> Typed:
        if len(given) != takes:
            message = gettext("“%(name)s” needs %(count)d values in its brackets.")
            raise RuleError(message % {"name": name, "count": takes})
        return work(*given)

    return call


_FUNCTIONS: dict[str, Callable[[list[Typed]], Typed]] = {
    "count": _function("count", _count, takes=1),
    "sum": _function("sum", _sum, takes=1),
    "blank": _function("blank", _blank, takes=1),
    "age": _function("age", _age, takes=1),
    "days_between": _function("days between", _between("days"), takes=2),
    "years_between": _function("years between", _between("years"), takes=2),
}
