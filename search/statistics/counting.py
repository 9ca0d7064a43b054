"""Counting a search or a click without slowing or failing the request it came with.

Counts wait in the process. The request that ends after a few seconds, or after many
counts, writes them all when its answer has been sent; what waits when the process ends
is written then. A process that is killed loses the last few seconds.
"""

import atexit
import logging
import math
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from search.results import SearchQuery, SearchResults
from search.scopes import Scope
from search.statistics.buffer import Buffer, ClickKey, Outcome, SearchKey
from search.statistics.models import MAX_PORTAL
from search.statistics.privacy import countable
from search.statistics.writing import write

logger = logging.getLogger(__name__)

# Seconds that counts wait at most while requests come, and how many wait at most.
LONGEST_WAIT = 5.0
MOST_WAITING = 200
# Fewer results than this are hardly any; the page then asks the tiers above as well.
FEW = 3
# Results further down are counted as if they stood here.
LAST_POSITION = 100

_buffer = Buffer()
_written_at = time.monotonic()


def count_search(query: SearchQuery, results: SearchResults) -> None:
    """One more search for this text; texts that may tell of a person are not kept.

    Called once a question: turning a page or narrowing by a facet asks no new one.
    """
    counted = countable(query.text)
    portal = counted_portal(query.scope)
    if not counted or len(portal) > MAX_PORTAL:
        return
    found = results.count
    outcome = Outcome(
        empty=int(found == 0),
        few=int(0 < found < FEW),
        relaxed=int(results.relaxed),
    )
    _buffer.add_search(SearchKey(timezone.localdate(), counted, portal), outcome)


def count_click(
    *, text: str, scope: Scope, type_: str, key: str, position: int
) -> None:
    """One more click on this result, which stood at this place, counted from 1."""
    counted = countable(text)
    portal = counted_portal(scope)
    if not counted or len(portal) > MAX_PORTAL or position < 1:
        return
    place = min(position, LAST_POSITION)
    _buffer.add_click(
        ClickKey(timezone.localdate(), counted, portal, type_, key, place)
    )


def counted_portal(scope: Scope) -> str:
    """The url_path of the portal that was searched; "" for the whole province, which
    its own portal, a widened search and a call without a portal all mean."""
    return scope.portal if scope.scopes else ""


def write_when_due(**_kwargs: Any) -> None:
    """The receiver of `request_finished`: the answer has been sent, nobody waits."""
    wait = _wait()
    if not _buffer or wait == math.inf:
        return
    if len(_buffer) >= MOST_WAITING or time.monotonic() - _written_at >= wait:
        write_counts()


def _wait() -> float:
    """Infinite in tests, which write when they say so."""
    return float(getattr(settings, "SEARCH_STATISTICS_WAIT", LONGEST_WAIT))


def write_counts() -> bool:
    """Write all that waits. If the database is away it waits on; what the database
    refuses is dropped, or nothing would be written ever again. The log says either."""
    global _written_at
    _written_at = time.monotonic()
    searches, clicks = _buffer.take()
    try:
        write(searches, clicks)
    except OperationalError:
        _buffer.give_back(searches, clicks)
        logger.warning("search.statistics_wait", exc_info=True)
        return False
    except DatabaseError:
        logger.exception("search.statistics_refused")
        return False
    finally:
        # The end of the request has closed what was to be closed before this.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
    if _buffer.lost:
        logger.warning("search.statistics_lost", extra={"counts": _buffer.lost})
        _buffer.lost = 0
    return True


@atexit.register
def write_at_exit() -> None:
    if _buffer and _wait() < math.inf:
        write_counts()


def forget_counts() -> None:
    """Drop what waits: a test begins with nothing counted, now."""
    global _written_at
    _written_at = time.monotonic()
    _buffer.take()
