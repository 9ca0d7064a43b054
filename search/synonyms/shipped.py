"""The rules that came with the portal."""

from functools import lru_cache
from pathlib import Path

from search.synonyms.rules import SynonymRules, parse_rules

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "synonyms_vi.txt"


@lru_cache(maxsize=1)
def shipped_text() -> str:
    return SHIPPED.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def shipped_rules() -> SynonymRules:
    return parse_rules(shipped_text())
