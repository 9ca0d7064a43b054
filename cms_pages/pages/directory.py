"""The directory of procedures: filters in the address, counts beside them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext

from cms_pages.pages.life_events import LIFE_EVENTS
from cms_pages.pages.procedures import ProcedureIndexPage
from cms_pages.pages.trails import home_link
from cms_pages.portals.snapshot import Portal, Section
from cms_pages.routing.answering import serve_page
from cms_pages.routing.parameters import (
    AGENCY,
    AUDIENCE,
    EVENT,
    FIELD,
    LEVEL,
    PARAMETERS,
    TIER,
)
from services_catalog.agencies.models import Agency
from services_catalog.fields.models import Field
from services_catalog.offerings.models import ServiceLevel
from services_catalog.procedures.models import Audience, Procedure, VersionAudience
from services_catalog.procedures.querysets import ProcedureQuerySet
from services_catalog.units.models import Tier
from services_catalog.validity import in_force
from themes.addresses import address_of

PAGE_SIZE = 20


def serve_directory(
    request: HttpRequest, *, portal: Portal, section: Section
) -> HttpResponseBase:
    """The directory page of this portal, with its list."""
    page = ProcedureIndexPage.objects.live().filter(pk=section.pk).first()
    if page is None:
        raise Http404
    directory = Directory(portal, Filters.of(request.GET), timezone.localdate())
    return serve_page(request, page, directory=directory.view(request.GET))


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen, one value a filter; a value nobody knows chooses nothing."""

    field: str = ""
    audience: str = ""
    level: str = ""
    agency: str = ""
    tier: str = ""
    event: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        events = {one.key for one in LIFE_EVENTS}
        return cls(
            field=query.get(FIELD, "")[:200].replace("\x00", ""),
            audience=_known(query.get(AUDIENCE), set(Audience.values)),
            level=_known(query.get(LEVEL), {str(one) for one in ServiceLevel.values}),
            agency=query.get(AGENCY, "")[:35].replace("\x00", ""),
            tier=_known(query.get(TIER), set(Tier.values)),
            event=_known(query.get(EVENT), events),
        )

    def chosen(self) -> int:
        return sum(
            bool(value)
            for value in (
                self.field,
                self.audience,
                self.level,
                self.agency,
                self.tier,
                self.event,
            )
        )


def _known(value: str | None, values: set[str]) -> str:
    return value if value in values else ""


