"""Rules as they are frozen: expressions of plain JSON, the same for every evaluator.

An expression is a list of an operator and its operands:

    ["const", type, value]           a number is written as text: "12.5"
    ["answer", key, type]            what was answered; blank if nothing was
    ["column", key, key, type]       one question of all rows of a repeating group
    ["today"]                        the day in Vietnam on which the rule is asked
    ["not", a]  ["and", a, …]  ["or", a, …]
    ["=", a, b]  !=  <  <=  >  >=    of two numbers, dates, texts or yes/no answers
    ["+", a, b]  -  *                of two numbers
    ["shift", date, number, unit]    that many days, months or years later
    ["days", from, to]               ["years", from, to] counts full years
    ["count", list]  ["sum", list]   ["contains", list, text]  ["blank", a]
    ["round", number, decimals]      half away from zero; blank if beyond 10^15

The language is total: every expression has a value for whatever answers. A comparison
with a blank is never true, arithmetic with a blank is blank, a condition that is
blank does not hold. There are no loops, no names and no way out.
"""

from collections.abc import Iterator
from typing import Any, Literal

# What an operand may be. `texts` are several chosen answers, `rows` those of a
# repeating group, `numbers` and `dates` one question of all its rows.
Type = Literal[
    "number", "text", "yes_no", "date", "texts", "rows", "numbers", "dates", "none"
]
LISTS: dict[str, Type] = {"number": "numbers", "date": "dates", "text": "texts"}
Expression = list[Any]

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
ARITHMETIC = frozenset({"+", "-", "*"})
UNITS = ("day", "month", "year")

# Deep and long enough for every rule of a form, too small to hold up a server.
MOST_NODES = 200


def operands_of(expression: Expression) -> Iterator[Expression]:
    """The expressions inside; constants and names are none."""
    if expression[0] not in {"const", "answer", "column"}:
        yield from (each for each in expression[1:] if isinstance(each, list))


def keys_of(expression: Expression) -> frozenset[str]:
    """Keys of the questions on whose answers the value depends; of a repeating group
    the group's own."""
    if expression[0] in {"answer", "column"}:
        return frozenset({expression[1]})
    return frozenset(key for inner in operands_of(expression) for key in keys_of(inner))


def size_of(expression: Expression) -> int:
    """How many operators and operands there are in all."""
    return 1 + sum(size_of(inner) for inner in operands_of(expression))
