"""When a version is approved: by any of its reviewers, by all, by most of them or by so many; never by its author."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

POLICIES = ("any", "all", "majority")
"""The words that say how many approvals are needed; a number says it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the approval of one version is: who gave it, who could still, and how many it needs."""

    given: tuple[str, ...]
    waiting: tuple[str, ...]
    needed: int

    @property
    def approved(self) -> bool:
        """Whether nothing is missing any more."""
        return len(self.given) >= self.needed


def standing(
    policy: str | int, *, reviewers: Sequence[str], authors: Collection[str], approved: Collection[str]
) -> Standing:
    """Return how far the approval is.

    Approvals of people who are no reviewers, or who write the note, do not count. Where the policy asks for
    more reviewers than there are, all of them are enough; where there is none, it is never approved.
    """
    able = tuple(dict.fromkeys(person for person in reviewers if person not in authors))
    return Standing(
        given=tuple(person for person in able if person in approved),
        waiting=tuple(person for person in able if person not in approved),
        needed=max(1, min(_wanted(policy, len(able)), len(able))),
    )


def _wanted(policy: str | int, able: int) -> int:
    match policy:
        case int():
            return policy
        case "all":
            return able
        case "majority":
            return able // 2 + 1
        case _:
            return 1
