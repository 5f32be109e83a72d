"""The days of one entry of a calendar: on the wall of the place where it happens, the last day included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def values(event: Any, name: str) -> list[Any]:  # noqa: ANN401  untyped library
    """Return all properties of a name."""
    found = event.get(name)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first and the last day, and at what hour it ends by which clock; each empty where it is not said."""

    first: date
    last: date
    zone: str = ""
    ends: str = ""


def stretch(event: Any, zone: str) -> Stretch:  # noqa: ANN401  untyped library
    """Return the days of an entry; what ends at midnight, or by a whole day, ends on the day before."""
    begins = _one(event, "DTSTART")
    start = wall(begins.dt, begins.params.get("TZID"), zone)
    ends, end = begins, start
    if event.get("DTEND") is not None:
        ends = _one(event, "DTEND")
        end = wall(ends.dt, ends.params.get("TZID"), zone)
    elif event.get("DURATION") is not None:
        end = start + event["DURATION"].dt
    midnight = end.time() == time() and end > start
    last = (end - timedelta(days=1) if midnight else end).date()
    if not isinstance(ends.dt, datetime):
        return Stretch(start.date(), last)
    hour = "24:00" if midnight else f"{end:%H:%M}"
    return Stretch(start.date(), last, _zone_of(ends, zone), hour if end > start else "")


def _zone_of(moment: Any, zone: str) -> str:  # noqa: ANN401  untyped library
    """Return by which clock a time is meant; empty where it is that of the place, wherever that is."""
    if moment.params.get("TZID"):
        return getattr(moment.dt.tzinfo, "key", "")
    return zone if moment.dt.tzinfo is not None else ""


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
