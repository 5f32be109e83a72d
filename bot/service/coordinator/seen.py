"""When a coordinator last saw the board: the digest of a day has the day in its key."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.service.chase.steps import digest_key
from storage import Transaction

LONG_AGO = 14
"""Days after which nothing is compared with a digest any more."""


def seen_at(tx: Transaction, person: str, today: date) -> datetime | None:
    """Return when somebody was last sent a digest, before today; None where that is long ago."""
    days = (today - timedelta(days=number) for number in range(1, LONG_AGO + 1))
    rows = (tx.outbox.by_key(digest_key(person, day)) for day in days)
    return next((row.due_at for row in rows if row), None)
