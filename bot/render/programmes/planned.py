"""What a programme says of its events, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.faults import Fault

MOST = 1000
"""Entries of a file: rows of a sheet, or events of a calendar, where a series is one."""

TOO_MANY = Fault("the file", f"has more than {MOST} events", "Split it into several, for example one a year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One event. `where` says where it stands in the file, `experts` are named as they stand there."""

    uid: str
    title: str
    first: date
    last: date
    place: str = ""
    organizers: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    cancelled: bool = False
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The events that could be read, what is wrong with others, and what was passed over."""

    events: tuple[Planned, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
