"""When the bot speaks by itself: the steps, their days and hours, and the limits that hold over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.calendar import Calendar

ANCHORS = ("start", "end", "activity", "due", "handoff", "review_due", "offer")
RECIPIENTS = ("expert", "coordinator", "reviewer", "new_owner")
MONDAY, TUESDAY = 0, 1


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the policy.

    It comes `days` working days after its `anchor` (before it, below 0), when the clock of whoever owes the note
    shows `hour` and `minute`; with `weekday` (Monday 0) on the first such day from then on. `to` hears it.
    """

    name: str
    anchor: str
    days: int
    hour: int
    minute: int
    to: str
    weekday: int | None = None


STEPS = (
    Step("eve", "start", -1, 17, 0, "expert"),
    Step("ask", "end", 0, 9, 0, "expert"),
    Step("r1", "activity", 1, 9, 0, "expert"),
    Step("r2", "due", -1, 9, 0, "expert"),
    Step("due", "due", 0, 9, 30, "expert"),
    Step("r3", "due", 2, 9, 0, "expert"),
    Step("handoff", "due", 3, 9, 0, "coordinator"),
    Step("after1", "handoff", 2, 9, 0, "expert", TUESDAY),
    Step("after2", "handoff", 7, 9, 0, "expert", TUESDAY),
    Step("rv1", "review_due", -1, 9, 0, "reviewer"),
    Step("rv2", "review_due", 1, 9, 0, "reviewer"),
    Step("rv3", "review_due", 2, 9, 0, "coordinator"),
    Step("of1", "offer", 1, 9, 0, "new_owner"),
)
"""Every step there is. Of two that are due at one moment the later in this order is the more urgent."""

DIGEST = Step("digest", "week", 0, 9, 0, "coordinator", MONDAY)
"""The digest of the week: it is about all notes, so that only its day of the week and its hour are its own."""

HEARS = {step.name: step.to for step in STEPS} | {"nudge": "expert"}
"""Who hears a step; no policy changes it. A coordinator's own words count as a step that comes at no moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The reminders of a note type.

    An event of which nobody knows better is over at the hour `ends` of its last day; `grace_hours` pass between
    that and the first contact. Messages come from the hour `opens`
    until the hour `closes`, the first contact until `first_until`; to one person at most `a_day` and
    `apart_hours` apart, over all notes; to the expert at most `before_handoff` and `in_all` about one note. An
    answer cancels what would come within `quiet_minutes`; Do-Not-Disturb holds a message back until the end of
    the `dnd_days`-th working day after it was due. A day that somebody names without an hour begins at `morning`.
    A note that is registered after its event is due
    `late_days` working days later at the earliest, one to which changes are asked `changes_days` later; a
    version that is handed in again is to be read within `second_review_days`. Whoever is offered a note has
    `offer_days` to take it and `taker_days` to write it, at least; who has put one off `snoozes` times is offered
    help, and nobody's attendance is settled for `confirm_days`. The `digest` comes on its day of the week.
    """

    steps: tuple[Step, ...] = STEPS
    digest: Step = DIGEST
    ends: int = 16
    grace_hours: int = 2
    opens: int = 9
    closes: int = 18
    first_until: int = 20
    a_day: int = 1
    apart_hours: int = 20
    before_handoff: int = 5
    in_all: int = 7
    quiet_minutes: int = 10
    dnd_days: int = 1
    morning: int = 9
    late_days: int = 5
    changes_days: int = 3
    second_review_days: int = 2
    offer_days: int = 2
    taker_days: int = 3
    snoozes: int = 3
    confirm_days: int = 5


def due_date(
    policy: Policy, calendar: Calendar, *, last: date, working_days: int, registered: date | None = None
) -> date:
    """Return when a note is due: so many working days after the last day, and never late when it is registered.

    Days away are no working days, so that each of them moves the date by one.
    """
    due = calendar.add(last, working_days)
    if registered is None or registered <= last:
        return due
    return max(due, calendar.add(registered, policy.late_days))


def changes_date(policy: Policy, calendar: Calendar, *, due: date, asked: date) -> date:
    """Return when the changes are due that were asked on this day."""
    return max(due, calendar.add(asked, policy.changes_days))


def review_date(policy: Policy, calendar: Calendar, *, handed_in: date, days: int, version: int) -> date:
    """Return when a version is to be read: `days` for the first one, fewer for those after it."""
    return calendar.add(handed_in, days if version == 1 else min(days, policy.second_review_days))
