"""The digest: each Monday, and on a day on which something becomes late or comes to the coordinators."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.board import Board
from bot.core.messages import Message
from bot.render.boards import BoardPainter
from bot.service.chase.chases import NOBODY, Quiet
from bot.service.chase.hearing import Hearing
from bot.service.chase.steps import DIGEST, digest_key
from bot.service.chase.weekly import Weekly
from bot.service.coordinator.board import Boards
from bot.service.coordinator.health import last_backup
from bot.service.coordinator.seen import seen_at
from bot.service.mail import Mail
from bot.service.office import Office
from storage import Transaction


class Digests:
    """Sweeps: one call, one transaction; twice is as good as once, for a digest has a day in its key."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.boards = Boards(office)
        self._looked: dict[str, datetime] = {}
        """The hour in which the board was last looked at for news, for each reader: that is often enough."""
        self._held: dict[str, date] = {}
        """Since which day Do-Not-Disturb holds a digest back, for each reader: it comes once that is over."""

    def expected(self) -> frozenset[str]:
        """Return who may get one now, so that it can be asked whether they want to be disturbed."""
        with self.office.transaction() as tx:
            weeks = [Weekly(self.office, tx, person) for person in self.office.coordinators]
            return frozenset(week.reader for week in weeks if week.is_due or self._may_be_news(tx, week))

    def sweep(self, quiet: Quiet = NOBODY) -> int:
        """Promise what is due now, at most one a day to each coordinator who is not `quiet`; return how many."""
        self.office.look()
        backup = last_backup(self.office)
        with self.office.transaction() as tx:
            board: Board | None = None
            sent = 0
            for person in self.office.coordinators:
                week = Weekly(self.office, tx, person)
                day = week.now.date()
                if not week.is_due and not self._may_be_news(tx, week):
                    continue
                self._looked[person] = _hour(week)
                since = self._held.get(person, week.begun if week.is_due else day)
                is_disturbed = _is_disturbed(week, since, quiet.get(person))
                due = week.is_due or person in self._held
                if not (due and is_disturbed):
                    board = board or self.boards.board(tx)
                    due |= board.is_news(seen_at(tx, person, day), _since(tx, self.office, week), day)
                if due and is_disturbed:
                    self._held[person] = since
                elif due:
                    self._held.pop(person, None)
                    sent += self._send(tx, week, board or self.boards.board(tx), backup)
            return sent + self._tell_channel(tx, board)

    def _may_be_news(self, tx: Transaction, week: Weekly) -> bool:
        """Say whether the board is to be looked at: once an hour, as long as they heard nothing by itself today."""
        waits = week.is_to_come or week.had(week.now.date())
        if not week.is_open or waits or self._looked.get(week.reader) == _hour(week):
            return False
        _, last = Hearing(self.office, tx).of(self.office.person(tx, week.reader))
        apart = timedelta(hours=week.rules.apart_hours)
        return last is None or (week.now >= last + apart and _day(week, last) < week.now.date())

    def _send(self, tx: Transaction, week: Weekly, board: Board, backup: datetime | None) -> bool:
        message = Message(parts=tuple(self.boards.parts(tx, week.reader, board, backup=backup)))
        key = digest_key(week.reader, week.now.date())
        return Mail(self.office, tx).post(week.reader, message, key=key, purpose=DIGEST) is not None

    def _tell_channel(self, tx: Transaction, board: Board | None) -> bool:
        """Promise the numbers of the week to the channel that is named for it: never a name."""
        channel, now = self.office.digest_channel, self.office.clock().astimezone(ZoneInfo(self.office.zone))
        rules = self.office.rules
        is_its_day = now.weekday() == rules.digest.weekday
        due = channel and is_its_day and rules.digest.hour <= now.hour < rules.closes
        if not due or tx.outbox.by_key(digest_key(channel, now.date())):
            return False
        painter = BoardPainter(self.office.phrases, board or self.boards.board(tx), now)
        message = Message(parts=painter.numbers())
        row = Mail(self.office, tx).post(
            channel, message, key=digest_key(channel, now.date()), purpose=DIGEST
        )
        return row is not None


def _is_disturbed(week: Weekly, since: date, until: datetime | None) -> bool:
    """Say whether Do-Not-Disturb holds back what was to come on a day: not longer than a reminder."""
    if until is None or week.now >= until:
        return False
    return week.now.date() <= week.calendar.add(week.calendar.from_(since), week.rules.dnd_days)


def _hour(week: Weekly) -> datetime:
    return week.now.replace(minute=0, second=0, microsecond=0)


def _since(tx: Transaction, office: Office, week: Weekly) -> date:
    """Return the first day of whose news they were not told: on it, and since, something else had come already."""
    moments = Hearing(office, tx).moments(office.person(tx, week.reader))
    heard, first = {_day(week, at) for at in moments}, week.now.date()
    while (before := week.calendar.add(first, -1)) in heard and not week.had(before):
        first = before
    return first


def _day(week: Weekly, at: datetime) -> date:
    return at.astimezone(week.now.tzinfo).date()
