"""The board is computed from open notes alone: what is owed by now, who has the ball, how late it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.board import Board, Row, days_late, working_days
from bot.core.calendar import on_the_wall
from bot.core.chasing import EXPERT, HANDOFF, Chase, times_sent
from bot.core.messages import Part
from bot.core.moves import On, Screen
from bot.core.notes import BEFORE, OPEN, Status
from bot.core.outstanding import Ball, outstanding, until
from bot.core.policy import HEARS
from bot.render.boards import WITH_BUTTONS, BoardPainter
from bot.render.scenes import fill, shorten, shown, title_of
from bot.service.chase.away import calendar_of
from bot.service.chase.chases import ENDS, Case, Chases
from bot.service.chase.deadlines import last_day, policy_of
from bot.service.chase.wish_list import RESUME, STOP, asks_help, last
from bot.service.circle import Circle
from bot.service.coordinator.acting import confirmed
from bot.service.coordinator.health import health
from bot.service.coordinator.seen import seen_at
from bot.service.expert.handover import PASSES, progress
from bot.service.expert.notes import Notes
from bot.service.note.desk import Desk
from bot.service.office import Office
from storage import Note, Transaction

log = logging.getLogger(__name__)

WEEK = timedelta(days=7)
MOST = 50
"""Notes of one group that a list on demand names."""

TITLE = 100
UNCONFIRMED = timedelta(days=30)
"""How far back a note can be closed that waits to be confirmed: more than the working days of any policy."""

NOBODY = "nobody"
"""Why a note is closed when its expert says that nobody went."""


class Boards:
    """Looks at every open note."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def outstanding(self, person: str) -> str:
        """Return the board as a list to a coordinator, and to others what they owe themselves."""
        if person not in self.office.coordinators:
            return Notes(self.office).listing(person)
        with self.office.transaction() as tx:
            return self._painter(tx, person, self.board(tx)).listing(MOST)

    def parts(
        self,
        tx: Transaction,
        person: str,
        board: Board | None = None,
        *,
        most: int = WITH_BUTTONS,
        calm: bool = False,
    ) -> Sequence[Part]:
        """Return the board with its buttons; `calm` gives notes that are not late some as well."""
        painter = self._painter(tx, person, board or self.board(tx), calm=calm)
        return painter.digest(health(self.office, tx, person), most=most)

    def _painter(self, tx: Transaction, person: str, board: Board, *, calm: bool = False) -> BoardPainter:
        now = self.office.local(self.office.person(tx, person))
        seen = seen_at(tx, person, now.date())
        day = self.office.local(self.office.person(tx, person), seen).date() if seen else None
        return BoardPainter(self.office.phrases, board, now.date(), calm=calm, seen=seen, seen_on=day)

    def board(self, tx: Transaction) -> Board:
        """Compute it; a note that can not be read is logged, and left out."""
        rows: list[Row] = []
        fresh = 0
        for note in tx.notes.all(statuses=OPEN):
            try:
                found = self._look(tx, note)
            except Exception:
                log.exception("note %s can not be looked at", note.id)
                continue
            if found:
                row, ended_at = found
                rows.append(row)
                fresh += max(ended_at, note.opened_at) > self.office.clock() - WEEK
        closed = self._closed(tx)
        days = [n for note in closed if (n := self._days(tx, note)) is not None]
        return Board(rows=(*rows, *self._declined(tx)), closed=len(closed), days=days, fresh=fresh)

    # ------------------------------------------------------------------ one note

    def _look(self, tx: Transaction, note: Note) -> tuple[Row, datetime] | None:
        """Return a note as a row, and when its event ended; nothing for one that is not owed yet."""
        cases = Chases(self.office, tx).of(note)
        case = cases[0]
        ended_at = self._ended_at(tx, case)
        if ended_at is None or not outstanding(case.policy, note.status, ended_at, self.office.clock()):
            return None
        return RowReading(self.office, tx, case, [each.person for each in cases]).row(), ended_at

    def _ended_at(self, tx: Transaction, case: Case) -> datetime | None:
        """Return when the event ended where its expert is, whoever has the ball: an offer takes nothing away."""
        ended, zone = last_day(case.interview), self.office.person(tx, case.note.person).zone
        return on_the_wall(zone, ended, ENDS) if ended else None

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
                    name=desk.person.name,
                    ball=Ball.COORDINATOR,
                    until=_last_of(by, desk.person.zone),
                    new=_is_today(note.changed_at, now, desk.person.zone),
                    since=note.changed_at,
                    declined=True,
                )

    # ------------------------------------------------------------------ what was closed

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
        day = note.changed_at.astimezone(ZoneInfo(desk.person.zone)).date()
        return working_days(calendar_of(self.office, tx, desk.person), ended, day) if ended else None


