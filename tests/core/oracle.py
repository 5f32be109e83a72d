"""The policy once more, as plain rules over a clock on the wall: it goes through the minutes and keeps no plan.

A step becomes *pending* in the minute in which its time has come, and replaces what was pending before. An answer
takes away what is pending. What is pending is sent in the first minute that allows it. What a coordinator is to
be told is pending apart: it takes away what the expert would have heard, and is taken away by nothing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BEFORE_HANDOFF, IN_ALL, HOURS_APART = 5, 7, 20


@dataclass(kw_only=True)
class Life:
    """What happens to one expert who owes one note; days and hours are those of the wall, moments are aware."""

    zone: str
    last: date
    due: date
    ended: datetime
    free: set[date] = field(default_factory=set)
    activity: list[datetime] = field(default_factory=list)
    snoozes: list[tuple[datetime, datetime]] = field(default_factory=list)
    disturbed: list[tuple[datetime, datetime]] = field(default_factory=list)
    others: list[datetime] = field(default_factory=list)
    stopped: datetime | None = None
    closed: datetime | None = None
    office: str = "America/New_York"

    def is_free(self, day: date) -> bool:
        return day.isoweekday() > 5 or day in self.free

    def nth_working(self, day: date, number: int) -> date:
        """Count on the fingers."""
        while number > 0:
            day = date.fromordinal(day.toordinal() + 1)
            number -= 0 if self.is_free(day) else 1
        while number < 0:
            day = date.fromordinal(day.toordinal() - 1)
            number += 0 if self.is_free(day) else 1
        return day

    def tuesday(self, day: date) -> date:
        while day.isoweekday() != 2:
            day = date.fromordinal(day.toordinal() + 1)
        return day


class Oracle:
    """One expert's reminders, minute by minute; every minute in which something happens must be among them."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.sent: list[tuple[str, datetime]] = []
        self.pending: tuple[str, date] | None = None
        self.to_tell = False
        self.handed = False
        self.rung: set[object] = set()
        self.r1: tuple[object, object] | None = None
        self.heard: datetime | None = None
        due, nth = life.due, life.nth_working
        self.bells = {
            "r2": (nth(due, -1), 9, 0),
            "due": (due, 9, 30),
            "r3": (nth(due, 2), 9, 0),
            "handoff": (nth(due, 3), 9, 0),
        }

    def minute(self, now: datetime) -> str | None:
        """Live through one minute; return the step that is sent in it."""
        wall = now.astimezone(ZoneInfo(self.life.zone))
        self._live(now, wall)
        self.heard = max([at for at in [self.heard, *self.life.others] if at and at <= now], default=None)
        if self.pending and self.pending[0] == "r2" and wall.date() >= self.life.due:
            self.pending = None  # it is to come before the note is due
        if self._is_silent(now):
            return None
        if self.pending and self._may_hear(*self.pending, now, wall):
            step = self.pending[0]
            self.heard = now
            if step == "ask":
                self.r1 = ("asked", (self.life.nth_working(wall.date(), 1), 9, 0))
        elif self.to_tell and self._may_tell(now):
            step = "handoff"
            self._hand_over(wall.date())
        else:
            return None
        self.pending = None
        self.sent.append((step, now))
        return step

    def _hand_over(self, day: date) -> None:
        self.to_tell, self.handed = False, True
        for name, days in (("after1", 2), ("after2", 7)):
            self.bells[name] = (self.life.tuesday(self.life.nth_working(day, days)), 9, 0)

    def _live(self, now: datetime, wall: datetime) -> None:
        life, began = self.life, self.life.ended + timedelta(hours=2)
        if now < began:
            return
        if "ask" not in self.rung:
            self._begin(began.astimezone(ZoneInfo(life.zone)))
        for at in life.activity:
            if began - timedelta(minutes=10) <= at <= now and at not in self.rung:
                self._answered(at, began)
        for asked, until in life.snoozes:
            if asked <= now and until not in self.rung:
                self.r1 = (until, until)
        self._bells(now, (wall.date(), wall.hour, wall.minute))

    def _begin(self, began: datetime) -> None:
        self.rung.add("ask")
        self.pending = ("ask", began.date())
        if any(at < began for at in self.life.activity):
            self.r1 = ("began", (self.life.nth_working(began.date(), 1), 9, 0))
        clock = (began.date(), began.hour, began.minute)
        self.rung |= {name for name, time in self.bells.items() if time < clock}

    def _answered(self, at: datetime, began: datetime) -> None:
        self.rung.add(at)
        self.pending = None
        snoozed = [until for asked, until in self.life.snoozes if asked <= at < until]
        self.rung |= {until for until in snoozed if until <= at + timedelta(minutes=10)}
        if at >= began and not set(snoozed) - self.rung:
            day = at.astimezone(ZoneInfo(self.life.zone)).date()
            self.r1 = (("since", at), (self.life.nth_working(day, 1), 9, 0))

    def _bells(self, now: datetime, clock: tuple[date, int, int]) -> None:
        if self.r1 and self.r1[0] not in self.rung:
            mark, time = self.r1
            if time <= (now if isinstance(time, datetime) else clock):
                self.rung.add(mark)
                self._ring("r1", now, clock[0])
        for name, time in self.bells.items():
            if time <= clock and name not in self.rung:
                self.rung.add(name)
                self._ring(name, now, clock[0])

    def _ring(self, name: str, now: datetime, day: date) -> None:
        if name == "handoff":
            self.to_tell, self.pending = True, None
        elif self._minutes_since_an_answer(now) > 10:
            self.pending = (name, day)

    def _minutes_since_an_answer(self, now: datetime) -> float:
        return min(((now - at).total_seconds() / 60 for at in self.life.activity if at <= now), default=99)

    def _is_silent(self, now: datetime) -> bool:
        life = self.life
        ended = [at for at in (life.stopped, life.closed) if at and at <= now]
        snoozed = any(asked <= now < until for asked, until in life.snoozes)
        return bool(ended) or snoozed or self._minutes_since_an_answer(now) < 10

    def _may_tell(self, now: datetime) -> bool:
        there = now.astimezone(ZoneInfo(self.life.office))
        return there.isoweekday() < 6 and there.hour in range(9, 18)

    def _may_hear(self, step: str, day: date, now: datetime, wall: datetime) -> bool:
        if self.life.is_free(wall.date()) or wall.hour not in range(9, 20 if step == "ask" else 18):
            return False
        if self.heard and now - self.heard < timedelta(hours=HOURS_APART):
            return False
        count = sum(name != "handoff" for name, _ in self.sent)
        if count >= (IN_ALL if self.handed else BEFORE_HANDOFF):
            return False
        while self.life.is_free(day):
            day = date.fromordinal(day.toordinal() + 1)
        is_disturbed = any(begins <= now < ends for begins, ends in self.life.disturbed)
        return not (is_disturbed and wall.date() <= self.life.nth_working(day, 1))
