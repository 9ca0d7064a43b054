"""Values that every search needs and few changes touch, kept in the process."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Fresh(Generic[T]):
    """A value made from the database, made anew when its generation has moved on.

    The generation is asked for at most once in so many seconds, by one thread; the
    others go on with what there is. None as generation means there is nothing yet.
    """

    def __init__(
        self,
        *,
        generation: Callable[[], object | None],
        load: Callable[[], T],
        empty: Callable[[], T],
        seconds: float,
    ) -> None:
        self._generation = generation
        self._load = load
        self._empty = empty
        self._seconds = seconds
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Look again at the next call, whatever is known."""
        self._known: object | None = None
        self._value: T | None = None
        self._checked = float("-inf")

    def get(self) -> T:
        if self._value is None:
            self._refresh()
        elif self._is_due() and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        value = self._value
        return self._empty() if value is None else value

    def _is_due(self) -> bool:
        return time.monotonic() - self._checked >= self._seconds

    def _refresh(self) -> None:
        self._checked = time.monotonic()
        generation = self._generation()
        if generation is None:
            self._value = self._empty()
        elif generation != self._known or self._value is None:
            self._value = self._load()
        self._known = generation
