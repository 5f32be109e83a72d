"""How long a review usually takes here, as the notes that were approved tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from statistics import median
from zoneinfo import ZoneInfo

from bot.core.board import working_days
from bot.core.notes import Status
from bot.service.chase.away import calendar_of
from bot.service.circle import approval
from bot.service.office import Office
from storage import Note, Person, Transaction

LEAST = 3
"""Approvals from which one may speak of a habit."""

MOST = 30
"""Approvals that count, the newest of them: people change, and the answer waits for this."""

LATELY = timedelta(days=365)


def usual_days(office: Office, tx: Transaction, person: Person) -> int | None:
    """Return the median of the working days from a version to its approval; None where too few were approved.

    Days are those of whoever hears it. The day on which a version is approved counts, also where it is the same.
    """
    approved = tx.notes.since(office.clock() - LATELY, statuses={Status.APPROVED})[-MOST:]
    spans = [span for note in approved if (span := _span(tx, note))]
    if len(spans) < LEAST:
        return None
    calendar, zone = calendar_of(office, tx, person), ZoneInfo(person.zone)
    days = [working_days(calendar, *(at.astimezone(zone).date() for at in span)) for span in spans]
    return max(1, ceil(median(days)))


def _span(tx: Transaction, note: Note) -> tuple[datetime, datetime] | None:
    """Return when the approved version was handed in, and when it was approved."""
    entries, approved = tx.journal.of(note.id), approval(tx, note.id)
    version = approved and approved.facts.get("version")
    handed_in = next(
        (one for one in entries if one.what == Status.IN_REVIEW and one.facts.get("version") == version), None
    )
    return (handed_in.at, approved.at) if handed_in and approved else None
