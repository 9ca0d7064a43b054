"""Slowing down whoever asks too often: counters in the cache, per window of time.

The caller's address is REMOTE_ADDR, which the proxies named in TRUSTED_PROXIES have
been taken off. A cache that is lost forgets the counts, nothing else.
"""

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in `seconds`, by name and by whoever asks."""

    name: str
    count: int
    seconds: int

    def spend(self, who: str) -> bool:
        """Count one more; False when that is one too many."""
        key = self._key(who)
        if cache.add(key, 1, self.seconds):
            return True
        try:
            return cache.incr(key) <= self.count
        except ValueError:
            # The window ended between the two calls: this is the first of the next.
            cache.set(key, 1, self.seconds)
            return True

    def is_spent(self, who: str) -> bool:
        return int(cache.get(self._key(who), 0)) >= self.count

    @property
    def retry_after(self) -> int:
        """Seconds until the present window ends."""
        return self.seconds - int(time.time()) % self.seconds

    def _key(self, who: str) -> str:
        window = int(time.time()) // self.seconds
        # Hashed: neither addresses nor sign-in names stand in the cache.
        digest = hashlib.sha256(who.encode()).hexdigest()[:32]
        return f"limit:{self.name}:{window}:{digest}"


def caller(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