@dataclass(frozen=True)
class Directory:
    """What a portal's agencies offer, narrowed by filters."""

    portal: Portal
    filters: Filters
    on: date

    def procedures(self, filters: Filters | None = None) -> ProcedureQuerySet:
        """Those that pass these filters, the most needed first."""
        chosen = self.filters if filters is None else filters
        found = self._everything.in_force(self.on)
        if chosen.field:
            found = found.in_fields([chosen.field])
        if chosen.audience:
            found = found.for_audiences([chosen.audience], self.on)
        if chosen.level:
            found = found.at_levels([int(chosen.level)], self.on, self._offering)
        if chosen.tier:
            found = found.at_tiers([chosen.tier], self.on)
        if agency := self._chosen_agency:
            found = found.offered_by([agency], self.on)
        if chosen.event:
            found = found.filter(life_events__icontains=f'"{chosen.event}"')
        return found

    @cached_property
    def _everything(self) -> ProcedureQuerySet:
        procedures: ProcedureQuerySet = Procedure.objects.all()
        if self.portal.is_root:
            return procedures.offered(self.on)
        return procedures.offered_by(self.portal.agencies, self.on)

    @cached_property
    def _chosen_agency(self) -> Agency | None:
        wanted = self.filters.agency
        return next(
            (one for one in self.portal.agencies if one.identifier == wanted), None
        )

    @property
    def _offering(self) -> tuple[Agency, ...] | None:
        """Whose level counts: the agency chosen, else this portal's; in the province's
        portal anybody's."""
        if agency := self._chosen_agency:
            return (agency,)
        return None if self.portal.is_root else self.portal.agencies

    def view(self, query: QueryDict) -> dict[str, Any]:
        """Everything that the page prints."""
        found = self.procedures().with_name(self.on)
        found = (
            found.with_level(self.on, self._offering)
            .select_related("field")
            .order_by("-popularity", "code")
        )
        page = Paginator(found, PAGE_SIZE).get_page(query.get("page"))
        return {
            "page": page,
            "count": page.paginator.count,
            "rows": [self._row(procedure) for procedure in page],
            "groups": self.groups(query),
            "chosen": self.filters.chosen(),
            "clear_url": "?" if self.filters.chosen() else "",
            "trail": [home_link(self.portal)],
        }

    def _row(self, procedure: Any) -> dict[str, Any]:
        english = get_language() == "en" and procedure.name_en
        level = procedure.highest_level
        return {
            "title": english or procedure.name,
            "url": address_of("procedure", procedure.code, portal=self.portal.path),
            "text": procedure.summary or "",
            "overline": procedure.field.name if procedure.field else "",
            "tag": str(ServiceLevel(level).label) if level else "",
            "tag_kind": "brand" if level and level >= ServiceLevel.SUBMIT else "",
        }

    def groups(self, query: QueryDict) -> list[dict[str, Any]]:
        """The filters with how many each would leave, its own choice not counted."""
        groups = [
            (gettext("Field"), FIELD, self.filters.field, self._fields()),
            (gettext("Online"), LEVEL, self.filters.level, self._levels()),
            (gettext("For whom"), AUDIENCE, self.filters.audience, self._audiences()),
        ]
        if self.portal.is_root:
            groups.append((gettext("Tier"), TIER, self.filters.tier, self._tiers()))
        if len(self.portal.agencies) > 1:
            agencies = [(one.identifier, one.name, "") for one in self.portal.agencies]
            groups.append((gettext("Agency"), AGENCY, self.filters.agency, agencies))
        return [
            {
                "title": title,
                "options": [
                    _option(query, parameter, chosen, *option) for option in options
                ],
            }
            for title, parameter, chosen, options in groups
            if options
        ]

    def _fields(self) -> list[tuple[str, str, Any]]:
        counted = (
            self.procedures(replace(self.filters, field=""))
            .order_by()
            .values_list("field")
            .annotate(count=Count("pk"))
        )
        counts = dict(counted)
        fields = Field.objects.filter(pk__in=[key for key in counts if key])
        return [
            (one.slug, one.name, counts[one.pk])
            for one in sorted(fields, key=lambda one: -counts[one.pk])
        ]

    def _levels(self) -> list[tuple[str, str, Any]]:
        rows = (
            self.procedures(replace(self.filters, level=""))
            .with_level(self.on, self._offering)
            .order_by()
            .values_list("highest_level", flat=True)
        )
        counts: dict[int, int] = {}
        for level in rows:
            counts[level] = counts.get(level, 0) + 1
        return [
            (str(level.value), str(level.label), counts[level.value])
            for level in reversed(ServiceLevel)
            if level.value in counts
        ]

    def _audiences(self) -> list[tuple[str, str, Any]]:
        procedures = self.procedures(replace(self.filters, audience=""))
        counted = (
            VersionAudience.objects.filter(in_force(self.on, "version__"))
            .filter(version__procedure__in=procedures.order_by().values("pk"))
            .order_by()
            .values_list("audience")
            .annotate(count=Count("version__procedure", distinct=True))
        )
        counts = dict(counted)
        return [
            (value, str(label), counts[value])
            for value, label in Audience.choices
            if value in counts
        ]

    def _tiers(self) -> list[tuple[str, str, Any]]:
        without = replace(self.filters, tier="")
        return [
            (
                value,
                str(label),
                self.procedures(without).at_tiers([value], self.on).count(),
            )
            for value, label in Tier.choices
        ]


def _option(
    query: QueryDict, parameter: str, chosen: str, value: str, label: str, count: Any
) -> dict[str, Any]:
    """Following a chosen option takes it away; the list begins anew."""
    is_chosen = value == chosen
    kept: list[tuple[str, str]] = [
        (name, str(query[name]))
        for name in PARAMETERS
        if name != parameter and query.get(name)
    ]
    if not is_chosen:
        kept.append((parameter, value))
    address = QueryDict(mutable=True)
    for name, wanted in kept:
        address[name] = wanted
    return {
        "label": label,
        "count": count,
        "url": f"?{address.urlencode()}",
        "current": is_chosen,
    }
