"""The days of a series in a calendar: its rule, the days added and those taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any, ClassVar

from dateutil.rrule import rrulestr

from bot.render.programmes.stretch import values, wall

OCCURRENCES = 100
"""Days of one series."""

ALLOWED = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
WITHIN_A_DAY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)
"""How far a series is read; the next import goes on."""

CYCLE = 400
"""Years after which the calendar repeats itself, weekdays and leap years and all."""


class RuleError(Exception):
    """A series that is not read; `what` is wrong with it and how to `mend` it."""

    EXAMPLE: ClassVar[str] = "Repeat by day, week, month or year, for example RRULE:FREQ=WEEKLY;COUNT=10"

    def __init__(self, what: str, mend: str = EXAMPLE) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Series:
    """The days on which it happens, those that were taken out, and whether there are more."""

    days: tuple[date, ...]
    excluded: tuple[date, ...]
    capped: bool


def window(today: date) -> tuple[date, date]:
    """Return the first and the last day that are read of a series."""
    return today - BEHIND, today + AHEAD


def check_rules(event: Any) -> None:  # noqa: ANN401  untyped library
    """Raise RuleError where an event repeats in a way that is not read, whatever its days are."""
    rules = values(event, "RRULE")
    if len(rules) > 1:
        raise RuleError("has several rules by which it repeats")
    for rule in map(dict, rules):
        frequency = str(rule.get("FREQ", [""])[0]).upper()
        if frequency not in ALLOWED:
            raise RuleError(f"repeats by FREQ={frequency or 'nothing'}")
        if any(int(step) < 1 for step in rule.get("INTERVAL", ())):
            raise RuleError("repeats by an INTERVAL below 1")


def days_of(event: Any, first: date, zone: str, today: date) -> Series:  # noqa: ANN401  untyped library
    """Return the days of the series of an event around today. Raises what the library does."""
    rules = values(event, "RRULE")
    since, until = window(today)
    days = {first, *_listed(event, "RDATE", zone)}
    for rule in rules:
        parts = dict(rule)
        ends = _ends(parts, event, zone)
        days.update(_by_rule(parts, first, ends, since, until))
    excluded = set(_listed(event, "EXDATE", zone))
    kept, dropped = (
        sorted(day for day in some if since <= day <= until) for some in (days - excluded, excluded)
    )
    return Series(tuple(kept[:OCCURRENCES]), tuple(dropped[:OCCURRENCES]), capped=len(kept) > OCCURRENCES)


def _by_rule(rule: dict[str, Any], first: date, ends: list[date], since: date, until: date) -> list[date]:
    """Work the rule out at the far end of the calendar: there a rule that fits no day soon comes to its end."""
    last = min([until, *ends])
    if last <= first:
        return []
    cycles = (MAXYEAR - 1 - last.year) // CYCLE
    parts = {name: part for name, part in rule.items() if name not in WITHIN_A_DAY}
    written = ";".join(f"{name}={','.join(map(_text, part))}" for name, part in parts.items())
    found = rrulestr(written, dtstart=datetime.combine(_moved(first, cycles), time()))
    days = takewhile(lambda day: day <= last, (_moved(each.date(), -cycles) for each in found))
    return list(islice((day for day in days if day >= since), OCCURRENCES + 1))


def _ends(rule: dict[str, Any], event: Any, zone: str) -> list[date]:  # noqa: ANN401  untyped library
    """Return the last day on which it may begin: what ends at nine in the morning begins at ten no more."""
    start = values(event, "DTSTART")[0]
    tzid = start.params.get("TZID")
    ends = rule.pop("UNTIL", [])
    local = [end.astimezone(start.dt.tzinfo) if tzid and isinstance(end, datetime) else end for end in ends]
    begins = wall(start.dt, tzid, zone).time()
    walls = [(wall(end, tzid, zone), isinstance(end, datetime)) for end in local]
    return [(end - timedelta(days=timed and end.time() < begins)).date() for end, timed in walls]


def _text(value: object) -> str:
    return value.to_ical().decode() if hasattr(value, "to_ical") else str(value)


def _moved(day: date, cycles: int) -> date:
    return day.replace(year=day.year + CYCLE * cycles)


def _listed(event: Any, name: str, zone: str) -> list[date]:  # noqa: ANN401  untyped library
    lists = values(event, name)
    return [wall(each.dt, part.params.get("TZID"), zone).date() for part in lists for each in part.dts]
