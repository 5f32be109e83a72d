"""The board is computed from open notes alone: what is owed by now, who has the ball, how late it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.board import WEEK, Board, Row, working_days
from bot.core.messages import Line, Message, Part
from bot.core.moves import On, Screen
from bot.core.notes import OPEN, Status
from bot.core.outstanding import Ball, last_of, outstanding, until
from bot.render.boards import WITH_BUTTONS, BoardPainter
from bot.service.chase.away import calendar_of
from bot.service.chase.chases import Chases
from bot.service.chase.deadlines import last_day, policy_of
from bot.service.circle import approved_at
from bot.service.coordinator.acting import confirmed
from bot.service.coordinator.board_rows import RowReading, facts_of, is_today
from bot.service.coordinator.health import health
from bot.service.coordinator.seen import seen_at
from bot.service.expert.notes import Notes
from bot.service.note.desk import Desk
from bot.service.office import Office
from storage import Note, Transaction

log = logging.getLogger(__name__)

UNCONFIRMED = timedelta(days=30)
"""How far back a note can be closed that waits to be confirmed: more than the working days of any policy."""

NOBODY = "nobody"
"""Why a note is closed when its expert says that nobody went."""


class Boards:
    """Looks at every open note."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def outstanding(self, person: str, words: str = "") -> Message:
        """Return the board, or what of it has these words, to a coordinator; to others what they owe themselves."""
        if person not in self.office.coordinators:
            own = Notes(self.office).listing(person)
            return Message(parts=(Line(f"{self.office.phrases.board['yours_alone']}\n{own}"),))
        with self.office.transaction() as tx:
            painter = self._painter(tx, person, self.board(tx), calm=True)
            return Message(parts=painter.asked_about(words) if words else painter.asked())

    def parts(
        self,
        tx: Transaction,
        person: str,
        board: Board | None = None,
        *,
        backup: datetime | None,
        most: int = WITH_BUTTONS,
    ) -> Sequence[Part]:
        """Return the board with its buttons; `backup` is when the last one was made.

        Without a board it is computed for somebody who looks: notes that are not late have buttons as well.
        """
        painter = self._painter(tx, person, board or self.board(tx), calm=board is None)
        return painter.digest(health(self.office, tx, person, backup), most=most)

    def _painter(self, tx: Transaction, person: str, board: Board, *, calm: bool = False) -> BoardPainter:
        now = self.office.local(self.office.person(tx, person))
        seen = seen_at(tx, person, now.date())
        day = self.office.local(self.office.person(tx, person), seen).date() if seen else None
        return BoardPainter(self.office.phrases, board, now, calm=calm, seen=seen, seen_on=day)

    def board(self, tx: Transaction) -> Board:
        """Compute it; a note that can not be read is logged, and left out."""
        rows: list[Row] = []
        to_come: list[tuple[datetime, Row]] = []
        fresh, chases = 0, Chases(self.office, tx)
        for note in tx.notes.all(statuses=OPEN):
            try:
                found = self._look(chases, note)
            except Exception:
                log.exception("note %s can not be looked at", note.id)
                continue
            if found is None:
                continue
            row, ended_at = found
            if row.upcoming:
                to_come.append((ended_at, row))
            else:
                rows.append(row)
                fresh += max(ended_at, note.opened_at) > self.office.clock() - WEEK
        upcoming = [row for _, row in sorted(to_come, key=lambda each: (each[0], each[1].note))]
        rows += self._declined(tx)
        return replace(self._finished(tx), rows=tuple(rows), upcoming=upcoming, fresh=fresh)

    # ------------------------------------------------------------------ one note

    def _look(self, chases: Chases, note: Note) -> tuple[Row, datetime] | None:
        """Return a note as a row, and when its event ends; nothing for one whose days nobody has given."""
        cases = chases.of(note)
        case = cases[0]
        ended_at = case.chase.ended_at
        if ended_at is None:
            return None
        owed = outstanding(case.policy, note.status, ended_at, self.office.clock())
        row = RowReading(chases, case, [each.person for each in cases]).row()
        return replace(row, upcoming=not owed), ended_at

    def _declined(self, tx: Transaction) -> Iterator[Row]:
        """Give what was closed as nobody went, until a coordinator confirms it or its days are over."""
        now = self.office.clock()
        for note in tx.notes.since(now - UNCONFIRMED, statuses={Status.DECLINED}):
            by = closes_at(self.office, tx, note)
            if now < by:
                desk = Desk(self.office, tx, note)
                interview = desk.interview(Screen(on=On.CLOSED))
                yield Row(
                    note=note.id,
                    event=desk.about(interview),
                    dates="",
                    facts=facts_of(interview, desk.context),
                    name=desk.person.name,
                    ball=Ball.COORDINATOR,
                    until=last_of(by, desk.person.zone),
                    new=is_today(note.changed_at, now, desk.person.zone),
                    since=note.changed_at,
                    declined=True,
                )

    # ------------------------------------------------------------------ what was closed

    def _finished(self, tx: Transaction) -> Board:
        """Return a board of what was closed alone."""
        closed = self._closed(tx)
        days = [n for note in closed if (n := self._days(tx, note)) is not None]
        return Board(closed=len(closed), days=days)

    def _closed(self, tx: Transaction) -> Sequence[Note]:
        now = self.office.clock()
        closed = tx.notes.since(now - UNCONFIRMED, statuses=set(Status) - OPEN)
        return [note for note in closed if now - WEEK <= closes_at(self.office, tx, note) <= now]

    def _days(self, tx: Transaction, note: Note) -> int | None:
        """Return the working days from the end of the event to the approval; None for another end."""
        if note.status != Status.APPROVED:
            return None
        desk = Desk(self.office, tx, note)
        ended = last_day(desk.interview(Screen(on=On.CLOSED)))
        day = approved_at(tx, note).astimezone(ZoneInfo(desk.person.zone)).date()
        return working_days(calendar_of(self.office, tx, desk.person), ended, day) if ended else None


def closes_at(office: Office, tx: Transaction, note: Note) -> datetime:
    """Return when a closed note counts as closed: that nobody went, once it is confirmed or its days are over."""
    if note.status == Status.APPROVED:
        return approved_at(tx, note)
    entries = tx.journal.of(note.id) if note.status == Status.DECLINED else ()
    why = next((each.facts.get("why") for each in reversed(entries) if each.what == Status.DECLINED), "")
    if why != NOBODY:
        return note.changed_at
    if wish := confirmed(tx, note):
        return wish.at
    person = office.person(tx, note.person)
    days = policy_of(office, tx, note).confirm_days
    return until(note.changed_at, days, zone=person.zone, calendar=calendar_of(office, tx, person))
