"""Which days somebody works, and when a clock on their wall shows an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which one person does not work.

    `weekend` are days of the week, Monday 0. `holidays` are those of the person's duty station, of every year
    that may be asked about: whoever makes a calendar fills in this year and the next. `away` are first and
    last days of absences, both included; a day that lies in two of them counts once.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    away: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if self.weekend >= frozenset(range(7)):
            raise ValueError("a weekend of seven days leaves no day to work")

    def works(self, day: date) -> bool:
        """Say whether the person works on this day."""
        return (
            day.weekday() not in self.weekend
            and day not in self.holidays
            and not any(first <= day <= last for first, last in self.away)
        )

    def add(self, day: date, number: int) -> date:
        """Return the day that comes so many working days later; earlier, where the number is below 0.

        The day itself does not count, and with 0 it is returned even if nobody works on it.
        """
        step = _A_DAY if number > 0 else -_A_DAY
        left = abs(number)
        while left:
            day += step
            left -= self.works(day)
        return day

    def from_(self, day: date) -> date:
        """Return the day itself, or the next one that is worked."""
        return day if self.works(day) else self.add(day, 1)

    def after_weekend(self, today: date) -> date | None:
        """Return the first day of the next week that is worked; None where it is more than seven days ahead.

        So the name of that day can mean no other one.
        """
        return next((day for day in _week(today) if self.works(day) and self._rests(today, day)), None)

    def before_weekend(self, today: date) -> date | None:
        """Return the last day to come that is worked before a weekend; None where it is more than seven days ahead."""
        ends = (day for day in _week(today) if self.works(day) and self._rests(day, self.add(day, 1)))
        return next(ends, None)

    def _rests(self, first: date, end: date) -> bool:
        """Say whether a weekend lies between: from the first day on, and before the other."""
        return any((first + _A_DAY * n).weekday() in self.weekend for n in range((end - first).days))


def open_at(calendar: Calendar, zone: str, at: datetime, *, opens: int, closes: int) -> datetime:
    """Return the first moment from this one on that lies in the working hours of a person."""
    wall = at.astimezone(ZoneInfo(zone))
    day = wall.date()
    if calendar.works(day) and wall.hour < closes:
        return max(at, on_the_wall(zone, day, opens))
    return on_the_wall(zone, calendar.add(day, 1), opens)


def _week(today: date) -> list[date]:
    return [today + _A_DAY * n for n in range(1, 8)]


def on_the_wall(zone: str, day: date, hour: int, minute: int = 0) -> datetime:
    """Return in UTC when a clock in this zone shows the time.

    Where the clock shows the hour twice it is the first, where it skips the hour the moment after it
    (PEP 495, fold=0).
    """
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)
