"""One question at a time: of what somebody will answer later, one question waits for the answer to another."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import on_the_wall
from bot.core.notes import OPEN
from bot.service.chase.away import calendar_of
from bot.service.chase.deadlines import policy_of
from bot.service.chase.hearing import Hearing
from bot.service.ledger import DEBT
from bot.service.office import Office
from storage import Delivery, Transaction

AGAIN = timedelta(minutes=10)
"""How long until it is looked again whether the other question was answered."""


def held_until(office: Office, tx: Transaction, row: Delivery) -> datetime | None:
    """Return until when a row has to wait, at least; None where it has not.

    A question that was asked today and is neither answered nor put off keeps others back until the next working
    morning.
    """
    asked = _asked(office, tx, row) if row.purpose.startswith(DEBT) else []
    if not asked:
        return None
    person, now = office.person(tx, row.recipient), office.clock()
    day = max(asked).astimezone(ZoneInfo(person.zone)).date()
    note = tx.notes.get(row.note) if row.note else None
    assert note is not None, "a question belongs to a note"
    next_day, hour = calendar_of(office, tx, person).add(day, 1), policy_of(office, tx, note).morning
    morning = on_the_wall(person.zone, next_day, hour)
    return min(morning, now + AGAIN) if now < morning else None


def _asked(office: Office, tx: Transaction, row: Delivery) -> list[datetime]:
    """Return when the other questions were asked that stand unanswered, of all notes of the person."""
    hearing = Hearing(office, tx)
    rows = [
        each for note in tx.notes.of(row.recipient, statuses=OPEN) for each in hearing.called_back(note.id)
    ]
    return [
        each.claimed_at or each.due_at
        for each in rows
        if each.purpose.startswith(DEBT) and each.state in {"sending", "sent"} and each.id != row.id
    ]
