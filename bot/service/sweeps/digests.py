"""The digest: each Monday, and on a day on which something becomes late or comes to the coordinators."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.board import Board
from bot.core.messages import Message
from bot.render.boards import BoardPainter
from bot.service.chase.away import calendar_of
from bot.service.coordinator.board import Boards
from bot.service.coordinator.seen import PURPOSE, digest_key
from bot.service.mail import Mail
from bot.service.office import MORNING, Office
from storage import Transaction

EVENING = 18
"""The hour from which a digest has to wait for another day."""

WEEK = timedelta(days=7)


class Digests:
    """Sweeps: one call, one transaction; twice is as good as once, for a digest has a day in its key."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.boards = Boards(office)
        self._looked: dict[str, datetime] = {}
        """The hour in which the board was last looked at for news, for each reader: that is often enough."""

    def sweep(self) -> int:
        """Promise what is due now, at most one a day to each coordinator; return how many."""
        with self.office.transaction() as tx:
            board: Board | None = None
            sent = 0
            for person in self.office.coordinators:
                weekly = self._is_weekly(tx, person)
                if weekly or self._may_be_news(tx, person):
                    board = board or self.boards.board(tx)
                    sent += (weekly or board.is_news) and self._send(tx, person, board)
            return sent + self._tell_channel(tx, board)

    def _is_weekly(self, tx: Transaction, person: str) -> bool:
        """Say whether the digest of this week is due.

        It comes on Monday, or the next day that is worked; after a Monday on which the bot was down it comes
        when the bot is back, to somebody who had one before.
        """
        now = self._now(tx, person)
        monday = now.date() - timedelta(days=now.weekday())
        first = calendar_of(self.office, tx, self.office.person(tx, person)).from_(monday)
        days = [monday + timedelta(days=n) for n in range(now.weekday() + 1)]
        if not self._is_open(tx, person) or now.date() < first:
            return False
        if any(self._had(tx, person, day) for day in days if day >= first):
            return False
        before = [monday - timedelta(days=n) for n in range(1, WEEK.days + 1)]
        return now.date() == first or any(self._had(tx, person, day) for day in before)

    def _may_be_news(self, tx: Transaction, person: str) -> bool:
        """Say whether the board is to be looked at: once an hour, as long as there was no digest today."""
        now = self._now(tx, person)
        hour = now.replace(minute=0, second=0, microsecond=0)
        if not self._is_open(tx, person) or self._had(tx, person, now.date()):
            return False
        if self._looked.get(person) == hour:
            return False
        self._looked[person] = hour
        return True

    def _is_open(self, tx: Transaction, person: str) -> bool:
        now = self._now(tx, person)
        calendar = calendar_of(self.office, tx, self.office.person(tx, person))
        return MORNING <= now.hour < EVENING and calendar.works(now.date())

    def _send(self, tx: Transaction, person: str, board: Board) -> bool:
        message = Message(parts=tuple(self.boards.parts(tx, person, board)))
        key = digest_key(person, self._now(tx, person).date())
        return Mail(self.office, tx).post(person, message, key=key, purpose=PURPOSE) is not None

    def _tell_channel(self, tx: Transaction, board: Board | None) -> bool:
        """Promise the numbers of the week to the channel that is named for it: never a name."""
        channel, now = self.office.digest_channel, self.office.clock().astimezone(ZoneInfo(self.office.zone))
        due = channel and now.weekday() == 0 and MORNING <= now.hour < EVENING
        if not due or tx.outbox.by_key(digest_key(channel, now.date())):
            return False
        painter = BoardPainter(self.office.phrases, board or self.boards.board(tx), now)
        message = Message(parts=painter.numbers())
        row = Mail(self.office, tx).post(
            channel, message, key=digest_key(channel, now.date()), purpose=PURPOSE
        )
        return row is not None

    def _had(self, tx: Transaction, person: str, day: date) -> bool:
        return tx.outbox.by_key(digest_key(person, day)) is not None

    def _now(self, tx: Transaction, person: str) -> datetime:
        return self.office.local(self.office.person(tx, person))
