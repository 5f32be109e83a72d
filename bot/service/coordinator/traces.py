"""What the rows keep of who did something with a note, and of what came by itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.retention import Trace
from bot.service.chase.steps import step_of
from bot.service.chase.wish_list import NUDGE
from storage import Note, Transaction


def traces_of(tx: Transaction, note: Note) -> Iterator[Trace]:
    """Give all of them: the journal has every act of a person, the outbox what the bot said unasked."""
    yield Trace(note.opened_at, note.asked_by)
    for entry in tx.journal.of(note.id):
        yield Trace(entry.at, entry.who)
    for row in tx.outbox.steps(note.id):
        if step_of(row) != NUDGE:  # a coordinator's own words; the journal has them
            yield Trace(row.due_at, "")
