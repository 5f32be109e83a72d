"""Whether a note is outstanding, and who has the ball. Computed each time, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar, on_the_wall
from bot.core.notes import OPEN, Role
from bot.core.notes import ball as whose
from bot.core.policy import Policy


class Ball(StrEnum):
    """Who or what a note waits for."""

    EXPERT = "expert"
    NEW_OWNER = "new_owner"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    FACT = "fact"
    SNOOZED = "snoozed"
    AWAY = "away"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a note may wait for besides its status; a moment that has passed counts no more.

    `held` says that the version waits for a coordinator, `reviewers` that somebody may review it. `fact_until`
    is the date of the earliest gap, where all else is answered. `offered_until` is by when an offered hand-over
    must be taken: after it the coordinator has the ball, until the offer is answered or taken back; it is
    `until` the policy's `offer_days` are over. `asks_help` says that its expert asked for somebody else to write it.
    """

    held: bool = False
    reviewers: bool = True
    fact_until: datetime | None = None
    offered_until: datetime | None = None
    asks_help: bool = False
    snoozed_until: datetime | None = None
    away_until: datetime | None = None


def ball(status: str, now: datetime, waiting: Waiting) -> Ball:
    """Return who has to act next, once the event is over."""
    role = whose(status, held=waiting.held, reviewers=waiting.reviewers)
    if role is None:
        return Ball.NOBODY
    if role == Role.EXPERT and waiting.offered_until is not None:
        return Ball.NEW_OWNER if _still(waiting.offered_until, now) else Ball.COORDINATOR
    if role == Role.COORDINATOR or (role == Role.EXPERT and waiting.asks_help):
        return Ball.COORDINATOR
    return _silent(role, now, waiting)


def _silent(role: Role, now: datetime, waiting: Waiting) -> Ball:
    if _still(waiting.away_until, now):
        return Ball.AWAY
    if _still(waiting.snoozed_until, now):
        return Ball.SNOOZED
    if role == Role.EXPERT and _still(waiting.fact_until, now):
        return Ball.FACT
    return Ball(role)


def outstanding(policy: Policy, status: str, ended_at: datetime | None, now: datetime) -> bool:
    """Say whether a note is owed by now: its event is over, and it is not closed.

    A note whose dates nobody has given yet is not.
    """
    over = ended_at is not None and now >= ended_at + timedelta(hours=policy.grace_hours)
    return over and status in OPEN


def until(at: datetime, days: int, *, zone: str, calendar: Calendar) -> datetime:
    """Return the end of the day that comes so many working days after this moment: how long something is open."""
    day = calendar.add(at.astimezone(ZoneInfo(zone)).date(), days)
    return on_the_wall(zone, day + timedelta(days=1), 0)


def last_of(end: datetime, zone: str) -> date:
    """Return the last day before the midnight at which something ends."""
    return (end - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).date()


def _still(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now < moment
