"""How facet values are called; rooms above add names for what they know (units)."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Argument: the values asked for. Answer: a name for each value that has one.
LabelSource = Callable[[Iterable[str]], Mapping[str, str]]
_sources: dict[str, LabelSource] = {}

_FIXED: dict[str, Mapping[str, object]] = {
    "type": {
        "procedure": _("Procedures"),
        "page": _("Pages"),
        "news": _("News"),
        "document": pgettext_lazy("kind of result", "Documents"),
    },
    "tier": {
        "province": _("Province"),
        "district": _("District"),
        "commune": _("Commune"),
        "ministry": _("Central government"),
    },
    "level": {
        "1": _("Information only"),
        "2": _("Forms to download"),
        "3": _("Submit online, pay at the counter"),
        "4": _("Submit, pay and receive online"),
    },
}


def register_labels(facet: str, source: LabelSource) -> None:
    """Say who names the values of a facet (an inversion point)."""
    _sources[facet] = source


def labels_of(facet: str, values: Iterable[str]) -> dict[str, str]:
    """A name for each value; a value that nobody names is its own."""
    wanted = list(values)
    known: dict[str, object] = dict(_FIXED.get(facet, {}))
    if wanted and facet in _sources:
        known.update(_sources[facet](wanted))
    return {value: str(known.get(value, value)) for value in wanted}
