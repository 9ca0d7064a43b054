"""Public figures of the catalogue; those of dossiers join them when they are kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from cms_pages.portals.snapshot import Portal
from cms_pages.routing.caching import cacheable
from services_catalog.agencies.models import Agency
from services_catalog.offerings.counts import count_by_agency, count_by_level
from services_catalog.offerings.models import ServiceLevel

MAX_AGENCIES = 40


@require_safe
def serve_statistics(request: HttpRequest, *, portal: Portal) -> HttpResponse:
    """How many procedures there are by level, and by agency of this portal."""
    today = timezone.localdate()
    levels = count_by_level(today)
    total = sum(levels.values())
    by_agency = count_by_agency(today)
    agencies = [(one.name, by_agency.get(one.pk, 0)) for one in _agencies(portal)]
    online = sum(
        count for level, count in levels.items() if level >= ServiceLevel.SUBMIT
    )
    context = {
        "sentence": ngettext(
            "%(total)d procedure, of which %(online)d can be submitted online.",
            "%(total)d procedures, of which %(online)d can be submitted online.",
            total,
        )
        % {"total": total, "online": online},
        "total": total,
        "levels": [
            _bar(str(level.label), levels.get(level.value, 0)) for level in ServiceLevel
        ],
        "agencies": [_bar(name, count) for name, count in agencies],
        "most": max((count for _name, count in agencies), default=0),
        "unit": gettext("Procedures"),
    }
    return cacheable(
        request, render(request, "cms_pages/pages/statistics.html", context)
    )


def _agencies(portal: Portal) -> list[Agency]:
    """The first of the portal's own: a figure with more bars reads like none."""
    return list(portal.agencies[:MAX_AGENCIES])


def _bar(label: str, value: int) -> dict[str, object]:
    return {"label": label, "value": value, "text": str(value)}
