"""The state of a search: it stands in the address, and nowhere else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict

from search.normalise import MAX_QUERY_CHARACTERS, clean
from search.results import REACHABLE, SearchQuery
from search.scopes import Scope
from themes.frame import Frame

SCOPE_PARAMETER = "pham-vi"
WHOLE_PROVINCE = "tinh"
EXACT_PARAMETER = "nguyen-van"
PAGE_SIZE = 20
# With fewer results than this a page says what else can be done.
FEW = 3
# By which a list is narrowed; the type is chosen by tabs.
FACETS = ("tier", "level", "field", "unit", "audience")
_FILTERS = ("type", *FACETS)
_MAX_CHOSEN = 20
_LONGEST_VALUE = 100
_DIGITS = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class SearchState:
    """What the address says: nothing else decides what the page shows."""

    text: str
    filters: Mapping[str, tuple[str, ...]]
    page: int
    is_wide: bool
    is_exact: bool
    is_cut: bool
    frame: Frame

    @classmethod
    def of(cls, parameters: QueryDict, frame: Frame) -> "SearchState":
        typed, page = parameters.get("q", ""), parameters.get("page", "")
        return cls(
            text=clean(typed[:MAX_QUERY_CHARACTERS]),
            filters={name: _chosen(parameters, name) for name in _FILTERS},
            page=max(1, int(page)) if _DIGITS.fullmatch(page) else 1,
            is_wide=parameters.get(SCOPE_PARAMETER) == WHOLE_PROVINCE,
            is_exact=parameters.get(EXACT_PARAMETER) == "1",
            is_cut=len(typed) > MAX_QUERY_CHARACTERS,
            frame=frame,
        )

    @property
    def is_within_unit(self) -> bool:
        return self.frame.home_url != self.frame.root_url

    @property
    def portal(self) -> str:
        """Whose frame results are shown in; the whole province has the province's."""
        return "" if self.is_wide else self.frame.portal_path

    @property
    def scope(self) -> Scope:
        if self.is_wide:
            return Scope()
        frame = self.frame
        return Scope(frame.search_scopes, frame.search_excluded, frame.portal_path)

    @property
    def is_new(self) -> bool:
        """Whether this asks something, not for more or less of an answer."""
        asks_again = self.page > 1 or self.is_exact or any(self.filters.values())
        return not asks_again

    @property
    def narrowed_by(self) -> int:
        """How many filters are chosen beside the type."""
        return sum(len(self.filters[facet]) for facet in FACETS)

    def query(self, *, at: date) -> SearchQuery:
        return SearchQuery(
            text=self.text,
            at=at,
            scope=self.scope,
            filters=self.filters,
            page=min(self.page, REACHABLE // PAGE_SIZE),
            page_size=PAGE_SIZE,
            exact=self.is_exact,
        )

    def address(self, *, page: int = 1) -> str:
        """This state in an address relative to the page itself."""
        parameters = QueryDict(mutable=True)
        parameters["q"] = self.text
        for name, values in self.filters.items():
            parameters.setlist(name, list(values))
        if self.is_wide:
            parameters[SCOPE_PARAMETER] = WHOLE_PROVINCE
        if self.is_exact:
            parameters[EXACT_PARAMETER] = "1"
        if page > 1:
            parameters["page"] = str(page)
        return f"?{parameters.urlencode()}"

    def with_text(self, text: str, *, exact: bool = False) -> "SearchState":
        """Other words, narrowed as before."""
        return replace(self, text=text, is_exact=exact)

    def with_only(self, name: str, value: str) -> "SearchState":
        values = (value,) if value else ()
        return replace(self, filters={**self.filters, name: values})

    def with_toggled(self, name: str, value: str) -> "SearchState":
        chosen = self.filters[name]
        values = (
            tuple(other for other in chosen if other != value)
            if value in chosen
            else (*chosen, value)
        )
        return replace(self, filters={**self.filters, name: values})

    def without_filters(self) -> "SearchState":
        return replace(self, filters={**self.filters, **dict.fromkeys(FACETS, ())})

    def of_everything(self) -> "SearchState":
        """The same words without any filter, the type among them."""
        return replace(self, filters=dict.fromkeys(_FILTERS, ()))

    def widened(self, *, wide: bool) -> "SearchState":
        return replace(self, is_wide=wide)


def _chosen(parameters: QueryDict, name: str) -> tuple[str, ...]:
    values = (clean(value[:_LONGEST_VALUE]) for value in parameters.getlist(name))
    return tuple(dict.fromkeys(filter(None, values)))[:_MAX_CHOSEN]
