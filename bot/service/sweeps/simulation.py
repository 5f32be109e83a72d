"""What would be sent in the weeks to come: the real sweeps on a copy of the rows, with a clock that leaps ahead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.chasing import next_at, planned_at
from bot.core.moves import On, Screen
from bot.core.notes import OPEN
from bot.core.policy import Step
from bot.render.library import Folder, parse
from bot.render.policies import POLICY, read_policy
from bot.render.scenes import title_of
from bot.service.chase.chases import Chases
from bot.service.chase.hearing import NEVER
from bot.service.chase.steps import DIGEST, OPENING, REMINDER, step_of
from bot.service.chase.weekly import Weekly
from bot.service.note.desk import Desk
from bot.service.office import Clock, Office, StillClock
from bot.service.outbox import Arrival, Letter, Outbox
from bot.service.sweeps.digests import Digests
from bot.service.sweeps.reminders import Reminders
from storage import Delivery, Transaction

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A message that would be sent: when, to whom, and what it is.

    `step` is a step of the policy, with its `rule` there, or the purpose of any other message. `due` is the day
    by which whoever has the ball should have acted. `since` is when its time had come, before a limit held it
    back. A digest is `news`, or else that of the week, in which stand the hand-offs of the notes `hands`.
    """

    at: datetime
    to: str
    name: str
    zone: str
    step: str
    note: int | None = None
    about: str = ""
    rule: Step | None = None
    due: date | None = None
    since: datetime | None = None
    news: bool = False
    hands: tuple[int, ...] = ()
    text: str = ""

    @property
    def local(self) -> datetime:
        """When it is on the wall of whoever hears it."""
        return self.at.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal(Office):
    """An office in which every note has this `policy`, the text of a policy.toml, or its own where that is None."""

    policy: str | None = None

    def folder(self, tx: Transaction, type_hash: str) -> Folder:
        """Return the files that an interview is pinned to, with the policy that is tried."""
        pinned = Office.folder(self, tx, type_hash)
        if self.policy is None or pinned.files.get(POLICY) == self.policy:
            return pinned
        self._folders[type_hash] = Folder(pinned.name, {**pinned.files, POLICY: self.policy})
        return self._folders[type_hash]


class Simulation:
    """Lets time pass for an office on a copy of its database: whatever is due is written to a list.

    Nobody answers, and nobody's Do-Not-Disturb is known. Where nothing can happen, the clock leaps.
    """

    def __init__(self, office: Office, begin: datetime, *, policy: str | None = None) -> None:
        self.now = begin
        self.office = rehearsal(office, lambda: self.now, policy)
        self.outbox = Outbox(self.office)
        self.reminders = Reminders(self.office)
        self.digests = Digests(self.office)
        self._planned = begin
        """When the next step is due: it is computed anew when a message was sent, and each day."""

    def run(self, until: datetime) -> Iterator[Coming]:
        """Give what is sent before `until`, to which the clock then points; people may act before it goes on."""
        self._planned = self.now
        for letter in self.outbox.left_behind():
            self._arrive(letter)
        while self.now < until:
            if self._planned <= self.now:
                self.reminders.sweep()
            self.digests.sweep()
            found = list(self._carry())
            yield from found
            self.now = min(until, self._next(stirred=bool(found)))

    def _carry(self) -> Iterator[Coming]:
        while letters := self.outbox.claim():
            for letter in letters:
                self._arrive(letter)
                if not letter.replaces:
                    yield self._coming(letter)

    def _arrive(self, letter: Letter) -> None:
        receipt = f"{self.now.timestamp():.0f}.{letter.id:06}"
        self.outbox.sent(Arrival(letter, letter.recipient, receipt))

    def _coming(self, letter: Letter) -> Coming:
        with self.office.transaction() as tx:
            row = tx.outbox.get(letter.id)
            assert row is not None, "what was claimed is there"
            person = self.office.person(tx, row.recipient)
            coming = Coming(
                at=self.now,
                to=person.id,
                name=person.name,
                zone=person.zone,
                step=_step(row),
                note=row.note,
                text=letter.message.text,
            )
            return self._with_note(tx, _with_week(self.office, tx, coming))

    def _with_note(self, tx: Transaction, coming: Coming) -> Coming:
        """Add what is known of the note that a message is about."""
        note = tx.notes.get(coming.note) if coming.note else None
        if note is None:
            return coming
        case = Chases(self.office, tx).case(note, note.person)
        rule = next((step for step in case.policy.steps if step.name == coming.step), None)
        return replace(
            coming,
            about=title_of(Desk(self.office, tx, note).interview(Screen(on=On.CLOSED))),
            rule=rule,
            since=planned_at(case.policy, case.chase, rule) if rule else None,
            due=case.chase.review_due_on or case.chase.due_on,
        )

    # ------------------------------------------------------------------ when to look again

    def _next(self, *, stirred: bool) -> datetime:
        """Return the next minute in which something can be due."""
        soon = self.now + MINUTE
        with self.office.transaction() as tx:
            hour = min(self._hours(tx))
            waiting = tx.outbox.next_at(now=self.now) or NEVER
            if stirred or self._planned <= self.now or self.now.date() < hour.date():
                self._planned = min(self._steps(tx, soon), default=NEVER)
        return _whole(max(soon, min(hour, waiting, self._planned)))

    def _steps(self, tx: Transaction, soon: datetime) -> Iterator[datetime]:
        chases = Chases(self.office, tx)
        for note in tx.notes.all(statuses=OPEN):
            with suppress(Exception):  # the sweep has logged it
                for case in chases.of(note):
                    for each in (case, *(told for told in chases.told(case) if told.chase is not case.chase)):
                        yield next_at(each.policy, each.chase, soon) or NEVER

    def _hours(self, tx: Transaction) -> Iterator[datetime]:
        """Give the next full hour at which digests look, on the wall of each who gets one."""
        rules = self.office.rules
        zones = {self.office.zone} | {self.office.person(tx, one).zone for one in self.office.coordinators}
        for zone in zones:
            wall = self.now.astimezone(ZoneInfo(zone))
            at = (wall.replace(minute=0, second=0, microsecond=0)).astimezone(UTC) + HOUR
            while not rules.opens <= at.astimezone(ZoneInfo(zone)).hour < rules.closes:
                at += HOUR
            yield at


def rehearsal(office: Office, clock: Clock, policy: str | None) -> Rehearsal:
    """Return the office with another clock, and another policy if one is given."""
    known = {field.name: getattr(office, field.name) for field in fields(Office) if field.init}
    rules = office.rules if policy is None else read_policy(parse(POLICY, policy)[0])
    return Rehearsal(**{**known, "clock": StillClock(clock), "rules": rules}, policy=policy)


def _with_week(office: Office, tx: Transaction, coming: Coming) -> Coming:
    """Add to a digest why it comes, and what it hands off."""
    if coming.step != DIGEST:
        return coming
    week = Weekly(office, tx, coming.to)
    return replace(coming, news=week.is_second, hands=() if week.is_second else tuple(week.left()))


def _step(row: Delivery) -> str:
    return step_of(row) if row.purpose in {REMINDER, OPENING} else row.purpose.partition(":")[0]


def _whole(at: datetime) -> datetime:
    """Return the minute that begins then, or next."""
    begun = at.replace(second=0, microsecond=0)
    return begun if begun == at else begun + MINUTE
