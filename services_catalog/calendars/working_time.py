"""Working time as a pure value: what the clock of dossiers counts on."""

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The hours and days that an agency works, in local time.

    `spans` are half-open (from, to), in order and apart from each other; `weekdays` are
    ISO (Monday is 1). A holiday is off whatever its weekday; a swapped day is worked in
    exchange for another one, whatever its weekday.
    """

    spans: tuple[tuple[time, time], ...] = (
        (time(7, 0), time(11, 30)),
        (time(13, 30), time(17, 0)),
    )
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = field(default_factory=frozenset)
    swapped: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        if day in self.swapped:
            return True
        return day.isoweekday() in self.weekdays and day not in self.holidays
