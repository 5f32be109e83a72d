"""A programme of work as a file: a calendar (.ics) or a sheet (.csv) becomes events, and all its faults at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.faults import Fault
from bot.core.replies import Context
from bot.render.programmes.agenda import read_agenda
from bot.render.programmes.planned import MOST, Planned, Reading, in_order
from bot.render.programmes.sheet import read_sheet

__all__ = ["ENDINGS", "LARGEST", "MOST", "Planned", "Reading", "in_order", "read_programme"]

LARGEST = 2_000_000
"""Bytes of a file."""

READERS: Mapping[str, Callable[[bytes, Context, str], Reading]] = {"ics": read_agenda, "csv": read_sheet}
ENDINGS = tuple(READERS)
"""How the name of a programme ends."""


def read_programme(name: str, content: bytes, context: Context, zone: str) -> Reading:
    """Read a file; `zone` is where times are meant that name no zone of their own, such as 09:00 UTC."""
    reader = READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        return _refused(
            name, "is no programme", "Send a calendar or a sheet, for example programme.ics or june.csv"
        )
    if len(content) > LARGEST:
        what = f"is larger than {LARGEST // 1_000_000} MB"
        return _refused(name, what, "Export fewer events, for example those of this year")
    return reader(content, context, zone)


def _refused(name: str, what: str, mend: str) -> Reading:
    return Reading(faults=(Fault(name, what, mend),))
