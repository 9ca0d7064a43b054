"""Synonyms and promotions in force, as one immutable value in the process.

Whatever is published is read once and kept; its stamp is compared at most once a
second, in one query, so publishing shows everywhere without a restart or a rebuild.
"""

import logging
import uuid
from dataclasses import dataclass
from functools import lru_cache

from search.freshness import Fresh
from search.models import LiveState, PromotionSet, SynonymSet
from search.promotions.rules import Promotions, read_promotions
from search.synonyms.rules import SynonymRules, SynonymRulesError, parse_rules
from search.synonyms.shipped import shipped_rules

logger = logging.getLogger(__name__)

# For so long a process may use what another process has just replaced.
_CHECK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class InForce:
    rules: SynonymRules
    promotions: Promotions


def _stamp() -> uuid.UUID | None:
    return LiveState.objects.values_list("stamp", flat=True).first()


@lru_cache(maxsize=1)
def _as_shipped() -> InForce:
    """Nothing was ever published."""
    return InForce(shipped_rules(), Promotions())


def _read() -> InForce:
    """What is live now; a half that was never published is as it came."""
    live = SynonymSet.objects.filter(live__isnull=False)
    text = live.values_list("live__text", flat=True).first()
    placed = PromotionSet.objects.filter(live__isnull=False)
    content = placed.values_list("live__content", flat=True).first()
    return InForce(_parsed(text), read_promotions(content or []))


def _parsed(text: str | None) -> SynonymRules:
    """Rules were parsed when they were published: by an older release, perhaps. No
    search fails for them; the log names the lines and says what is used instead."""
    if text is None:
        return shipped_rules()
    try:
        return parse_rules(text)
    except SynonymRulesError:
        logger.exception("search.live_rules_refused", extra={"used": "as shipped"})
        return shipped_rules()


CURRENT = Fresh(
    generation=_stamp, load=_read, empty=_as_shipped, seconds=_CHECK_SECONDS
)


def in_force() -> InForce:
    """What is published, at most a second late."""
    return CURRENT.get()


def published() -> None:
    """Give the state a new stamp, in the caller's transaction."""
    LiveState.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    CURRENT.forget()
