"""A note's life: its statuses and the lawful ways from one to another, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Where a note is. Whether it is outstanding is computed from this, never stored."""

    OWED = "owed"
    STARTED = "started"
    IN_REVIEW = "in_review"
    DECLINED = "declined"


TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.OWED: frozenset({Status.STARTED, Status.DECLINED}),
    Status.STARTED: frozenset({Status.IN_REVIEW, Status.DECLINED}),
    Status.IN_REVIEW: frozenset({Status.IN_REVIEW}),
    Status.DECLINED: frozenset(),
}
"""From each status, those that it may become. A note in review may be handed in again: its next version."""

OPEN = frozenset({Status.OWED, Status.STARTED})
"""Statuses in which the expert has the ball."""

TALKING = OPEN | {Status.IN_REVIEW}
"""Statuses in which an answer may still be given or changed."""


def before(status: Status) -> frozenset[Status]:
    """Return the statuses from which this one may be reached."""
    return frozenset(was for was, after in TRANSITIONS.items() if status in after)
