"""Company: whose notes are about the same event. Computed from the rows, as all that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.core.interview import Interview
from bot.core.kinds.date_style import Leg, to_legs
from bot.render.library import note_type
from bot.service.ledger import standing
from bot.service.office import Office
from storage import Note, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a note is about: its type, the event of the programme if it belongs to one, the title and the days.

    `days` is None where they are not known.
    """

    type: str
    event: str = ""
    title: str
    days: Sequence[Leg] | None = None

    @classmethod
    def of(cls, tx: Transaction, note: Note, interview: Interview) -> Self:
        """Return what this note is about, as far as it is known."""
        event, kind = tx.events.of_note(note.id), interview.type
        title, days = (interview.values.get(key) for key in (kind.names, kind.ends))
        return cls(
            type=note.type,
            event=event.uid if event else "",
            title=str(title or "").casefold(),
            days=None if days is None else to_legs(days),
        )

    def is_that_of(self, other: Occasion) -> bool:
        """Say whether both are the same; days that are not known contradict nothing."""
        if self.type != other.type:
            return False
        if self.event and other.event:
            return self.event == other.event
        return bool(self.title) and self.title == other.title and self._overlaps(other)

    def _overlaps(self, other: Occasion) -> bool:
        if self.days is None or other.days is None:
            return True
        return any(first <= end and begin <= last for first, last in self.days for begin, end in other.days)


def interview_of(office: Office, tx: Transaction, note: Note) -> Interview:
    """Return the answers of a note, and nothing of what is around it."""
    kind = note_type(office.folder(tx, note.type_hash))
    return standing(kind, tx.answers.latest(note.id).values())
