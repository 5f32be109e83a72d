"""Working days: Monday to Friday."""

from __future__ import annotations

from datetime import date, timedelta


def add_working_days(day: date, number: int) -> date:
    """Return the day that comes `number` working days after `day`; the day itself does not count."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day
