"""How the bot is: what a digest says in its last line, so that silence is never taken for health."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.render.scenes import fill, town
from bot.service.office import Office
from storage import StoreError, Transaction

LATELY = timedelta(days=7)
STUCK = timedelta(minutes=10)
"""How long a message may wait before it is said that Slack does not take them; and how old the last sweep may be."""
A_NIGHT = timedelta(hours=26)
"""How old the last backup may be: a night more, the hour by which one may be longer, and one to make it."""


def health(office: Office, tx: Transaction, reader: str, backup: datetime | None) -> str:
    """Return the line: when a sweep came by last, whether messages arrive, when the last `backup` was made."""
    return f"{_bot(office, tx, reader)} {_backup(office, tx, reader, backup)}"


def last_backup(office: Office) -> datetime | None:
    """Return when the last backup was made, if one can be found; before a transaction, for its disk may be slow."""
    try:
        return office.backups.last_at(office.clock()) if office.backups else None
    except StoreError:
        return None


def _bot(office: Office, tx: Transaction, reader: str) -> str:
    person, now = office.person(tx, reader), office.clock()
    next_at, dead = tx.outbox.next_at(now=now), tx.outbox.dead(since=now - LATELY)
    words = office.phrases.board
    if dead:
        post = fill(words, "post_dead", {"n": dead})
    elif next_at and next_at < now - STUCK:
        post = fill(words, "post_waits", {"since": f"{office.local(person, next_at):%H:%M}"})
    else:
        post = words["post_well"]
    looked, place = office.looked_at, town(person.zone)
    if looked is None:
        return fill(words, "health_never", {"post": post})
    if looked < now - STUCK:
        return fill(words, "health_late", {"at": office.when(person, looked), "post": post})
    return fill(
        words, "health", {"time": f"{office.local(person, looked):%H:%M}", "place": place, "post": post}
    )


def _backup(office: Office, tx: Transaction, reader: str, last: datetime | None) -> str:
    words = office.phrases.board
    if office.backups is None:
        return words["backup_unset"]
    if last is None:
        return words["backup_missing"]
    at = office.when(office.person(tx, reader), last)
    return fill(words, "backup_late" if last < office.clock() - A_NIGHT else "backup", {"at": at})
