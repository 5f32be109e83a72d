"""One open note as a row of the board: who has the ball, how late it is, and what they said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.board import WEEK, Row, days_late
from bot.core.calendar import on_the_wall
from bot.core.chasing import EXPERT, HANDOFF, Chase, times_sent
from bot.core.interview import Interview
from bot.core.notes import BEFORE
from bot.core.outstanding import Ball, last_of, until
from bot.core.policy import HEARS
from bot.core.replies import Context
from bot.render.scenes import days_of, fill, shorten, shown, title_of
from bot.service.chase.chases import Case, Chases
from bot.service.chase.steps import TO_COORDINATOR
from bot.service.chase.wish_list import asks_help, stopped
from bot.service.circle import Circle
from bot.service.expert.handover import PASSES

TITLE = 100


class RowReading:
    """Reads one open note as a row of the board, within one transaction; `holders` have the ball."""

    def __init__(self, chases: Chases, case: Case, holders: Sequence[str]) -> None:
        self.chases = chases
        self.office = chases.office
        self.tx = chases.tx
        self.case = case
        self.chase: Chase = case.chase
        self.note = case.note
        self.holders = holders
        self.owner = self.office.person(self.tx, case.note.person)
        self.own = [wish for wish in self.tx.wishes.of(case.note.id) if wish.person == case.note.person]

    def row(self) -> Row:
        """Return the row."""
        due = self._due()
        row = Row(
            note=self.note.id,
            event=title_of(self.case.interview, TITLE),
            dates=days_of(self.case.interview, self.office.context(self.owner)),
            name=self.owner.name,
            ball=self.chase.ball,
            facts=facts_of(self.case.interview, self.office.context(self.owner)),
            holder=self._holder(),
            due=due,
            late=self._late(due),
            new=self._is_new(due),
            turned=self._turned(due),
            since=self._since(due),
            until=self._until(),
            open=self.note.status in BEFORE,
            passes=self.note.status in PASSES,
            stopped=self._stopped(),
            handed_at=self._handed_at(),
        )
        return self._counted(row)

    def _due(self) -> date | None:
        return self.chase.review_due_on or self.chase.due_on

    def _counted(self, row: Row) -> Row:
        """Say how much is answered, and of what its owner hears, whoever has the ball, how much has come."""
        answered, asked = self.case.interview.progress
        own, policy = self.chase, self.case.policy
        if self.case.person != self.note.person:
            own = self.chases.case(self.note, self.note.person).chase
        told = [sent.at for sent in own.sent if HEARS[sent.step] == EXPERT]
        used = sum(at <= self.office.clock() for at in told)
        return replace(
            row,
            answered=answered,
            asked=asked,
            used=used,
            most=policy.in_all if times_sent(own, HANDOFF) else policy.before_handoff,
            first_at=self.office.when(self.owner, min(told)) if told and not used else "",
        )

    def _stopped(self) -> str | None:
        """Return why its owner wants no reminders, while it waits for them; None where they do."""
        waits = self.note.status in PASSES and self.chase.ball not in {Ball.NEW_OWNER, Ball.COORDINATOR}
        found = stopped(self.own) if waits else None
        return shorten(found.reason, TITLE) if found else None

    def _late(self, due: date | None) -> int:
        return days_late(self.chase.calendar, due, self._today())

    def _handed_at(self) -> datetime | None:
        """Return when coordinators were told that reminders are over, in this turn, if none of them acted since."""
        begun = max(filter(None, (self.chase.since, self.chase.acted_at)), default=None)
        told = [one.at for one in self.chase.sent if one.step in TO_COORDINATOR]
        return max((at for at in told if begun is None or at > begun), default=None)

    def _is_new(self, due: date | None) -> bool:
        """Say whether it became late today, or an offer of it lapsed lately: perhaps after the digest of that day."""
        late = self._late(due) == 1 and self.chase.calendar.works(self._today())
        lapsed = self._offered_until()
        return late or bool(lapsed and lapsed <= self.office.clock() < lapsed + WEEK)

    def _turned(self, due: date | None) -> date | None:
        """Return the last day on which it became late, or an offer of it lapsed."""
        late, lapsed = self.chase.calendar.add(due, 1) if due else None, self._offered_until()
        gone = lapsed.astimezone(ZoneInfo(self.chase.zone)).date() if lapsed else None
        return max((day for day in (late, gone) if day and day <= self._today()), default=None)

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
        now = self.office.clock()  # which may have been set back since
        return max((at for at in marks if at and at <= now), default=now)

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
            Ball.FACT: self.case.fact_until,
            Ball.NEW_OWNER: self._offered_until(),
        }
        at = moments.get(self.chase.ball)
        if at is None:
            return None
        open_until = self.chase.ball is Ball.NEW_OWNER
        return last_of(at, self.chase.zone) if open_until else at.astimezone(ZoneInfo(self.chase.zone)).date()

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.board, key, {k: shorten(str(v), TITLE) for k, v in facts.items()})


def facts_of(interview: Interview, context: Context) -> str:
    """Return what is known of what a coordinator may give of an event."""
    keys = [key for key in interview.type.facts if key in interview.values]
    return " ".join(shown(interview, key, interview.values[key], context) for key in keys)


def is_today(at: datetime, now: datetime, zone: str) -> bool:
    """Say whether a moment is of the same day on the wall of a zone."""
    return at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
