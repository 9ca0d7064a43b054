"""Units, working time and fields: what everything else of the demo stands on."""

from portal.demo.content import DATA, SINCE, ContentError, read_list
from portal.demo.progress import Progress
from services_catalog.calendars.models import WorkCalendar
from services_catalog.calendars.services import import_holidays
from services_catalog.fields.models import Field
from services_catalog.units.models import AdminUnit
from services_catalog.units.services import import_units

CALENDAR_YEARS = range(2024, 2028)


def load_units(_progress: Progress) -> int:
    """The 151 units of the three-tier province; an operation ends them one day."""
    if AdminUnit.objects.exists():
        return 0
    report = import_units(DATA / "units.csv", valid_from=SINCE)
    if report.refused:
        message = f"units.csv: {report.refused[0]}"
        raise ContentError(message)
    return len(report.added)


def load_calendar(_progress: Progress) -> int:
    """The office hours of the province, with the days off from 2024 to 2027."""
    calendar, is_new = WorkCalendar.objects.get_or_create(
        is_default=True, defaults={"name": "Giờ hành chính"}
    )
    return import_holidays(calendar=calendar, years=CALENDAR_YEARS) if is_new else 0


def load_fields(progress: Progress) -> int:
    known = set(Field.objects.values_list("code", flat=True))
    missing = [row for row in read_list("fields") if row["code"] not in known]
    for row in progress.over(missing, "Lĩnh vực"):
        Field.objects.create(
            **{name: row[name] for name in ("code", "name", "name_en", "slug")},
            sector=row["sector"],
        )
    return len(missing)
