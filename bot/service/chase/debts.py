"""One message at a time: of what the bot promised somebody for one moment the most urgent comes, the rest later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.core.calendar import on_the_wall
from bot.core.notes import OPEN
from bot.service.chase.away import calendar_of
from bot.service.chase.chases import Chases
from bot.service.chase.deadlines import policy_of
from bot.service.chase.hearing import Hearing, hears_at
from bot.service.chase.steps import REMINDER, WAKE, step_of
from bot.service.chase.wish_list import NUDGE, SNOOZE, last
from bot.service.ledger import DEBT
from bot.service.mail import TURN
from bot.service.office import Office
from storage import Delivery, Note, Transaction

AGAIN = timedelta(minutes=10)
"""How long until it is looked again whether the other question was answered."""


def held_until(office: Office, tx: Transaction, row: Delivery) -> datetime | None:
    """Return until when a row has to wait, at least; None where it has not.

    A note that was put off waits for the next working morning where another one is to come, or came, at its
    moment. A question that was put off waits until the one before it is answered or put off, and no longer. The
    words of a coordinator wait for whoever is away by now.
    """
    if row.purpose == REMINDER and step_of(row) == NUDGE:
        note = tx.notes.get(row.note) if row.note else None
        at = hears_at(office, tx, note, row.recipient) if note else office.clock()
        return at if at > office.clock() else None
    if row.purpose == WAKE:
        return next_morning(office, tx, row) if any(_before(office, tx, row)) else None
    if not row.purpose.startswith(DEBT):
        return None
    morning = max((next_morning(office, tx, row, at) for at in _asked(office, tx, row)), default=None)
    now = office.clock()
    if any(_is_due(wake, now) for wake in _wakes(tx, row)):  # it is more: let it come first
        return now + AGAIN
    return min(morning, now + AGAIN) if morning and now < morning else None


def riding(office: Office, tx: Transaction, row: Delivery) -> Sequence[Note]:
    """Return the notes that were put off to the moment of this one, or before, and wait for another day."""
    now = office.clock()
    found = []
    for wake in _wakes(tx, row):
        note = tx.notes.get(wake.note) if wake.note else None
        wish = last(tx.wishes.of(note.id), SNOOZE) if note else None
        promised = wish.until if wish and wish.until else wake.due_at
        if note and wake.state == "waiting" and promised <= now:
            found.append(note)
    return found


def next_morning(office: Office, tx: Transaction, row: Delivery, at: datetime | None = None) -> datetime:
    """Return the next working morning of whoever hears a row, after this day."""
    person, note = office.person(tx, row.recipient), tx.notes.get(row.note) if row.note else None
    assert note is not None, "what was put off belongs to a note"
    day = calendar_of(office, tx, person).add(office.local(person, at).date(), 1)
    return on_the_wall(person.zone, day, policy_of(office, tx, note).morning)


def _before(office: Office, tx: Transaction, row: Delivery) -> Iterator[bool]:
    """Say of each other note that was put off whether it takes the moment of this one."""
    now, person = office.clock(), office.person(tx, row.recipient)
    for wake in _wakes(tx, row):
        if wake.state in {"sending", "sent"} and wake.claimed_at:
            today = office.local(person, wake.claimed_at).date() == office.local(person).date()
            yield today and row.due_at <= wake.claimed_at
        elif _is_due(wake, now):
            yield _urgency(office, tx, wake) < _urgency(office, tx, row)


def _wakes(tx: Transaction, row: Delivery) -> Iterator[Delivery]:
    """Give what else was promised to whoever hears a row: of each open note of theirs the last promise to come back."""
    for note in tx.notes.of(row.recipient, statuses=OPEN):
        wake = tx.outbox.newest(note=note.id, purpose=WAKE)
        if wake and wake.recipient == row.recipient and wake.id != row.id:
            yield wake


def _is_due(row: Delivery, now: datetime) -> bool:
    return row.state == "waiting" and row.due_at <= now


def _urgency(office: Office, tx: Transaction, row: Delivery) -> tuple[date, int]:
    note = tx.notes.get(row.note) if row.note else None
    assert note is not None, "what was put off belongs to a note"
    return Chases(office, tx).case(note, row.recipient).chase.due_on or date.max, row.id


def _asked(office: Office, tx: Transaction, row: Delivery) -> list[datetime]:
    """Return when the other questions were asked that stand unanswered, of all notes of the person."""
    hearing = Hearing(office, tx)
    rows = [
        each for note in tx.notes.of(row.recipient, statuses=OPEN) for each in hearing.called_back(note.id)
    ]
    return [
        each.claimed_at or each.due_at
        for each in rows
        if each.state in {"sending", "sent"} and each.id != row.id and _stands(tx, each)
    ]


def _stands(tx: Transaction, row: Delivery) -> bool:
    """Say whether nobody has done anything since about what was asked: an answered question is looked up no more."""
    if row.purpose != WAKE:
        return True
    turn = tx.outbox.newest(note=row.note, purpose=TURN) if row.note else None
    return turn is None or row.claimed_at is None or turn.due_at < row.claimed_at