class RowReading:
    """Reads one open note as a row of the board, within one transaction; `holders` have the ball."""

    def __init__(self, office: Office, tx: Transaction, case: Case, holders: Sequence[str]) -> None:
        self.office = office
        self.tx = tx
        self.case = case
        self.chase: Chase = case.chase
        self.note = case.note
        self.holders = holders
        self.owner = office.person(tx, case.note.person)
        self.own = [wish for wish in tx.wishes.of(case.note.id) if wish.person == case.note.person]

    def row(self) -> Row:
        """Return the row."""
        interview, ball = self.case.interview, self.chase.ball
        answered, asked = progress(interview)
        due = self.chase.review_due_on or self.chase.due_on
        used, most = self._used()
        return Row(
            note=self.note.id,
            event=title_of(interview, TITLE),
            dates=self._dates(),
            name=self.owner.name,
            ball=ball,
            holder=self._holder(),
            due=due,
            late=self._late(due),
            new=self._is_new(due),
            since=self._since(due),
            answered=answered,
            asked=asked,
            used=used,
            most=most,
            until=self._until(),
            open=self.note.status in BEFORE,
            passes=self.note.status in PASSES,
            stopped=self._stopped(),
        )

    def _dates(self) -> str:
        interview = self.case.interview
        ends = interview.type.ends
        value = interview.values.get(ends)
        return shown(interview, ends, value, self.office.context(self.owner)) if value else ""

    def _used(self) -> tuple[int, int]:
        """Return how many messages its owner got, whoever has the ball, and how many they can get by now."""
        own, policy = self.chase, self.case.policy
        if self.case.person != self.note.person:
            own = Chases(self.office, self.tx).case(self.note, self.note.person).chase
        most = policy.in_all if times_sent(own, HANDOFF) else policy.before_handoff
        return sum(HEARS[sent.step] == EXPERT for sent in own.sent), most

    def _stopped(self) -> str | None:
        """Return why its owner wants no reminders, while it waits for them; None where they do."""
        waits = self.note.status in PASSES and self.chase.ball not in {Ball.NEW_OWNER, Ball.COORDINATOR}
        found = last(self.own, STOP, RESUME) if waits else None
        return shorten(found.reason, TITLE) if found and found.kind == STOP else None

    def _late(self, due: date | None) -> int:
        return days_late(self.chase.calendar, due, self._today())

    def _is_new(self, due: date | None) -> bool:
        """Say whether it became late today, or an offer of it lapsed today."""
        now, zone = self.office.clock(), self.chase.zone
        late = self._late(due) == 1 and self.chase.calendar.works(self._today())
        lapsed = self._offered_until()
        return late or bool(lapsed and lapsed <= now and _is_today(lapsed, now, zone))

    def _since(self, due: date | None) -> datetime:
        """Return when it came to be as it is: owed, in review, late, handed off, or back from an offer."""
        late = on_the_wall(self.chase.zone, self.chase.calendar.add(due, 1), 0) if due else None
        marks = [
            self.note.opened_at,
            self.chase.ended_at,
            self.chase.since,
            self.chase.offered_at,
            late,
            self._offered_until(),
        ]
        marks += [one.at for one in self.chase.sent if one.step == HANDOFF]
        return max(at for at in marks if at and at <= self.office.clock())

    def _today(self) -> date:
        return self.office.clock().astimezone(ZoneInfo(self.chase.zone)).date()

    def _offered_until(self) -> datetime | None:
        offered, days = self.chase.offered_at, self.case.policy.offer_days
        return until(offered, days, zone=self.chase.zone, calendar=self.chase.calendar) if offered else None

    def _holder(self) -> str:
        """Return who has the ball where it is not the expert, or why it is with the coordinator."""
        circle, wish = Circle(self.office, self.tx, self.note), asks_help(self.own)
        match self.chase.ball:
            case Ball.REVIEWER | Ball.NEW_OWNER:
                return circle.names(self.holders)
            case Ball.COORDINATOR if self.chase.offered_at is not None:
                return self._say("lapsed", name=circle.names(self.holders))
            case Ball.COORDINATOR if wish and self.note.status in PASSES:
                return self._say("asks_help", said=wish.reason)
            case Ball.COORDINATOR if circle.held:
                return self._say("held", number=self.note.id)
            case Ball.COORDINATOR:
                return self._say("unreviewed")
        return ""

    def _until(self) -> date | None:
        """Return the day until which it rests."""
        moments = {
            Ball.SNOOZED: self.chase.snoozed_until,
            Ball.AWAY: self.chase.away_until,
            Ball.NEW_OWNER: self._offered_until(),
        }
        at = moments.get(self.chase.ball)
        if at is None:
            return None
        open_until = self.chase.ball is Ball.NEW_OWNER
        return (
            _last_of(at, self.chase.zone) if open_until else at.astimezone(ZoneInfo(self.chase.zone)).date()
        )

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.board, key, {k: shorten(str(v), TITLE) for k, v in facts.items()})


def closes_at(office: Office, tx: Transaction, note: Note) -> datetime:
    """Return when a closed note counts as closed: that nobody went, once it is confirmed or its days are over."""
    entries = tx.journal.of(note.id) if note.status == Status.DECLINED else ()
    why = next((each.facts.get("why") for each in reversed(entries) if each.what == Status.DECLINED), "")
    if why != NOBODY:
        return note.changed_at
    if wish := confirmed(tx, note):
        return wish.at
    person = office.person(tx, note.person)
    days = policy_of(office, tx, note).confirm_days
    return until(note.changed_at, days, zone=person.zone, calendar=calendar_of(office, tx, person))


def _last_of(until: datetime, zone: str) -> date:
    """Return the last day before the midnight at which something ends."""
    return (until - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).date()


def _is_today(at: datetime, now: datetime, zone: str) -> bool:
    return at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
