"""What of the numbers is looked at: a period and a portal, said in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.labels import labels_of
from search.models import DailySearch
from search.statistics.periods import CHOICES, DEFAULT, Period

# The portal's value in an address: any of them, or searches of the whole province,
# whose own path is empty.
ANY, PROVINCE = "", "-"


@dataclass(frozen=True, slots=True)
class Filter:
    """Odd values mean the usual ones: an address that is typed gets an answer."""

    days: str
    portal_value: str

    @classmethod
    def of(cls, parameters: QueryDict) -> "Filter":
        days = parameters.get("days", DEFAULT)
        return cls(
            days=days if days in CHOICES else DEFAULT,
            portal_value=parameters.get("portal", ANY).replace("\x00", "")[:255],
        )

    def period(self, today: date) -> Period:
        return Period.of_days(int(self.days), until=today)

    @property
    def portal(self) -> str | None:
        if self.portal_value == ANY:
            return None
        return "" if self.portal_value == PROVINCE else self.portal_value

    @property
    def address(self) -> str:
        parameters = QueryDict(mutable=True)
        parameters.update({"days": self.days, "portal": self.portal_value})
        return parameters.urlencode()

    def day_options(self) -> list[tuple[str, Any, bool]]:
        return [(key, label, key == self.days) for key, label in CHOICES.items()]

    def portal_options(self) -> list[tuple[str, Any, bool]]:
        """The portals in which anything was searched, by name."""
        rows = DailySearch.objects.exclude(portal="").order_by().values_list("portal")
        paths = sorted({path for (path,) in rows.distinct()})
        names = labels_of("portal", paths)
        known = sorted(((path, names[path]) for path in paths), key=lambda one: one[1])
        options = [
            (ANY, _("All portals")),
            (PROVINCE, _("The whole province")),
            *known,
        ]
        return [(value, name, value == self.portal_value) for value, name in options]
