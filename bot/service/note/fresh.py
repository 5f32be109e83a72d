"""What was promised for later is worded when it is sent: by then a day has come, answers, or another due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.messages import dump, pages
from bot.core.moves import Ask, Effect, On, Screen, Tell
from bot.core.notes import OPEN
from bot.render.scenes import title_of
from bot.service.chase.debts import next_morning, riding
from bot.service.chase.steps import REMINDER, WAKE, is_opening, reminder_key, step_of
from bot.service.chase.wish_list import AGAIN, NUDGE
from bot.service.ledger import DEBT
from bot.service.note.desk import Desk
from bot.service.office import Office
from bot.service.rows import screen_from_json, screen_to_json
from storage import Delivery, Transaction, Wish

MOST = 9
"""Pages of such a message that are looked for: it asks one question."""

Effects = Sequence[Effect]


def fresh(office: Office, tx: Transaction, row: Delivery) -> Delivery:
    """Return the row as it reads now. May raise LibraryError."""
    note = tx.notes.get(row.note) if row.note and _is_late(row) else None
    if note is None or note.status not in OPEN or _is_page(tx, row):
        return row
    kept = [row, *(found for n in range(2, MOST + 1) if (found := tx.outbox.by_key(f"{row.key}:{n}")))]
    if kept[-1].screen is None:  # it asks nothing
        return row
    desk = Desk(office, tx, note)
    return _reworded(desk, kept, _effects(desk, row, screen_from_json(kept[-1].screen)))


def nudged(desk: Desk, wish: Wish) -> Effects:
    """Return what the words of a coordinator are to an expert: said by name, with the next question and the exits."""
    interview = desk.interview(Screen(on=On.CLOSED))
    facts = {"by": desk.office.person(desk.tx, wish.by).name, "title": title_of(interview)}
    told = Tell("asked_again", facts) if wish.kind == AGAIN else Tell("nudged", facts, wish.reason)
    return (told, Ask(replace(interview.onward(), exits=True)))


def nudge_key(wish: Wish) -> str:
    """Return the key of a message with the words of a coordinator."""
    assert wish.note is not None, "a coordinator speaks of one note"
    return reminder_key(wish.note, NUDGE, wish.id)


def _is_late(row: Delivery) -> bool:
    """Say whether it is of those that may be promised for a moment to come."""
    called = row.purpose == WAKE or row.purpose.startswith(DEBT)
    return called or is_opening(row) or _is_nudge(row)


def _is_page(tx: Transaction, row: Delivery) -> bool:
    """Say whether it goes on with another message, with which it was worded."""
    first, _, number = row.key.rpartition(":")
    return number.isdecimal() and tx.outbox.by_key(first) is not None


def _is_nudge(row: Delivery) -> bool:
    return row.purpose == REMINDER and step_of(row) == NUDGE


def _effects(desk: Desk, row: Delivery, screen: Screen) -> Effects:
    if _is_nudge(row):
        return next(nudged(desk, one) for one in desk.tx.wishes.of(desk.note.id) if nudge_key(one) == row.key)
    if is_opening(row):
        return (Ask(screen),)
    return (Tell("woken"), *_beside(desk, row), Ask(screen))


def _beside(desk: Desk, row: Delivery) -> list[Effect]:
    """Name what was put off to the same moment: it keeps that promise, and comes another day."""
    if row.purpose != WAKE or not (others := riding(desk.office, desk.tx, row)):
        return []
    names = [Desk(desk.office, desk.tx, note).title for note in others]
    at = desk.office.when(desk.person, next_morning(desk.office, desk.tx, row))
    return [Tell("woken_others", {"others": names, "next": at})]


def _reworded(desk: Desk, kept: Sequence[Delivery], effects: Effects) -> Delivery:
    """Write the new words over the old, page by page; where there are more or fewer now, the old ones stand."""
    asked = next(effect.screen for effect in effects if isinstance(effect, Ask))
    new = [dump(page) for page in pages(desk.words(desk.interview(asked), effects))]
    if len(kept) != len(new):
        return kept[0]
    for page, body in zip(kept, new, strict=True):
        desk.tx.outbox.reword(page.id, body=body, screen=screen_to_json(asked) if page is kept[-1] else None)
    return replace(kept[0], body=new[0])
