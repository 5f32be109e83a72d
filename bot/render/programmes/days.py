"""The days of an event as a sheet gives them: anything that the house reads as a date without a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.kinds.date_style import Leg, write
from bot.core.kinds.dates import understood
from bot.core.replies import Context, Unclear
from bot.core.text import excerpt

EXAMPLE = "for example 2026-06-03 or 3 June 2026"

COMING = timedelta(days=300)
"""How far ahead a day without a year may be: a programme is of what is to come, more than of what was."""

_MIDNIGHT = re.compile(r"[T ]+0?0:00(:00(\.0+)?)?( AM)?$|[T ]+12:00(:00)? AM$", re.IGNORECASE)
_SERIAL = re.compile(r"[2-7]\d{4}(\.0)?")
_EPOCH = date(1899, 12, 30)
"""The day from which a sheet counts days, when it shows a date as a number."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a row, and how to mend it."""

    what: str
    mend: str


def read_days(first: str, last: str, context: Context) -> tuple[date, date] | list[Wrong]:
    """Return the first and the last day, or all that is wrong; the first cell may hold both."""
    if not first:
        return [Wrong("has no first day", f"Write it, {EXAMPLE}")]
    legs = [_leg(name, cell, context) for name, cell in (("first", first), ("last", last)) if cell]
    wrongs = [leg for leg in legs if isinstance(leg, Wrong)]
    if wrongs:
        return wrongs
    days = [day for leg in legs if not isinstance(leg, Wrong) for day in leg]
    if days[-1] < days[0]:
        what = f"ends on {_written(days[-1], context)}, before it begins on {_written(days[0], context)}"
        return [Wrong(what, "Exchange the days, or mend one")]
    return days[0], days[-1]


def _leg(name: str, cell: str, context: Context) -> Leg | Wrong:
    if _SERIAL.fullmatch(cell):
        day = _EPOCH + timedelta(days=int(float(cell)))
        what = f"has the number {cell} for its {name} day"
        return Wrong(what, f"Write the day, {EXAMPLE}. The sheet may mean {_written(day, context)}")
    found = understood(_MIDNIGHT.sub("", cell), context)
    if isinstance(found, Unclear):
        return _unclear(name, cell, found, context)
    if found.guessed or len(found.legs) > 1:
        what = f"has “{excerpt(cell)}” for its {name} day, which is not one stretch of days"
        return Wrong(what, f"Write one day, {EXAMPLE}, and each stretch on a line of its own")
    return found.legs[0]


def _unclear(name: str, cell: str, found: Unclear, context: Context) -> Wrong:
    """Say what may be meant: of a day that does not exist nobody can say which it is."""
    problems = {found.key, *map(str, found.facts.get("problems", ()))}  # type: ignore[call-overload]  # a list
    if "no_such_day" in problems:
        return Wrong(
            f"has “{excerpt(cell)}” for its {name} day, which does not exist", f"Write it, {EXAMPLE}"
        )
    if "year_missing" in problems:
        ahead = understood(cell, replace(context, today=context.today + COMING))
        found = ahead if isinstance(ahead, Unclear) else found
    offered = [str(said) for said in found.facts.get("suggestions", ())]  # type: ignore[attr-defined]  # a list
    may = f". It may mean {' or '.join(offered)}" if offered else ""
    what = f"has “{excerpt(cell)}” for its {name} day, which is not clear"
    return Wrong(what, f"Write it in full, {EXAMPLE}{may}")


def _written(day: date, context: Context) -> str:
    return write([(day, day)], context.lexicon)
