"""What a reader wants to do something to, and what stands in the way though they may do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.forms import Deed
from bot.core.interview import Interview
from bot.core.notes import Act
from bot.service.circle import Circle
from bot.service.note.desk import Desk
from storage import Draft, Note, Transaction


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody wants to do something to: the note, its newest version, and the one that they looked at."""

    tx: Transaction
    deed: Deed
    act: Act
    desk: Desk
    circle: Circle
    versions: Sequence[Draft]
    seen: int

    @property
    def note(self) -> Note:
        return self.desk.note

    @property
    def kept(self) -> Draft:
        """The newest version."""
        return self.versions[-1]

    @property
    def before(self) -> Draft | None:
        """The version before it, if there is one."""
        return self.versions[-2] if len(self.versions) > 1 else None

    @property
    def undone(self) -> bool:
        """Whether they looked at a version that its author has undone."""
        return self.seen not in [draft.version for draft in self.versions]

    @property
    def again(self) -> bool:
        """Whether somebody who was there too writes their own words anew."""
        return self.beside and self.circle.joined(self.deed.person)

    @property
    def beside(self) -> bool:
        """Whether an author adds their own words to those of the first."""
        person = self.deed.person
        return self.act == Act.JOIN and person != self.note.person and person in self.circle.authors

    @property
    def blocked(self) -> str:
        """Which sentence says why this waits for something else, though this person may do it; empty if it does not."""
        if self.act == Act.APPROVE and self.circle.pending(self.kept.version):
            return "not_approve_joined"
        if self.act == Act.UNDO and not (self.before and self.circle.undoable(self.before, self.kept)):
            return "undo_decided"
        able = self.circle.reviewers
        after = self.circle.reviewers_beside({*self.circle.authors, self.deed.person})
        return "not_join_reviewer" if self.act == Act.JOIN and able and not after else ""

    @property
    def interview(self) -> Interview:
        """The interview as it was in the newest version."""
        return self.desk.interview_of(self.kept)
