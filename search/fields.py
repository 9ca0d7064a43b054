"""The fields of what a portal offers, to look through where a search has ended."""

from datetime import date

from django.db.models import Count, Q

from search.engines.groups import seen_in, tally
from search.models import SearchDocument
from search.results import FacetValue
from search.scopes import Scope

_PROCEDURE = "procedure"


def fields_in(scope: Scope, *, at: date) -> tuple[FacetValue, ...]:
    """Each field with its number of procedures, the largest first.

    Read from the embedded index, which holds everything whichever engine answers.
    """
    counted = (
        SearchDocument.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=at),
            Q(valid_to=None) | Q(valid_to__gt=at),
            type=_PROCEDURE,
        )
        .order_by()
        .values_list("group")
        .annotate(count=Count("pk"))
    )
    counts = dict(counted)
    seen = seen_in(scope)
    if seen is not None:
        counts = {group: counts[group] for group in seen if group in counts}
    return tally(counts, {}).facets["field"]
