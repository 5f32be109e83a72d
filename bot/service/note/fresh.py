"""What was promised for later is worded when it is sent: by then a day has come, answers, or another due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.messages import dump, pages
from bot.core.moves import Ask, Effect, Tell
from bot.core.notes import OPEN
from bot.service.chase.steps import is_opening
from bot.service.ledger import DEBT
from bot.service.note.desk import Desk
from bot.service.office import Office
from bot.service.rows import screen_from_json
from storage import Delivery, Transaction


def fresh(office: Office, tx: Transaction, row: Delivery) -> Delivery:
    """Return the row as it reads now. May raise LibraryError."""
    note = tx.notes.get(row.note) if row.note and _is_late(row) else None
    if note is None or note.status not in OPEN or not row.screen:
        return row
    desk, screen = Desk(office, tx, note), screen_from_json(row.screen)
    effects: Sequence[Effect] = (Ask(screen),) if is_opening(row) else (Tell("woken"), Ask(screen))
    return _reworded(tx, row, desk, effects)


def _is_late(row: Delivery) -> bool:
    """Say whether it is of those that are promised for a moment to come."""
    return is_opening(row) or row.purpose == "wake" or row.purpose.startswith(DEBT)


def _reworded(tx: Transaction, row: Delivery, desk: Desk, effects: Sequence[Effect]) -> Delivery:
    """Write the new words over the old, page by page; where there are more or fewer now, the old ones stand."""
    asked = next(effect.screen for effect in effects if isinstance(effect, Ask))
    new = pages(desk.words(desk.interview(asked), effects))
    kept = [row, *(found for n in range(2, 10) if (found := tx.outbox.by_key(f"{row.key}:{n}")))]
    if len(kept) != len(new):
        return row
    for page, message in zip(kept, new, strict=True):
        tx.outbox.reword(page.id, body=dump(message), screen=page.screen)
    return replace(row, body=dump(new[0]))
