"""The eve of an event: whether somebody wants a card on it, and before which day."""

from __future__ import annotations

from datetime import date

from bot.core.interview import Interview
from bot.core.notes import Status
from bot.service.chase.deadlines import first_day
from bot.service.chase.wish_list import EVE, NO_EVE, still
from bot.service.office import Office
from storage import Note, Transaction


def begins(office: Office, tx: Transaction, note: Note, interview: Interview) -> date | None:
    """Return when the event begins, for a card before it; None where that is past, not wanted or not needed."""
    if note.status != Status.OWED or not wants(tx, note.person):
        return None
    first, today = first_day(interview), office.local(office.person(tx, note.person)).date()
    return first if first and today < first else None


def wants(tx: Transaction, person: str) -> bool:
    """Say whether somebody asked for the card: the last word counts."""
    return still(tx.wishes.of_person(person), EVE, NO_EVE) is not None
