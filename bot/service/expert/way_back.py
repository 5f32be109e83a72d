"""Two notes of one person: where the one stands that was left, and the button that goes back to it."""

from __future__ import annotations

from bot.core.interview import Interview
from bot.core.messages import Button
from bot.core.moves import On, Screen, Tell
from bot.core.notes import OPEN, Status
from bot.render.scenes import LABEL, fill, title_of
from bot.service.note.desk import Desk
from bot.service.note.sight import Sight, screen_of
from bot.service.office import Office
from storage import Note, Transaction


def way_back(office: Office, tx: Transaction, note: Note) -> tuple[tuple[Tell, ...], tuple[Button, ...]]:
    """Return what is said and offered to whoever comes to `note` from another open one; nothing to all others."""
    left = _left(office, tx, note)
    if left is None:
        return (), ()
    interview = Desk(office, tx, left).interview(Screen(on=On.OPENING))
    title = title_of(interview, LABEL)
    label = fill(office.phrases.buttons, "back_to", {"title": title})
    told = Tell("left", {"title": title, "state": state_of(office, left, interview)})
    return (told,), (Button(label, act="go", about=str(left.id)),)


def state_of(office: Office, note: Note, interview: Interview) -> str:
    """Return where a note is, in words."""
    if interview.asked:
        key = "state_changes_asked"
    elif interview.version:
        approved = "state_corrected" if note.status == Status.APPROVED else "state_changed"
        same = "state_approved" if note.status == Status.APPROVED else "state_handed_in"
        key = approved if interview.changed else same
    elif note.status == Status.OWED:
        key = "state_owed"
    else:
        key = "state_ready" if interview.done else "state_started"
    n = len(interview.asked or interview.open)
    return fill(office.phrases.command, key, {"n": n, "version": interview.version})


def _left(office: Office, tx: Transaction, note: Note) -> Note | None:
    """Return the open note that was on the screen until now, or under the card that begins this one."""
    shown = Sight(office, tx).newest(note.person)
    if shown and shown.note == note.id and shown.receipt and screen_of(shown).on is On.OPENING:
        shown = tx.outbox.on_screen(note.person, before=shown.receipt)
    if shown is None or shown.note in {None, note.id} or screen_of(shown).on is On.OPENING:
        return None  # nobody leaves a card that only asks whether to begin: it says so itself
    other = tx.notes.get(shown.note)
    return other if other and other.person == note.person and other.status in OPEN else None
