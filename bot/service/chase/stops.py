"""Who wants no more reminders of a note: whoever writes it, until they go on; a reviewer, of the newest version."""

from __future__ import annotations

from bot.core.notes import Status
from bot.service.chase.wish_list import RESUME, stopped
from bot.service.office import Office
from storage import Entry, Note, Transaction, Wish


def stop_of(tx: Transaction, note: Note, person: str) -> Wish | None:
    """Return the wish of somebody to hear no more of a note; a version that comes after it is a new request."""
    found = stopped(wish for wish in tx.wishes.of(note.id) if wish.person == person)
    drafts = tx.drafts.of(note.id) if found and note.status == Status.IN_REVIEW else ()
    return found if found and all(draft.at <= found.at for draft in drafts[-1:]) else None


def read_again(office: Office, tx: Transaction, person: str) -> bool:
    """Let reminders to read come to somebody again; say whether there were any that they had stopped."""
    at = office.clock()
    notes = [note for note in tx.notes.all(statuses={Status.IN_REVIEW}) if stop_of(tx, note, person)]
    for note in notes:
        tx.wishes.add(Wish(note=note.id, person=person, kind=RESUME, by=person, at=at))
        tx.journal.add(Entry(who=person, what=RESUME, note=note.id, at=at))
    return bool(notes)
