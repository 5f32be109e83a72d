"""A note's life: its statuses, the lawful ways from one to another, who may do what, and who has the ball."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Status(StrEnum):
    """Where a note is. Whether it is outstanding is computed from this, never stored."""

    OWED = "owed"
    STARTED = "started"
    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """What somebody is to one note: whoever writes it, reviews it, coordinates, or only sees the channel."""

    EXPERT = "expert"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    OTHER = "other"


class Act(StrEnum):
    """What can be done to a note."""

    ANSWER = "answer"
    HAND_IN = "hand_in"
    READ = "read"
    COMMENT = "comment"
    CHANGES = "changes"
    APPROVE = "approve"
    JOIN = "join"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take_back"
    UNDO = "undo"


TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.OWED: frozenset({Status.STARTED, Status.DECLINED, Status.WAIVED}),
    Status.STARTED: frozenset({Status.DRAFTED, Status.APPROVED, Status.DECLINED, Status.WAIVED}),
    Status.DRAFTED: frozenset(
        {Status.STARTED, Status.IN_REVIEW, Status.APPROVED, Status.DECLINED, Status.WAIVED}
    ),
    Status.IN_REVIEW: frozenset(
        {Status.IN_REVIEW, Status.CHANGES_ASKED, Status.APPROVED, Status.DRAFTED, Status.WAIVED}
    ),
    Status.CHANGES_ASKED: frozenset(
        {Status.CHANGES_ASKED, Status.IN_REVIEW, Status.APPROVED, Status.DRAFTED, Status.WAIVED}
    ),
    Status.APPROVED: frozenset({Status.IN_REVIEW, Status.WITHDRAWN}),
    Status.DECLINED: frozenset({Status.OWED}),
    Status.WAIVED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
"""From each status, those that it may become. What is handed in again is the next version, also once approved;
what was taken back before that is a draft once more, of which no version is before anybody;
what was declined may be asked for again; where what followed an approved version is closed, it stands again."""

BEFORE = frozenset({Status.OWED, Status.STARTED, Status.DRAFTED})
"""Statuses in which nothing is handed in: not yet, or not any more."""

OPEN = BEFORE | {Status.IN_REVIEW, Status.CHANGES_ASKED}
"""Statuses in which somebody still has to do something: what lists of open notes show."""

TALKING = OPEN | {Status.APPROVED}
"""Statuses in which an answer may still be given or changed."""

POSTED = TALKING - BEFORE
"""Statuses in which there is a version to read."""

_EVERYBODY = frozenset(Role)
_TEAM = frozenset({Role.REVIEWER, Role.COORDINATOR})

ALLOWED: Mapping[Act, tuple[frozenset[Role], frozenset[Status]]] = {
    Act.ANSWER: (frozenset({Role.EXPERT}), TALKING),
    Act.HAND_IN: (frozenset({Role.EXPERT}), POSTED | {Status.DRAFTED}),
    Act.READ: (_EVERYBODY, POSTED),
    Act.COMMENT: (_EVERYBODY - {Role.EXPERT}, POSTED),
    Act.CHANGES: (_TEAM, frozenset({Status.IN_REVIEW, Status.CHANGES_ASKED})),
    Act.APPROVE: (frozenset({Role.REVIEWER}), frozenset({Status.IN_REVIEW})),
    Act.JOIN: (_EVERYBODY - {Role.EXPERT}, frozenset({Status.IN_REVIEW, Status.CHANGES_ASKED})),
    Act.RELEASE: (frozenset({Role.COORDINATOR}), POSTED),
    Act.TAKE_BACK: (frozenset({Role.EXPERT}), frozenset({Status.IN_REVIEW, Status.CHANGES_ASKED})),
    Act.UNDO: (frozenset({Role.EXPERT}), frozenset({Status.IN_REVIEW})),
    Act.WITHDRAW: (frozenset({Role.COORDINATOR}), frozenset({Status.APPROVED})),
}
"""Who may do it, and while the note is in which statuses."""

NOT_TO_ONES_OWN = frozenset({Act.COMMENT, Act.CHANGES, Act.APPROVE, Act.JOIN})
"""What whoever writes the note can not do to it, whatever else they are."""


def before(status: Status) -> frozenset[Status]:
    """Return the statuses from which this one may be reached."""
    return frozenset(was for was, after in TRANSITIONS.items() if status in after)


def may(roles: Collection[Role], act: Act, status: str) -> bool:
    """Say whether somebody with these roles may do this to a note in this status."""
    who, when = ALLOWED[act]
    own = Role.EXPERT in roles and act in NOT_TO_ONES_OWN
    return not own and status in when and not who.isdisjoint(roles)


def ball(status: str, *, held: bool = False, reviewers: bool = True) -> Role | None:
    """Return who has to act next: nobody once it is settled.

    A version that is `held` back waits for a coordinator, and so does one that nobody may review.
    """
    if status in BEFORE or status == Status.CHANGES_ASKED:
        return Role.EXPERT
    if status == Status.IN_REVIEW:
        return Role.COORDINATOR if held or not reviewers else Role.REVIEWER
    return None


def diagram() -> str:
    """Return the lawful ways as a diagram in the language of mermaid."""
    ways = [f"    {was} --> {to}" for was in Status for to in Status if to in TRANSITIONS[was]]
    ends = [f"    {was} --> [*]" for was in Status if not TRANSITIONS[was]]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {Status.OWED}", *ways, *ends])
