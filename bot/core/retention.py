"""How old a note is: what people did with it counts, and nothing that came by itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.notes import OPEN


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that happened to a note: `by` is the person who did it, empty where the bot did it by itself."""

    at: datetime
    by: str


def last_human_activity(traces: Iterable[Trace]) -> datetime | None:
    """Return when a person last did something with a note; None where nobody ever did."""
    return max((trace.at for trace in traces if trace.by), default=None)


def is_past(status: str, traces: Iterable[Trace], before: datetime) -> bool:
    """Say whether a note is closed, and nobody has done anything with it since a moment."""
    last = last_human_activity(traces)
    return status not in OPEN and last is not None and last < before
