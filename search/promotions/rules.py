"""Which results stand first for which texts: plain values, matched without a query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from search.normalise import folded_words

# A document by its type and its key.
DocumentKey = tuple[str, str]

EXACT, WORDS = "exact", "words"


@dataclass(frozen=True, slots=True)
class PromotionRule:
    """`phrases` are folded words. An exact one is the whole text; of the others all
    words occur in it, in any order. `portal` "" is everywhere; else it is that portal
    and those below it. Both days are included, None is open."""

    phrases: tuple[tuple[str, ...], ...]
    is_exact: bool
    results: tuple[DocumentKey, ...]
    portal: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def holds(self, portal: str, at: date) -> bool:
        if self.first_day and at < self.first_day:
            return False
        if self.last_day and at > self.last_day:
            return False
        return portal.startswith(self.portal)


@dataclass(frozen=True, slots=True)
class Promotions:
    """All rules; found by the whole text, or by the first word of a phrase."""

    rules: tuple[PromotionRule, ...] = ()
    by_text: Mapping[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    by_word: Mapping[str, tuple[tuple[frozenset[str], int], ...]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, rules: Iterable[PromotionRule]) -> "Promotions":
        kept = tuple(rules)
        by_text: dict[tuple[str, ...], list[int]] = defaultdict(list)
        by_word: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
        for number, rule in enumerate(kept):
            for phrase in filter(None, rule.phrases):
                if rule.is_exact:
                    by_text[phrase].append(number)
                else:
                    by_word[phrase[0]].append((frozenset(phrase), number))
        return cls(
            kept,
            {text: tuple(numbers) for text, numbers in by_text.items()},
            {word: tuple(entries) for word, entries in by_word.items()},
        )

    def results_for(
        self, words: Sequence[str], *, portal: str, at: date
    ) -> tuple[DocumentKey, ...]:
        """What stands first for these folded words, exact rules before the others."""
        found: dict[DocumentKey, None] = {}
        for number in self._matching(words):
            rule = self.rules[number]
            if rule.holds(portal, at):
                found.update(dict.fromkeys(rule.results))
        return tuple(found)

    def _matching(self, words: Sequence[str]) -> Iterator[int]:
        yield from self.by_text.get(tuple(words), ())
        present = frozenset(words)
        yield from sorted(
            number
            for word in present
            for phrase, number in self.by_word.get(word, ())
            if phrase <= present
        )


def read_promotions(content: Iterable[Mapping[str, Any]]) -> Promotions:
    """The rules that a published version holds (see `content.entry_of`)."""
    return Promotions.of(map(_rule, content))


def _rule(entry: Mapping[str, Any]) -> PromotionRule:
    return PromotionRule(
        phrases=tuple(tuple(folded_words(phrase)) for phrase in entry["phrases"]),
        is_exact=entry["matching"] == EXACT,
        results=tuple((one["type"], one["key"]) for one in entry["results"]),
        portal=entry["portal"],
        first_day=_day(entry["first_day"]),
        last_day=_day(entry["last_day"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
