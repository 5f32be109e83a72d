"""What comes after a reminder if nobody does anything, so that it can say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.chasing import COORDINATOR, Sent, due, next_at
from bot.core.policy import Step
from bot.service.chase.chases import Case


def coming(case: Case, step: Step, now: datetime) -> tuple[str, datetime | None]:
    """Return how it is said what follows a step that is sent now, and when that is: the last has nothing after it."""
    sent = (*case.chase.sent, Sent(step.name, now))
    after = replace(case.chase, sent=sent, last_to_person_at=now, sent_today_to_person=1)
    at = next_at(case.policy, after, now + timedelta(minutes=1))
    following = due(case.policy, after, at) if at else None
    if at is None or following is None:
        return "last", None
    return ("told" if following.to == COORDINATOR else "next"), at
