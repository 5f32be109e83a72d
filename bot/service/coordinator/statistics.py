"""How it went, from rows alone: notes and their drafts, the journal, and what the outbox sent."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.core.board import working_days
from bot.core.figures import Course, Echo, Figures
from bot.core.moves import On, Screen
from bot.core.notes import Status
from bot.core.outstanding import Ball
from bot.core.policy import HEARS
from bot.core.retention import is_past
from bot.service.chase.away import calendar_of
from bot.service.chase.deadlines import last_day
from bot.service.chase.steps import OPENING, key_of, step_of
from bot.service.chase.wish_list import AWAY, RESUME, SNOOZE, STOP
from bot.service.circle import approved_at
from bot.service.coordinator.board import Boards
from bot.service.coordinator.traces import traces_of
from bot.service.note.desk import Desk
from bot.service.office import Office, StillClock
from storage import Delivery, Note, Transaction

log = logging.getLogger(__name__)

DAY, YEAR = timedelta(days=1), timedelta(days=365)
PUTS_OFF = frozenset({SNOOZE, AWAY, STOP, RESUME})
"""What somebody does who does not answer now."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A step that was sent about a note, and whether whoever heard it answered."""

    step: str
    answered: bool


class Statistics:
    """Counts; one call, one transaction."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._offices: dict[int, Office] = {}

    def of(self, first: date | None, last: date | None) -> Figures:
        """Return the figures of the notes on events that ended in these days, as far as they are over."""
        today = self.office.clock().astimezone(ZoneInfo(self.office.zone)).date()
        last = min(last or today, today)
        with self.office.transaction() as tx:
            notes = [note for note in self._readable(tx) if self._ended(tx, note, first or date.min, last)]
            board = Boards(self.office).board(tx)
            numbers = {note.id for note in notes}
            rows = [row for row in board.owed if row.note in numbers]
            heard = [each for note in notes for each in self._heard(tx, note)]
            return Figures(
                today=today,
                courses=[self._course(tx, note) for note in notes],
                owed=len(rows),
                overdue=sum(row.late > 0 for row in rows),
                untouched=self._untouched(tx, notes),
                balls={ball: n for ball in Ball if (n := sum(row.ball == ball for row in rows))},
                echoes=echoes(heard),
            )

    def _untouched(self, tx: Transaction, notes: Sequence[Note]) -> int:
        before = self.office.clock() - YEAR
        return sum(is_past(note.status, traces_of(tx, note), before) for note in notes)

    def _readable(self, tx: Transaction) -> Iterator[Note]:
        """Give every note; one that can not be read is logged, and left out."""
        for note in tx.notes.all(statuses=set(Status)):
            try:
                Desk(self.office, tx, note)
            except Exception:
                log.exception("note %s can not be counted", note.id)
                continue
            yield note

    def _ended(self, tx: Transaction, note: Note, first: date, last: date) -> bool:
        desk = Desk(self._then(note), tx, note)
        ended = last_day(desk.interview(Screen(on=On.CLOSED)))
        return first <= (ended or _day(note.opened_at, desk.person.zone)) <= last

    def _then(self, note: Note) -> Office:
        """Return the office as it was in the year of a note, with the holidays of that time."""
        year = note.opened_at.year
        if year not in self._offices:
            middle = datetime(year, 7, 1, tzinfo=UTC)
            self._offices[year] = replace(self.office, clock=StillClock(lambda: middle))
        return self._offices[year]

    def _course(self, tx: Transaction, note: Note) -> Course:
        desk = Desk(self._then(note), tx, note)
        interview = desk.interview(Screen(on=On.CLOSED))
        drafts, zone = tx.drafts.of(note.id), desk.person.zone
        handed_in = _day(drafts[0].at, zone) if drafts else None
        approved = _day(approved_at(tx, note), zone) if note.status == Status.APPROVED else None
        ended, calendar = last_day(interview), calendar_of(desk.office, tx, desk.person)
        return Course(
            note=note.id,
            status=note.status,
            due=desk.due(interview),
            handed_in=handed_in,
            first_days=working_days(calendar, ended, handed_in) if ended and handed_in else None,
            days=working_days(calendar, ended, approved) if ended and approved else None,
            messages=sum(HEARS.get(each.step) == "expert" for each in self._heard(tx, note)),
        )

    def _heard(self, tx: Transaction, note: Note) -> Iterator[Heard]:
        """Give what was sent about a note; what went to several is one, and answered when one of them did."""
        opening = tx.outbox.newest(note=note.id, purpose=OPENING)
        rows = [*([opening] if opening else []), *tx.outbox.steps(note.id)]
        sent = sorted((row for row in rows if row.state == "sent"), key=key_of)
        for _, group in groupby(sent, key=key_of):
            several = list(group)
            yield Heard(step_of(several[0]), any(self._answered(tx, note, row) for row in several))

    def _answered(self, tx: Transaction, note: Note, row: Delivery) -> bool:
        at = row.claimed_at or row.due_at
        done = [one for one in tx.journal.of(note.id) if one.who == row.recipient]
        return any(at <= one.at <= at + DAY and one.what not in PUTS_OFF for one in done)


def echoes(heard: Sequence[Heard]) -> list[Echo]:
    """Return how often each step was sent and answered, in the order of the steps."""
    sent = Counter(each.step for each in heard)
    answered = Counter(each.step for each in heard if each.answered)
    return [Echo(step, sent[step], answered[step]) for step in HEARS if sent[step]]


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
