"""Where a text that found nothing can become words by which something is found.

The room that knows procedures registers its own (an inversion point): search knows
neither what carries everyday phrases nor who may write them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PhraseTarget:
    """`label` says what is done ("Add to a procedure"), `address` where, for a text;
    `is_open_to` whether this person may do it."""

    name: str
    label: Any
    address: Callable[[str], str]
    is_open_to: Callable[[Any], bool]


_targets: dict[str, PhraseTarget] = {}


def register_phrase_target(target: PhraseTarget) -> None:
    """Offer a place for everyday phrases beside each search without result."""
    _targets[target.name] = target


def phrase_targets(user: Any) -> list[PhraseTarget]:
    """Those that this person may write to."""
    return [target for target in _targets.values() if target.is_open_to(user)]
