"""Old cards: a message that came by itself loses its buttons once something newer stands below it."""

from __future__ import annotations

from bot.core.messages import Line, Message
from bot.service.chase.steps import is_opening, key_of, step_of
from bot.service.chase.wish_list import EVE, NUDGE
from bot.service.mail import Mail
from storage import Note


def fold(mail: Mail, note: Note, sentence: str, *, newer: str = "") -> None:
    """Write one sentence over the last card about this note that was sent, if it was not done before.

    `newer` is the key of the one that takes its place; without it somebody acts, and a first message stays.
    """
    rows = [
        row
        for row in mail.tx.outbox.steps(note.id)
        if (row.recipient, row.state) == (note.person, "sent")
        and step_of(row) not in {NUDGE, EVE}  # words of a person stay, and what is taken along to an event
    ]
    cards = [row for row in rows if key_of(row) != newer and (newer or not is_opening(row))]
    if cards:
        old, message = cards[-1], Message(parts=(Line(sentence),))
        mail.post(
            note.person, message, key=f"folded:{old.id}", purpose="folded", note=note.id, replaces=old.id
        )
