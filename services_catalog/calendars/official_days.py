"""Days off given in exchange for a Saturday worked, as notified for state offices.

The `holidays` package knows the public holidays of the Labour Code (article 112) with
their lunar dates; exchanges are notified year by year, often weeks before the day, so
they stand here as data and reach a calendar without waiting for a release of it.
"""

from datetime import date

# day off (a working day by its weekday) -> Saturday worked in exchange
SWAPPED_DAYS: dict[date, date] = {
    date(2024, 4, 29): date(2024, 5, 4),  # around Reunification and Labour Day
    date(2025, 5, 2): date(2025, 4, 26),  # the Friday after Labour Day
    date(2026, 1, 2): date(2026, 1, 10),  # the Friday after New Year
    date(2026, 8, 31): date(2026, 8, 22),  # the Monday before National Day
}
