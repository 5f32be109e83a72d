"""How it went: what the notes of some months have in common, in numbers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import mean, median

from bot.core.notes import Status

SETTLED = frozenset({Status.DECLINED, Status.WAIVED})
"""Statuses of notes that were not to be written after all: nobody is early or late with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one note went. `days` are the working days from the end of its event to its approval.

    `first_days` are those to its first version, which was handed in on `handed_in`. `messages` came by
    themselves to whoever writes it.
    """

    note: int
    status: str
    due: date | None = None
    handed_in: date | None = None
    first_days: int | None = None
    days: int | None = None
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Echo:
    """How often a step was sent, and how often whoever heard it did something within a day."""

    step: str
    sent: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The notes of a time, and what they come to `today`; `balls` counts who has the ball of those that are owed.

    `untouched` are closed, and nobody has done anything with them for a year.
    """

    today: date
    courses: Sequence[Course] = ()
    owed: int = 0
    overdue: int = 0
    untouched: int = 0
    balls: Mapping[str, int] = field(default_factory=dict)
    echoes: Sequence[Echo] = ()

    def of(self, *statuses: Status) -> int:
        """Return how many notes are in one of these statuses."""
        return sum(course.status in statuses for course in self.courses)

    @property
    def median_days(self) -> float | None:
        """The median of the working days from the end of the event to the approval."""
        return _median([course.days for course in self.courses])

    @property
    def median_first_days(self) -> float | None:
        """The median of the working days from the end of the event to the first version."""
        return _median([course.first_days for course in self.courses])

    @property
    def judged(self) -> Sequence[Course]:
        """The notes of which it is known whether they came in time: handed in, or the day has passed."""
        open_ = [one for one in self.courses if one.due is not None and one.status not in SETTLED]
        return [one for one in open_ if one.handed_in or (one.due and one.due < self.today)]

    @property
    def on_time(self) -> int:
        """How many of these were handed in by the day on which they were due."""
        return sum(bool(one.handed_in and one.due and one.handed_in <= one.due) for one in self.judged)

    @property
    def messages(self) -> float | None:
        """The messages that came by themselves, for each note."""
        return mean(course.messages for course in self.courses) if self.courses else None


def _median(found: Sequence[int | None]) -> float | None:
    known = [one for one in found if one is not None]
    return median(known) if known else None
