"""Handing out dossier codes: the database counts, per agency and day."""

from datetime import date

from django.db import connection

from services_catalog.agencies.models import Agency
from submissions.dossiers.codes import format_code
from submissions.dossiers.models import CodeCounter


def allot_number(agency: Agency, day: date) -> int:
    """The agency's next number of the day, counted by the database in one statement.

    Within the caller's transaction: the row stays locked until that ends, so numbers
    that were handed out follow one another and none is given twice.
    """
    table = connection.ops.quote_name(CodeCounter._meta.db_table)
    statement = (
        f"INSERT INTO {table} (agency_id, day, last) VALUES (%s, %s, 1) "  # noqa: S608
        f"ON CONFLICT (agency_id, day) DO UPDATE SET last = {table}.last + 1 "
        "RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [agency.pk, day.isoformat()])
        (number,) = cursor.fetchone()
    return int(number)


def allot_code(agency: Agency, day: date) -> str:
    """The next code of this agency on this day (a day is one in Vietnam)."""
    return format_code(agency.identifier, day, allot_number(agency, day))
