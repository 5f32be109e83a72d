"""Which step a message of the outbox was: its key tells, which is made and read here alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.core.chasing import ASK, COORDINATOR
from bot.core.policy import STEPS
from bot.service.chase.wish_list import OFFER
from bot.service.ledger import debt
from storage import Delivery, Transaction

REMINDER, OPENING = "reminder", "opening"
"""The purposes of what comes by itself, and of a first message that a coordinator caused."""

WAKE = "wake"
"""The purpose of the promise to come back to a note."""

UNASKED = (WAKE, REMINDER, OPENING)
"""The purposes of what comes by itself, until the person comes first."""

DIGEST = "digest"

TO_COORDINATOR = frozenset(step.name for step in STEPS if step.to == COORDINATOR)


def step_of(row: Delivery) -> str:
    """Return the step that a reminder is; a first message is the first step, whatever caused it."""
    return ASK if is_opening(row) else row.key.split(":")[2]


def opening_key(note: int, again: int = 0) -> str:
    """Return the key of the first message about a note; `again` of the one after so many that were taken back."""
    return f"{OPENING}:{note}:again{again}" if again else f"{OPENING}:{note}"


def reminder_key(note: int, step: str, number: int) -> str:
    """Return the key of a step: `number` is its round, or the wish whose words it brings."""
    return f"{REMINDER}:{note}:{step}:{number}"


def number_of(row: Delivery) -> int:
    """Return the round of a step, or the wish whose words it brings; a first message has neither."""
    return int(row.key.split(":")[3])


def digest_key(reader: str, day: date) -> str:
    """Return the key of somebody's digest of a day: there is one at most."""
    return f"{DIGEST}:{reader}:{day}"


def is_opening(row: Delivery) -> bool:
    """Say whether it is the first message about a note that a coordinator registered."""
    return row.key.startswith(f"{OPENING}:")


def key_of(row: Delivery) -> str:
    """Return the key of a reminder without the person: what went to several is one step."""
    return row.key if is_opening(row) else ":".join(row.key.split(":")[:4])


def is_left_to_digest(row: Delivery) -> bool:
    """Say whether a step was told in a digest, and so never sent by itself: it has no receipt of its own."""
    told = row.purpose == REMINDER and step_of(row) in TO_COORDINATOR
    return told and row.state == "sent" and not row.receipt


def drop_promises(tx: Transaction, note: int, skipped: Iterable[str]) -> None:
    """Let nothing more come of what was promised about a note that is closed, settled, or another's by now."""
    tx.outbox.drop(note, *UNASKED, OFFER, *map(debt, skipped))
