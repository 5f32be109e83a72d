"""What a programme says of its events, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.core.faults import Fault

MOST = 1000
"""Entries of a file: rows of a sheet, or events of a calendar, where a series is one."""

TOO_MANY = Fault("the file", f"has more than {MOST} events", "Split it into several, for example one a year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One event. `where` says where it stands in the file, `experts` are named as they stand there.

    `ends` is the hour at which it ends by the clock of `zone`, as in a row of the store.
    """

    uid: str
    title: str
    first: date
    last: date
    place: str = ""
    organizers: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    cancelled: bool = False
    zone: str = ""
    ends: str = ""
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The events that could be read, what is wrong with others, whom those name, and what was passed over."""

    events: tuple[Planned, ...] = ()
    faults: tuple[Fault, ...] = ()
    experts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults as they stand in the file from top to bottom; first those of the whole file."""

    def line(fault: Fault) -> int:
        found = re.match(r"line (\d+)", fault.where)
        return int(found[1]) if found else 0

    return tuple(sorted(faults, key=line))
