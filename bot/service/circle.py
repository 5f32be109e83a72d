"""Who is what to one note: its authors, its reviewers, and how far its approval is. Computed, never stored."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.approval import Standing, standing
from bot.core.notes import Role, ball
from bot.render.library import note_type
from bot.render.scenes import listed
from bot.service.office import Office
from storage import Note, Transaction

APPROVE, CHANGES, COMMENT, JOIN = "approve", "changes", "comment", "join"
"""What a reader can say of a version: the verdicts of a review."""


class Circle:
    """The people around one note, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.writers = (note.person, *tx.authors.of(note.id))
        self.authors = frozenset(self.writers)
        self.kind = note_type(office.folder(tx, note.type_hash))

    @property
    def held(self) -> bool:
        """Whether a version was held back and nobody has released it: later ones then follow it."""
        acts = [entry.what for entry in self.tx.journal.of(self.note.id)]
        return next((act == "held" for act in reversed(acts) if act in {"held", "released"}), False)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who may approve it: of a note that is held back coordinators alone, as where only its authors could."""
        coordinators = self.office.coordinators
        named = self.office.reviewers or coordinators
        able = [person for person in named if not self.held or person in coordinators]
        others = [person for person in able if person not in self.authors]
        return tuple(others or [person for person in coordinators if person not in self.authors])

    def roles(self, person: str) -> frozenset[Role]:
        """Return what somebody is to the note; nothing at all where it is held back from them."""
        coordinates = person in self.office.coordinators
        roles = {
            Role.EXPERT: person in self.authors,
            Role.COORDINATOR: coordinates,
            Role.REVIEWER: person in self.reviewers,
            Role.OTHER: not self.held,
        }
        return frozenset(role for role, here in roles.items() if here)

    def standing(self, version: int) -> Standing:
        """Return how far the approval of a version is."""
        reviews = self.tx.reviews.of(self.note.id)
        approved = {one.person for one in reviews if (one.version, one.verdict) == (version, APPROVE)}
        return standing(
            self.kind.approvals, reviewers=self.reviewers, authors=self.authors, approved=approved
        )

    def ball(self) -> Role | None:
        """Return who has to act next."""
        return ball(self.note.status, held=self.held, reviewers=bool(self.reviewers))

    def names(self, people: Iterable[str]) -> str:
        """Return the names of people as a list to be read; empty for nobody."""
        names = [self.office.person(self.tx, person).name for person in people]
        return listed(names, self.office.phrases.lexicon) if names else ""
