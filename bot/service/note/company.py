"""Company: whose notes are about the same event. Computed from the rows, as all that can be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.core.interview import Interview
from bot.core.kinds.date_style import Leg, to_legs
from bot.core.notes import BEFORE, OPEN, Status
from bot.service.circle import Circle
from bot.service.ledger import standing
from bot.service.office import Office
from storage import Note, Transaction

BEGUN = OPEN - {Status.OWED}
"""Statuses of a note that somebody writes, and that another may join."""


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
    kind = office.kind(tx, note)
    return standing(kind, tx.answers.latest(note.id).values())


def company(office: Office, tx: Transaction, note: Note, interview: Interview) -> dict[str, Note]:
    """Return the notes that whoever owes this one could join instead, by the names of those who write them."""
    if note.status not in BEFORE:
        return {}
    found: dict[str, Note] = {}
    for other in on_same_event(office, tx, note, interview, statuses=BEGUN):
        if _takes(Circle(office, tx, other), note.person):
            found.setdefault(office.person(tx, other.person).name, other)
    return found


def on_same_event(
    office: Office, tx: Transaction, note: Note, interview: Interview, *, statuses: Collection[str]
) -> Iterator[Note]:
    """Give the notes of others about the event of this one, in these statuses, the oldest first."""
    occasion = Occasion.of(tx, note, interview)
    told = tx.answers.told(interview.type.names, statuses=statuses)
    alike = {number for number, title in told.items() if str(title or "").casefold() == occasion.title}
    linked = tx.events.links(occasion.event).values() if occasion.event else ()
    for other in filter(None, map(tx.notes.get, sorted({*alike, *linked}))):
        if other.person == note.person or other.status not in statuses:
            continue
        if occasion.is_that_of(Occasion.of(tx, other, interview_of(office, tx, other))):
            yield other


def _takes(circle: Circle, person: str) -> bool:
    """Say whether somebody may join: nothing is known of what is held back, and somebody else has to review it."""
    able = circle.reviewers
    return not circle.held and not (able and not circle.reviewers_beside({*circle.authors, person}))


def accompanied(office: Office, tx: Transaction, note: Note, interview: Interview) -> Interview:
    """Return the interview with those who write about the same event already."""
    found = company(office, tx, note, interview)
    return replace(interview, company={name: one.status not in BEFORE for name, one in found.items()})
