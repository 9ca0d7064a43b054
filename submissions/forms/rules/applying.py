"""What a form's rules make of the answers: hidden, required and computed questions.

A hidden question counts as unanswered wherever another rule asks for it. Rules are
asked in the order of what they depend on, so each is asked once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from submissions.forms.rules.evaluating import answer_of, holds, value_of
from submissions.forms.rules.expressions import Expression, keys_of


class Ruled(Protocol):
    """A question, as far as rules mind."""

    @property
    def id(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def show_when(self) -> Expression | None: ...
    @property
    def require_when(self) -> Expression | None: ...
    @property
    def formula(self) -> Expression | None: ...


AnyRuled = TypeVar("AnyRuled", bound=Ruled)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Ids of the questions that do not show and of those that must be answered besides
    the always required ones; values of the computed ones by key."""

    hidden: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    computed: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


NOTHING = Outcome()


class CyclicRulesError(ValueError):
    """Rules that wait for each other; `keys` are those in the circle."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(" → ".join(self.keys))


def in_order(fields: Iterable[AnyRuled]) -> tuple[AnyRuled, ...]:
    """The questions with rules, each after those on which it depends.

    Raises CyclicRulesError.
    """
    by_key = {each.key: each for each in fields}
    needs = {each.key: _needed(each) & by_key.keys() for each in by_key.values()}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise CyclicRulesError(error.args[1]) from error
    return tuple(by_key[key] for key in order if _rules_of(by_key[key]))


def outcome_of(
    ordered: Iterable[Ruled],
    answers: Mapping[str, Any],
    today: date,
) -> Outcome:
    """What follows from canonical answers by key, for questions `in_order`."""
    current = dict(answers)
    hidden, required = set[str](), set[str]()
    values: dict[str, Any] = {}
    for each in ordered:
        if each.show_when is not None and not holds(each.show_when, current, today):
            hidden.add(each.id)
            current.pop(each.key, None)
            continue
        if each.require_when is not None and holds(each.require_when, current, today):
            required.add(each.id)
        if each.formula is not None:
            value = answer_of(value_of(each.formula, current, today))
            current[each.key] = values[each.key] = value
    return Outcome(frozenset(hidden), frozenset(required), MappingProxyType(values))


def _rules_of(ruled: Ruled) -> list[Expression]:
    rules = (ruled.show_when, ruled.require_when, ruled.formula)
    return [rule for rule in rules if rule is not None]


def _needed(ruled: Ruled) -> frozenset[str]:
    return frozenset(key for rule in _rules_of(ruled) for key in keys_of(rule))
