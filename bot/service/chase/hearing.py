"""What somebody has heard from the bot by itself, about any note: one a day is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import on_the_wall, open_at
from bot.core.notes import OPEN
from bot.service.chase.away import calendar_of, returns_at
from bot.service.chase.deadlines import policy_of
from bot.service.chase.steps import OPENING, WAKE, digest_key, is_left_to_digest, key_of
from bot.service.ledger import SKIPPED, debt
from bot.service.office import Office
from storage import Delivery, Note, Person, Transaction

GONE = frozenset({"dropped"})
"""States of a row that nobody ever sees."""

LOOK_BACK = timedelta(days=7)
NEVER = datetime.max.replace(tzinfo=UTC)


class Hearing:
    """Reads what was sent, within one transaction; `without` is the key of a reminder that does not count."""

    def __init__(self, office: Office, tx: Transaction, without: str = "") -> None:
        self.office = office
        self.tx = tx
        self.without = without
        self._heard: dict[str, Sequence[datetime]] = {}

    def of(self, person: Person) -> tuple[int, datetime | None]:
        """Return how often somebody heard what came by itself on the last such day, and when; counted once.

        What was promised them for later today counts as heard: a promise has its day for itself.
        """
        moments, zone = self.moments(person), ZoneInfo(person.zone)
        if not moments:
            return 0, None
        days = [at.astimezone(zone).date() for at in moments]
        return days.count(max(days)), max(moments)

    def moments(self, person: Person) -> Sequence[datetime]:
        """Return when somebody heard what came by itself in the last days, digests as well; read once."""
        if person.id not in self._heard:
            self._heard[person.id] = self._moments(person)
        return self._heard[person.id]

    def _moments(self, person: Person) -> Sequence[datetime]:
        now = self.office.clock()
        zone = ZoneInfo(person.zone)
        tonight = on_the_wall(person.zone, now.astimezone(zone).date() + timedelta(days=1), 0)
        rows = [
            row for row in self.tx.outbox.automatic(person.id, since=now - LOOK_BACK) if row.due_at <= now
        ]
        for note in self.tx.notes.of(person.id, statuses=OPEN):
            opening = self.tx.outbox.newest(note=note.id, purpose=OPENING)
            rows += [
                row
                for row in (opening, *self._promises(note, person, until=tonight))
                if row and row.recipient == person.id and (row is not opening or row.due_at <= now)
            ]
        rows = [row for row in rows if self.counts(row) and not is_left_to_digest(row)]
        rows += self._digests(person, now.astimezone(zone).date())
        if self.without:  # of several that wait to be sent, one has to be the first; a promise keeps its day
            rows = [row for row in rows if row.state != "waiting" or row.due_at > now]
        return [row.claimed_at or row.due_at for row in rows]

    def _digests(self, person: Person, today: date) -> list[Delivery]:
        if person.id not in self.office.coordinators:
            return []
        days = [today - timedelta(days=n) for n in range(LOOK_BACK.days + 1)]
        rows = [self.tx.outbox.by_key(digest_key(person.id, day)) for day in days]
        return [row for row in rows if row]

    def _promises(self, note: Note, person: Person, *, until: datetime) -> Iterator[Delivery]:
        """Give what was put off to an hour in which things come by themselves; an evening takes nothing's day."""
        for row in self.called_back(note.id, until=until):
            at = row.claimed_at or row.due_at
            if _in_hours(self.office, self.tx, note, person, at) == at:
                yield row

    def promised(self, person: Person, *, but: int) -> list[datetime]:
        """Return when that is to come which somebody put off to hours in which things come by themselves.

        `but` is the note that does not count.
        """
        notes = [note for note in self.tx.notes.of(person.id, statuses=OPEN) if note.id != but]
        rows = [row for note in notes for row in self._promises(note, person, until=NEVER)]
        return [row.due_at for row in rows if row.state == "waiting" and row.recipient == person.id]

    def called_back(self, note: int, *, until: datetime | None = None) -> list[Delivery]:
        """Return what the bot had promised to say about a note and has said, or says now; or before a moment."""
        rows = self.tx.answers.latest(note).values()
        skipped = [row.key for row in rows if row.state == SKIPPED and row.again_at]
        found = [self.tx.outbox.newest(note=note, purpose=purpose) for purpose in (WAKE, *map(debt, skipped))]
        end = until or self.office.clock()
        return [row for row in found if row and row.due_at <= end and row.state not in GONE]

    def counts(self, row: Delivery) -> bool:
        """Say whether a row was or will be seen, and is not left out."""
        return row.state not in GONE and key_of(row) != self.without


def hears_at(office: Office, tx: Transaction, note: Note, reader: str) -> datetime:
    """Return when somebody may hear a person's words about a note: in working hours, and when they are back."""
    now, back = office.clock(), returns_at(tx, reader)
    return _in_hours(office, tx, note, office.person(tx, reader), max(now, back or now))


def _in_hours(office: Office, tx: Transaction, note: Note, person: Person, at: datetime) -> datetime:
    """Return the first moment from this one on in which a reminder about a note may come to somebody."""
    policy, calendar = policy_of(office, tx, note), calendar_of(office, tx, person)
    return open_at(calendar, person.zone, at, opens=policy.opens, closes=policy.closes)
