"""The days of one entry of a calendar: on the wall of the place where it happens, the last day included."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def values(event: Any, name: str) -> list[Any]:  # noqa: ANN401  untyped library
    """Return all properties of a name."""
    found = event.get(name)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def stretch(event: Any, zone: str) -> tuple[date, date]:  # noqa: ANN401  untyped library
    """Return the first and the last day; what ends at midnight, or by a whole day, ends on the day before."""
    begins = _one(event, "DTSTART")
    start = wall(begins.dt, begins.params.get("TZID"), zone)
    if event.get("DTEND") is not None:
        ends = _one(event, "DTEND")
        end = wall(ends.dt, ends.params.get("TZID"), zone)
    else:
        end = start + (event["DURATION"].dt if event.get("DURATION") is not None else timedelta())
    midnight = end.time() == time() and end > start
    return start.date(), (end - timedelta(days=1) if midnight else end).date()


def recurrence(event: Any, zone: str) -> str:  # noqa: ANN401  untyped library
    """Return the day of a series that the entry changes; empty where it changes none."""
    if event.get("RECURRENCE-ID") is None:
        return ""
    changed = _one(event, "RECURRENCE-ID")
    return wall(changed.dt, changed.params.get("TZID"), zone).date().isoformat()


def wall(moment: Any, tzid: object, zone: str) -> datetime:  # noqa: ANN401  a day, a time, or a period
    """Return what the clock of the place shows; a time in UTC is shown by the clock of `zone`."""
    if isinstance(moment, tuple):  # a period: it begins
        moment = moment[0]
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if not tzid and moment.tzinfo is not None and moment.utcoffset() == timedelta():
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return moment.replace(tzinfo=None)


def _one(event: Any, name: str) -> Any:  # noqa: ANN401  untyped library
    found = values(event, name)
    if len(found) != 1:
        raise ValueError(f"{name} stands there {len(found)} times")
    return found[0]
