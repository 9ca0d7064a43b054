"""Units, working time and fields: what everything else of the demo stands on."""

from portal.demo.content import DATA, SINCE, ContentError, read_list
from portal.demo.progress import Progress
from portal.demo.rows import enter
from services_catalog.calendars.models import WorkCalendar
from services_catalog.calendars.services import import_holidays
from services_catalog.fields.models import Field
from services_catalog.units.services import import_units

CALENDAR_YEARS = range(2024, 2028)


def load_units(progress: Progress) -> int:
    """The 151 units of the three-tier province; an operation ends them one day."""
    report = import_units(DATA / "units.csv", valid_from=SINCE)
    if report.refused:
        message = f"units.csv: {report.refused[0]}"
        raise ContentError(message)
    return len(report.added) + len(report.replaced) + len(report.corrected)


def load_calendar(progress: Progress) -> int:
    """The office hours of the province, with the days off from 2024 to 2027."""
    calendar, changed = enter(
        WorkCalendar, {"is_default": True}, {"name": "Giờ hành chính"}
    )
    return changed + import_holidays(calendar=calendar, years=CALENDAR_YEARS)


def load_fields(progress: Progress) -> int:
    return sum(
        enter(
            Field,
            {"code": row["code"]},
            {key: row[key] for key in ("name", "name_en", "slug", "sector")},
        )[1]
        for row in progress.over(read_list("fields"), "Lĩnh vực")
    )
