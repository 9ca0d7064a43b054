"""A breaker: whoever did not answer a few times in a row is left alone for a while.

So a dead or slow server costs the time of a few searches, not of every page. After the
pause one search tries again, while all others go on without.
"""

import threading
import time
from collections.abc import Callable
from enum import StrEnum

PATIENCE = 3
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 30.0

# What `begin` hands out: outcomes of tries that began before the last change of state
# say nothing any more.
Ticket = int


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class Breaker:
    """Of one process and one partner; may be used by any number of threads."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """As if nothing had ever been asked."""
        with self._lock:
            self._state = BreakerState.CLOSED
            self._ticket: Ticket = 0
            self._failures = 0
            self._pause = FIRST_PAUSE
            self._closed_until = 0.0

    @property
    def state(self) -> BreakerState:
        return self._state

    def begin(self) -> Ticket | None:
        """A ticket for a try, or None while the partner is to be left alone.

        The outcome of a try is told by `succeed` or `fail`. One that is never told
        keeps the next from trying for no longer than a pause.
        """
        with self._lock:
            if self._state is BreakerState.CLOSED:
                return self._ticket
            now = self._clock()
            if now < self._closed_until:
                return None
            self._state = BreakerState.HALF_OPEN
            self._closed_until = now + self._pause
            self._ticket += 1
            return self._ticket

    def succeed(self, ticket: Ticket) -> bool:
        """Says whether this closed it."""
        with self._lock:
            if ticket != self._ticket or self._state is BreakerState.OPEN:
                return False
            was_tried = self._state is BreakerState.HALF_OPEN
            self._state = BreakerState.CLOSED
            self._failures = 0
            self._pause = FIRST_PAUSE
            return was_tried

    def fail(self, ticket: Ticket, *, is_certain: bool = False) -> bool:
        """`is_certain` that the next try would fare no better: it opens at once.
        Says whether this opened it."""
        with self._lock:
            if ticket != self._ticket or self._state is BreakerState.OPEN:
                return False
            self._failures += 1
            if self._state is BreakerState.HALF_OPEN:
                self._open(min(self._pause * 2, LONGEST_PAUSE))
            elif is_certain or self._failures >= PATIENCE:
                self._open(FIRST_PAUSE)
            else:
                return False
            return True

    def _open(self, pause: float) -> None:
        self._state = BreakerState.OPEN
        self._pause = pause
        self._closed_until = self._clock() + pause
        self._failures = 0
