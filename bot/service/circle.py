"""Who is what to one note: its authors, its reviewers, and how far its approval is. Computed, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.core.approval import Standing, standing
from bot.core.notes import Role, Status
from bot.service.office import Office
from storage import Draft, Entry, Note, Review, Transaction

APPROVE, CHANGES, COMMENT, JOIN = "approve", "changes", "comment", "join"
WITHDRAW, TAKE_BACK, UNDO = "withdraw", "take_back", "undo"
"""What can be said of a version: the verdicts of a review."""

TOGETHER, APART = "together", "apart"
"""What the journal says of somebody who joined the note of a colleague before they wrote a word, or left it again."""

REVIEWER = "reviewer"
"""The wish of a coordinator that somebody else may review it as well."""


def versions(tx: Transaction, note: int) -> Sequence[Draft]:
    """Return the versions of a note that count: without those that its author has undone."""
    undone = {one.version for one in tx.reviews.of(note) if one.verdict == UNDO}
    return [draft for draft in tx.drafts.of(note) if draft.version not in undone]


def approved_before(tx: Transaction, note: int) -> Draft | None:
    """Return the version that was approved last, where a newer one came after it."""
    act, drafts = approval(tx, note), versions(tx, note)
    found = next((one for one in drafts if act and one.version == act.facts.get("version")), None)
    return found if found and found != drafts[-1] else None


def approval(tx: Transaction, note: int) -> Entry | None:
    """Return the approval of the version that was approved last: it stays when a newer version is given up."""
    return next((one for one in reversed(tx.journal.of(note)) if one.what == Status.APPROVED), None)


def approved_at(tx: Transaction, note: Note) -> datetime:
    """Return when an approved note was approved; its status may have become so again since."""
    act = approval(tx, note.id)
    return act.at if act else note.changed_at


class Circle:
    """The people around one note, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.writers = (note.person, *self._beside())
        self.authors = frozenset(self.writers)
        self.kind = office.kind(tx, note)

    def _beside(self) -> list[str]:
        """Return who writes it beside the first author: who joined it and left it again does not."""
        found = self.tx.authors.of(self.note.id)
        entries = self.tx.journal.of(self.note.id) if found else ()
        last = {entry.who: entry.what for entry in entries if entry.what in {TOGETHER, APART, JOIN}}
        return [person for person in found if last.get(person) != APART]

    @property
    def held(self) -> bool:
        """Whether a version was held back and nobody has released it: later ones then follow it."""
        acts = [entry.what for entry in self.tx.journal.of(self.note.id)]
        return next((act == "held" for act in reversed(acts) if act in {"held", "released"}), False)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who may approve it: of a note that is held back coordinators alone, as where only its authors could."""
        return self.reviewers_beside(self.authors)

    def reviewers_beside(self, authors: Collection[str]) -> tuple[str, ...]:
        """Return who might approve it if these were its authors."""
        coordinators = self.office.coordinators
        asked = [wish.other for wish in self.tx.wishes.of(self.note.id) if wish.kind == REVIEWER]
        named = dict.fromkeys((*(self.office.reviewers or coordinators), *asked))
        able = [person for person in named if not self.held or person in coordinators]
        others = [person for person in able if person not in authors]
        return tuple(others or [person for person in coordinators if person not in authors])

    @property
    def listeners(self) -> tuple[str, ...]:
        """The authors who hear what is said of it: where it is held back, those who may read it."""
        return tuple(person for person in self.writers if self.roles(person))

    def joined(self, person: str) -> bool:
        """Whether somebody was there too, and wrote beside the first author."""
        return any(one.person == person for one in self._said(JOIN))

    def pending(self, version: int) -> tuple[str, ...]:
        """Return who wrote something that comes after this version."""
        return tuple(dict.fromkeys(one.person for one in self._said(JOIN) if one.version >= version))

    def writers_of(self, version: int) -> tuple[str, ...]:
        """Return the authors of a version, without those whose words come after it."""
        there = {self.note.person, *(one.person for one in self._said(JOIN) if one.version < version)}
        later = {*self.pending(version)} - there
        return tuple(person for person in self.writers if person not in later)

    def approvers(self, version: int) -> tuple[str, ...]:
        """Return who has approved a version, whoever may review it by now."""
        return tuple(dict.fromkeys(one.person for one in self._said(APPROVE) if one.version == version))

    def undoable(self, before: Draft, kept: Draft) -> bool:
        """Whether a version answers what was asked about the one before, and nobody has decided on it."""
        said = {(one.version, one.verdict) for one in self.tx.reviews.of(self.note.id)}
        answers = (before.version, CHANGES) in said and (before.version, TAKE_BACK) not in said
        return answers and (kept.version, APPROVE) not in said

    def _said(self, verdict: str) -> Sequence[Review]:
        return [one for one in self.tx.reviews.of(self.note.id) if one.verdict == verdict]

    def roles(self, person: str) -> frozenset[Role]:
        """Return what somebody is to the note; nothing at all where it is held back from them."""
        coordinates = person in self.office.coordinators
        if self.held and not coordinates and person != self.note.person:
            return frozenset()  # also whoever joined what was public: they may not read what came after
        roles = {
            Role.EXPERT: person in self.authors,
            Role.COORDINATOR: coordinates,
            Role.REVIEWER: person in self.reviewers,
            Role.OTHER: not self.held,
        }
        return frozenset(role for role, here in roles.items() if here)

    def standing(self, version: int) -> Standing:
        """Return how far the approval of a version is."""
        approved = self.approvers(version)
        return standing(
            self.kind.approvals, reviewers=self.reviewers, authors=self.authors, approved=approved
        )

    def names(self, people: Iterable[str]) -> str:
        """Return the names of people as a list to be read; empty for nobody."""
        return self.office.names(self.tx, people)
