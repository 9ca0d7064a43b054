"""What the engines ask and answer: plain values, whichever engine it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from search.scopes import Scope
from search.synonyms.rules import SynonymRules

FACETS = ("type", "tier", "field", "level", "unit", "audience")
MAX_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`filters` are facet values by facet, any of which will do; `at` is the day on
    which a result must be valid; `page` counts from 1; `rules` are synonyms to try
    instead of those in force."""

    text: str
    at: date
    scope: Scope = field(default_factory=Scope)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    rules: SynonymRules | None = None


class Segment(NamedTuple):
    """A piece of plain text; `marked` if it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    type: str
    key: str
    code: str
    path: str
    title: str
    title_en: str
    title_segments: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    score: float
    tiers: tuple[str, ...]
    level: str
    field_name: str
    agency: str
    channel: str
    fee: str
    term: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """`facets` count what each value would give with the other filters as they are.

    `relaxed` says that not every word was found together; `suggestion` is a better
    spelling of what was typed, from engines that know one.
    """

    count: int
    hits: tuple[SearchHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    engine: str
    page: int
    page_size: int
    relaxed: bool = False
    suggestion: str | None = None

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.page_size))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry of the index whose title goes on as typed."""

    text: str
    type: str
    code: str
    path: str
