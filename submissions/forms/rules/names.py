"""The questions that a rule may speak of, by their words or by their keys."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from submissions.forms.rules.expressions import Type
from submissions.forms.rules.tokens import RuleError


@dataclass(frozen=True, slots=True)
class Name:
    """A question: its key, its words, what its answer is in a rule.

    `options` are the words of each answer that can be chosen, by value. `group` is
    the key of the repeating group in whose rows it stands.
    """

    key: str
    label: str
    type: Type
    options: Mapping[str, str] = field(default_factory=dict)
    group: str = ""


class Names:
    """Finds questions as rules name them; every miss says what would be right."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._all = list(names)

    def find(self, said: str) -> Name:
        """The question of that key or label; raises RuleError."""
        by_key = [each for each in self._all if said in _keys(each)]
        found = by_key or [each for each in self._all if _like(each.label, said)]
        if not found:
            message = gettext(
                "There is no question “%(name)s” in this form. Write its words as they"
                " stand there, or its key."
            )
            raise RuleError(message % {"name": said})
        if len(found) > 1:
            message = gettext(
                "%(count)d questions are called “%(name)s”. Name the one that you mean"
                " by its key: %(keys)s."
            )
            keys = ", ".join(_keys(each)[-1] for each in found)
            raise RuleError(message % {"count": len(found), "name": said, "keys": keys})
        return found[0]


def _keys(name: Name) -> tuple[str, ...]:
    return (f"{name.group}.{name.key}",) if name.group else (name.key,)


def _like(label: str, said: str) -> bool:
    return _folded(label) == _folded(said)


def _folded(text: str) -> str:
    words = unicodedata.normalize("NFC", text).casefold().split()
    return " ".join(words).rstrip(" ?.:")
