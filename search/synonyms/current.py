"""The rules that widen every search now."""

from functools import lru_cache
from pathlib import Path

from search.synonyms.rules import SynonymRules, parse_rules

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "synonyms_vi.txt"


def rules_in_force() -> SynonymRules:
    """The rules that came with the portal."""
    return shipped_rules()


@lru_cache(maxsize=1)
def shipped_rules() -> SynonymRules:
    return parse_rules(SHIPPED.read_text(encoding="utf-8"))
