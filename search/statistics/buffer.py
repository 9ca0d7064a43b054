"""Counts that wait in the process until they are written together."""

import threading
from collections import Counter
from datetime import date
from typing import NamedTuple

# Distinct texts or results that wait at most; further ones are lost, not the portal.
MAX_WAITING = 2_000


class SearchKey(NamedTuple):
    day: date
    text: str
    portal: str


class ClickKey(NamedTuple):
    day: date
    text: str
    portal: str
    type: str
    key: str
    position: int


class Outcome(NamedTuple):
    """How many searches, and how many of them found nothing, hardly anything, or only
    with some of the words."""

    searches: int = 1
    empty: int = 0
    few: int = 0
    relaxed: int = 0

    def plus(self, other: "Outcome") -> "Outcome":
        return Outcome(*(one + two for one, two in zip(self, other, strict=True)))


Searches = dict[SearchKey, Outcome]
Clicks = Counter[ClickKey]


class Buffer:
    """Filled by many threads, emptied by one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._searches: Searches = {}
        self._clicks: Clicks = Counter()
        self.lost = 0

    def __len__(self) -> int:
        return len(self._searches) + len(self._clicks)

    def add_search(self, key: SearchKey, outcome: Outcome) -> None:
        with self._lock:
            known = self._searches.get(key)
            if known is None and len(self._searches) >= MAX_WAITING:
                self.lost += outcome.searches
                return
            self._searches[key] = known.plus(outcome) if known else outcome

    def add_click(self, key: ClickKey, times: int = 1) -> None:
        with self._lock:
            if key not in self._clicks and len(self._clicks) >= MAX_WAITING:
                self.lost += times
                return
            self._clicks[key] += times

    def take(self) -> tuple[Searches, Clicks]:
        """All that waits; from now on it is the caller's to write or to give back."""
        with self._lock:
            taken = self._searches, self._clicks
            self._searches, self._clicks = {}, Counter()
            return taken

    def give_back(self, searches: Searches, clicks: Clicks) -> None:
        """What could not be written waits again, beside what came meanwhile."""
        for key, outcome in searches.items():
            self.add_search(key, outcome)
        for click, times in clicks.items():
            self.add_click(click, times)
