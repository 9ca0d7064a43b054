"""Asking every text twice: as it is answered now, and as the drafts would have it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from search.preview.comparison import TOP, Comparison, compare
from search.promotions.rules import Promotions, read_promotions
from search.promotions.services import PromotedResults
from search.queries import search
from search.results import SearchQuery
from search.scopes import Scope
from search.synonyms.rules import SynonymRules, parse_rules
from search.synonyms.services import Synonyms

# Each is searched twice: more would keep an administrator waiting, and the web process.
MOST_TEXTS = 30


def previews(
    texts: Sequence[str],
    *,
    synonyms: Synonyms,
    promoted: PromotedResults,
    scope: Scope,
    at: date,
) -> list[Comparison]:
    """The rankings of these texts, live and by the drafts. Raises `SynonymRulesError`
    for a draft that an earlier release still took."""
    rules = parse_rules(synonyms.draft)
    promotions = read_promotions(promoted.draft)
    return [_preview(text, scope, at, rules, promotions) for text in texts[:MOST_TEXTS]]


def _preview(
    text: str, scope: Scope, at: date, rules: SynonymRules, promotions: Promotions
) -> Comparison:
    live = SearchQuery(text=text, at=at, scope=scope, page_size=TOP)
    draft = replace(live, rules=rules, promotions=promotions)
    return compare(text, search(live).hits, search(draft).hits)
