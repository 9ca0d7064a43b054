"""The rules that widen every search now."""

from search.in_force import in_force
from search.synonyms.rules import SynonymRules
from search.synonyms.shipped import SHIPPED, shipped_rules

__all__ = ["SHIPPED", "rules_in_force", "shipped_rules"]


def rules_in_force() -> SynonymRules:
    """What was published last; the rules that came with the portal if nothing was."""
    return in_force().rules
