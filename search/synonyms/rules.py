"""Synonym rules in the Solr format, parsed whole or refused with the lines named.

`a, b` says that either word means the other; `a, b => c, d` that who says a or b means
c or d. What was typed is always looked for as well. A rule is applied once, to what was
typed and never to what another rule made of it, so rules that lead to one another do
not do what their author expects: they are refused.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from django.utils.translation import gettext as _

from search.normalise import accented_words, clean, folded_words

MAX_RULES = 5_000
MAX_LINE_CHARACTERS = 1_000


class Word(NamedTuple):
    """One word in its two forms; typed without tones, both are the same."""

    folded: str
    accented: str


Phrase = tuple[Word, ...]


class Problem(NamedTuple):
    """Why a line is refused; lines count from 1."""

    line: int
    message: str


class SynonymRulesError(ValueError):
    """A text of rules that cannot be used; what is in force stays in force."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{line}: {text}" for line, text in problems))


class Rule(NamedTuple):
    """`keys` are what someone says, `meanings` what is looked for as well."""

    line: int
    keys: tuple[Phrase, ...]
    meanings: tuple[Phrase, ...]
    is_one_way: bool


class Span(NamedTuple):
    """The words from `begin` to before `end` mean any of `meanings`, too."""

    begin: int
    end: int
    meanings: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class SynonymRules:
    """Rules in force together; `by_first` finds those that begin with a folded word,
    longer keys before shorter ones."""

    rules: tuple[Rule, ...] = ()
    by_first: Mapping[str, tuple[tuple[Phrase, tuple[Phrase, ...]], ...]] = field(
        default_factory=dict
    )

    def spans(self, words: Sequence[Word]) -> Iterator[Span]:
        """What the rules say of these words, from left to right, the longest first."""
        begin = 0
        while begin < len(words):
            for key, meanings in self.by_first.get(words[begin].folded, ()):
                if stands_at(key, words, begin):
                    yield Span(begin, begin + len(key), meanings)
                    begin += len(key)
                    break
            else:
                begin += 1


def phrase(text: str) -> Phrase:
    """The words of a text in both forms."""
    folded, accented = folded_words(text), accented_words(text)
    if len(folded) != len(accented):
        accented = folded
    return tuple(map(Word, folded, accented))


def parse_rules(text: str) -> SynonymRules:
    """Read all rules or raise `SynonymRulesError` with every line that is wrong."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        parsed = _parse_line(number, line)
        if isinstance(parsed, Problem):
            problems.append(parsed)
        else:
            rules.append(parsed)
    if len(rules) > MAX_RULES:
        message = _("There are more than %(most)d rules.") % {"most": MAX_RULES}
        problems.append(Problem(rules[MAX_RULES].line, message))
    problems += _loops(rules)
    if problems:
        raise SynonymRulesError(sorted(problems))
    return SynonymRules(tuple(rules), _by_first(rules))


def _parse_line(number: int, line: str) -> Rule | Problem:
    if len(line) > MAX_LINE_CHARACTERS:
        message = _("The line is longer than %(most)d characters.")
        return Problem(number, message % {"most": MAX_LINE_CHARACTERS})
    sides = line.split("=>")
    if len(sides) > 2:
        return Problem(number, _("There is more than one arrow (=>)."))
    parts = [[clean(part) for part in side.split(",")] for side in sides]
    for part in (part for side in parts for part in side):
        if not phrase(part):
            return Problem(number, _("There is nothing between two commas or arrows."))
    phrases = [tuple(dict.fromkeys(map(phrase, side))) for side in parts]
    if len(phrases) == 1:
        if len(phrases[0]) < 2:
            return Problem(number, _("A rule needs two words that mean the same."))
        return Rule(number, phrases[0], phrases[0], is_one_way=False)
    keys, meanings = phrases
    if keys == meanings:
        message = _("“%(key)s” leads to itself.") % {"key": _text(keys[0])}
        return Problem(number, message)
    return Rule(number, keys, meanings, is_one_way=True)


def _loops(rules: Sequence[Rule]) -> Iterator[Problem]:
    """One-way rules by which a word leads back to itself through others."""
    leads: dict[Phrase, dict[Phrase, int]] = defaultdict(dict)
    for rule in filter(lambda rule: rule.is_one_way, rules):
        for key, meaning in product(rule.keys, rule.meanings):
            if meaning not in rule.keys:
                leads[key].setdefault(meaning, rule.line)
    for start, meanings in leads.items():
        for first, line in meanings.items():
            if _leads_back(first, start, leads):
                message = _("“%(key)s” leads to “%(meaning)s” and back: a loop.")
                texts = {"key": _text(start), "meaning": _text(first)}
                yield Problem(line, message % texts)


def _leads_back(
    begin: Phrase, target: Phrase, leads: Mapping[Phrase, Mapping[Phrase, int]]
) -> bool:
    seen, waiting = {begin}, [begin]
    while waiting:
        for following in leads.get(waiting.pop(), {}):
            if following == target:
                return True
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def _by_first(
    rules: Sequence[Rule],
) -> dict[str, tuple[tuple[Phrase, tuple[Phrase, ...]], ...]]:
    meanings: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for rule in rules:
        for key in rule.keys:
            others = (meaning for meaning in rule.meanings if meaning != key)
            meanings[key].update(dict.fromkeys(others))
    found: dict[str, list[tuple[Phrase, tuple[Phrase, ...]]]] = defaultdict(list)
    for key, values in meanings.items():
        found[key[0].folded].append((key, tuple(values)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return {first: tuple(entries) for first, entries in found.items()}


def stands_at(key: Phrase, words: Sequence[Word], begin: int) -> bool:
    """Whether the key's words stand there; typed with tones, a word must have the
    key's, typed without it may be any."""
    if begin + len(key) > len(words):
        return False
    return all(
        wanted.folded == typed.folded
        and (typed.accented in (wanted.accented, typed.folded))
        for wanted, typed in zip(key, words[begin:], strict=False)
    )


def _text(words: Phrase) -> str:
    return " ".join(word.accented for word in words)
