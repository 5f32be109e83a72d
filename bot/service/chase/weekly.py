"""When the digest of the week comes: on its day, or the next one that is worked, or once the bot is back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.core.board import WEEK
from bot.service.chase.away import calendar_of
from bot.service.chase.steps import digest_key, is_left_to_digest
from bot.service.office import Office
from storage import Transaction


def has_the_day(office: Office, tx: Transaction, reader: str, at: datetime) -> bool:
    """Say whether the digest of the week is still to come on the day of this moment, and so nothing else by itself.

    One that was missed may come today; of days to come only the one that is its own is known.
    """
    if reader not in office.coordinators:
        return False
    week = Weekly(office, tx, reader, at)
    is_today = week.now.date() == office.local(office.person(tx, reader)).date()
    return week.is_to_come and (is_today or week.is_its_day)


class Weekly:
    """Looks at one reader within one transaction, now or at another moment."""

    def __init__(self, office: Office, tx: Transaction, reader: str, at: datetime | None = None) -> None:
        self.tx = tx
        self.reader = reader
        person = office.person(tx, reader)
        self.now = office.local(person, at)
        self.calendar = calendar_of(office, tx, person)
        self.rules = office.rules
        self.days = (self.now.weekday() - (self.rules.digest.weekday or 0)) % WEEK.days
        """How many days ago this week began: weeks begin on the day of the digest."""
        self.begun = self.now.date() - timedelta(days=self.days)

    @property
    def is_open(self) -> bool:
        """Whether a digest may come now."""
        return self.now.hour >= self.rules.opens and self._is_before_evening()

    @property
    def is_due(self) -> bool:
        """Whether the digest of this week is due now."""
        return self.now.hour >= self.rules.digest.hour and self.is_to_come

    @property
    def is_to_come(self) -> bool:
        """Whether the digest of this week is due now or later today."""
        return self._is_before_evening() and self._is_missing()

    @property
    def is_its_day(self) -> bool:
        """Whether this is the day of the digest, or the first one after it that is worked."""
        return self.now.date() == self.calendar.from_(self.begun)

    def had(self, day: date) -> bool:
        """Say whether they were promised a digest on this day."""
        return self.tx.outbox.by_key(digest_key(self.reader, day)) is not None

    @property
    def is_second(self) -> bool:
        """Whether there was a digest this week before today."""
        return any(self.had(self.begun + timedelta(days=n)) for n in range(self.days))

    def left(self) -> list[int]:
        """Return the notes whose hand-off was left to the digest of this week."""
        begun = datetime.combine(self.begun, datetime.min.time(), self.now.tzinfo)
        rows = self.tx.outbox.automatic(self.reader, since=begun)
        return [row.note for row in rows if row.note and is_left_to_digest(row)]

    def _is_before_evening(self) -> bool:
        return self.now.hour < self.rules.closes and self.calendar.works(self.now.date())

    def _is_missing(self) -> bool:
        """Say whether there was none this week; after its day it comes to whoever had one before, or waits for it."""
        first = self.calendar.from_(self.begun)
        days = [self.begun + timedelta(days=n) for n in range(self.days + 1)]
        if self.now.date() < first or any(self.had(day) for day in days if day >= first):
            return False
        before = [self.begun - timedelta(days=n) for n in range(1, WEEK.days + 1)]
        return self.is_its_day or any(map(self.had, before)) or bool(self.left())
