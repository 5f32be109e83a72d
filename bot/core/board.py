"""What coordinators look at: the notes that are owed by now, who has the ball, and how late it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median

from bot.core.calendar import Calendar
from bot.core.outstanding import Ball

WEEK = timedelta(days=7)
"""How far back it counts what was closed and what is new: to the minute, whoever looks."""

RESTING = (Ball.SNOOZED, Ball.AWAY)
"""Nobody is reminded of these, and yet they are owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A note that is owed: `name` writes it, `holder` has the ball where that is somebody else.

    `late` counts the working days since `due`, which is the day of whoever has the ball; `new` says that this
    began today, or that an offer lapsed within a `WEEK`, `turned` on which day either was last, and `since` when it
    came to be as it is. `answered` of `asked`
    questions are done, `used` of the `most` messages that its owner can get by now; `first_at` says when the
    first of them comes, where none has. `until` is the day until which it rests. `open` says that nothing of it
    is handed in; `passes` that it waits for whoever writes it. `stopped` is why its owner wants no reminders,
    empty without a reason and None where they do. `handed_at` is when reminders came to an end and a coordinator
    was told, who has done nothing since.
    `facts` are what a coordinator may give of an event, such as its place: to be found by.
    `declined` is closed, and only to be confirmed; `upcoming` is not owed yet, as its event is not over.
    """

    note: int
    event: str
    dates: str
    name: str
    ball: Ball
    facts: str = ""
    holder: str = ""
    due: date | None = None
    late: int = 0
    new: bool = False
    turned: date | None = None
    since: datetime | None = None
    answered: int = 0
    asked: int = 0
    used: int = 0
    most: int = 0
    first_at: str = ""
    until: date | None = None
    open: bool = True
    passes: bool = True
    stopped: str | None = None
    handed_at: datetime | None = None
    declined: bool = False
    upcoming: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All of it on one day. `closed` notes were closed within a `WEEK`, in `days` working days each.

    `fresh` were not owed a `WEEK` ago. `upcoming` are not owed yet, the next event first.
    """

    rows: Sequence[Row] = ()
    upcoming: Sequence[Row] = ()
    closed: int = 0
    days: Sequence[int] = ()
    fresh: int = 0

    @property
    def median(self) -> int | None:
        """The working days from the end of an event to the approval, of the notes approved within a `WEEK`."""
        return round(median(self.days)) if self.days else None

    @property
    def owed(self) -> Sequence[Row]:
        """The rows without those that are closed and only to be confirmed."""
        return [row for row in self.rows if not row.declined]

    def about(self, words: str) -> Board:
        """Return what is of a person, or on an event, that has all of these words."""
        said = words.casefold().split()

        def has(row: Row) -> bool:
            return all(word in f"{row.name} {row.event} {row.facts}".casefold() for word in said)

        return replace(self, rows=[*filter(has, self.rows)], upcoming=[*filter(has, self.upcoming)])

    def of(self, *balls: Ball) -> Sequence[Row]:
        """Return the rows of which one of these has the ball: what was handed off first, then the latest."""
        found = [row for row in self.rows if row.ball in balls]
        return sorted(found, key=lambda row: (not row.handed_at, -row.late, row.due or date.max, row.note))

    def late(self, *balls: Ball) -> Sequence[Row]:
        """Return those of them that are late."""
        return [row for row in self.of(*balls) if row.late]

    def news(self, seen: datetime) -> Sequence[Row]:
        """Return what came to be as it is after somebody saw the board."""
        return [row for row in self.rows if row.since and row.since > seen]

    def is_news(self, seen: datetime | None, since: date, today: date) -> bool:
        """Say whether something became late, or an offer lapsed, after somebody saw it, if they did.

        It is news today; what turned on or after `since`, when something else came first, is news still. Of a
        hand-off they are told by itself.
        """
        rows = self.news(seen) if seen else self.rows
        return any(row.new or (row.turned and since <= row.turned < today) for row in rows)


def days_late(calendar: Calendar, due: date | None, today: date) -> int:
    """Return how many working days have come since a day, with today."""
    return working_days(calendar, due, today) if due else 0


def working_days(calendar: Calendar, after: date, until: date) -> int:
    """Return how many working days come after one day, up to another and with it."""
    return sum(calendar.works(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))
