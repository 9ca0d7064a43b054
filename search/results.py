"""What the engines ask and answer: plain values, whichever engine it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from search.promotions.rules import Promotions
from search.scopes import Scope
from search.synonyms.rules import SynonymRules

FACETS = ("type", "tier", "field", "level", "unit", "audience")
MAX_PAGE_SIZE = 100
# So many results can be paged through; who looks further had better narrow down.
REACHABLE = 10_000


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`filters` are facet values by facet, any of which will do; `at` is the day on
    which a result must be valid; `page` counts from 1, no further than `REACHABLE`.
    `exact` asks for what was typed even where it looks like a slip; `rules` and
    `promotions` are to be tried instead of those in force."""

    text: str
    at: date
    scope: Scope = field(default_factory=Scope)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    exact: bool = False
    rules: SynonymRules | None = None
    promotions: Promotions | None = None


class Segment(NamedTuple):
    """A piece of plain text; `marked` if it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """`title_en` and what else ends in `_en` is "" where nobody said it in English."""

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
    field_name_en: str = ""
    agency_en: str = ""
    fee_en: str = ""
    term_en: str = ""

    def said_in(self, language: str) -> "SearchHit":
        """The hit with field, agency, fee and term in that language, where there are
        such; the title stays as it was found."""
        if language != "en":
            return self
        return replace(
            self,
            field_name=self.field_name_en or self.field_name,
            agency=self.agency_en or self.agency,
            fee=self.fee_en or self.fee,
            term=self.term_en or self.term,
        )


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
    spelling of what was typed, from engines that know one; `corrected` says what was
    looked for instead of what was typed, if it was not that.
    """

    count: int
    hits: tuple[SearchHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    engine: str
    page: int
    page_size: int
    relaxed: bool = False
    suggestion: str | None = None
    corrected: str | None = None

    @property
    def reachable(self) -> int:
        """How many of the results can be paged through."""
        return min(self.count, REACHABLE // self.page_size * self.page_size)

    @property
    def pages(self) -> int:
        return max(1, -(-self.reachable // self.page_size))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry of the index whose title goes on as typed; `text_en` is the title in
    English, if it has one."""

    text: str
    type: str
    code: str
    path: str
    text_en: str = ""
