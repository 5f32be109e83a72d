"""The policy once more, as plain rules over a clock on the wall: it goes through the minutes and keeps no plan.

A step becomes *pending* in the minute in which its time has come, and replaces what was pending before. An answer
takes away what is pending. What is pending is sent in the first minute that allows it. What a coordinator is to
be told is pending apart: it takes away what the expert would have heard, and is taken away by nothing.

A note has turns: until it is handed in, while it is read, while changes are asked, with more time. Each has an oracle,
and they share what was sent. When somebody tells that they will be away, all that was not sent is counted anew.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BEFORE_HANDOFF, IN_ALL, HOURS_APART = 5, 7, 20
NOT_TO_THE_EXPERT = ("handoff", "rv1", "rv2", "rv3")


@dataclass(kw_only=True)
class Life:
    """What happens in one turn of a note to whoever has it; days and hours are those of the wall, moments are aware.

    `spans` are days from which working days are counted, the last of which is when it is due; without them it is
    `due` whatever happens. `absences` are the moment in which one is told, its first day, and when it ends.
    """

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
    turn: str = "first"
    since: datetime | None = None
    spans: tuple[tuple[date, int], ...] = ()
    absences: list[tuple[datetime, date, datetime]] = field(default_factory=list)


def tuesday(day: date) -> date:
    while day.isoweekday() != 2:
        day = date.fromordinal(day.toordinal() + 1)
    return day


class Oracle:
    """One turn of a note, minute by minute; every minute in which something happens must be among them."""

    def __init__(self, life: Life, sent: list[tuple[str, datetime]] | None = None) -> None:
        self.life = life
        self.sent = [] if sent is None else sent
        self.pending: tuple[str, date] | None = None
        self.to_tell = ""
        self.rung: set[object] = set()
        self.said: set[object] = set()
        self.r1: tuple[object, date | datetime] | None = None
        self.handed_on: date | None = None
        self.heard: datetime | None = None
        self.began = max(life.ended + timedelta(hours=2), life.since or life.ended)
        self.has_begun = False
        self.told: list[tuple[datetime, date, datetime]] = []
        self.away: set[date] = set()
        self.fingers: dict[tuple[date, int], date] = {}
        self._count()

    # ---------------------------------------------------------------- days

    def is_free(self, day: date) -> bool:
        return day in self.away or day in self.life.free or day.isoweekday() > 5

    def nth_working(self, day: date, number: int) -> date:
        """Count on the fingers, and remember it."""
        asked, step, left = (day, number), 1 if number > 0 else -1, abs(number)
        if asked in self.fingers:
            return self.fingers[asked]
        while left:
            day = date.fromordinal(day.toordinal() + step)
            left -= 0 if self.is_free(day) else 1
        self.fingers[asked] = day
        return day

    def _count(self) -> None:
        nth = self.nth_working
        self.due = max((nth(day, number) for day, number in self.life.spans), default=self.life.due)
        if self.life.turn == "review":
            days = {"rv1": -1, "rv2": 1, "rv3": 2}
        else:
            days = {"r2": -1, "due": 0, "r3": 2, "handoff": 3}
        self.bells = {name: (nth(self.due, n), 9, 30 if name == "due" else 0) for name, n in days.items()}
        if self.handed_on:
            for name, number in (("after1", 2), ("after2", 7)):
                self.bells[name] = (tuesday(nth(self.handed_on, number)), 9, 0)

    def _hear_of(self, told: list[tuple[datetime, date, datetime]]) -> None:
        self.told, self.fingers = told, {}
        for _, first, until in told:
            back = until.astimezone(ZoneInfo(self.life.zone)).date()
            self.away |= {date.fromordinal(day) for day in range(first.toordinal(), back.toordinal())}

    def _count_anew(self, clock: tuple[date, int, int]) -> None:
        """What was not said, and is to come later than was thought, has not come yet."""
        self._count()
        mark, time = self._resumption()
        times = {**self.bells, mark: time, "r1": time}
        later = {name for name, time in times.items() if isinstance(time, tuple) and time > clock}
        self.rung -= later - self.said
        if self.pending and self.pending[0] in later:
            self.pending = None

    def _resumption(self) -> tuple[object, object]:
        """Return what the next question follows on, and when it comes."""
        if self.r1 is None:
            return None, None
        mark, since = self.r1
        return mark, since if isinstance(since, datetime) else (self.nth_working(since, 1), 9, 0)

    # ---------------------------------------------------------------- minutes

    def minute(self, now: datetime) -> str | None:
        """Live through one minute; return the step that is sent in it."""
        step = self.look(now)
        if step:
            self.send(step, now)
        return step

    def look(self, now: datetime) -> str | None:
        """Live through one minute; return what may be sent in it."""
        wall = now.astimezone(ZoneInfo(self.life.zone))
        self._live(now, wall)
        self.heard = max([at for at in [self.heard, *self.life.others] if at and at <= now], default=None)
        if self.pending and self.pending[0] == "r2" and wall.date() >= self.due:
            self.pending = None  # it is to come before the note is due
        if self._is_silent(now):
            return None
        if self.pending and self._may_hear(*self.pending, now, wall):
            return self.pending[0]
        return self.to_tell if self.to_tell and self._may_tell(now) else None

    def send(self, step: str, now: datetime) -> None:
        """Take it that this was sent."""
        day = now.astimezone(ZoneInfo(self.life.zone)).date()
        if step == self.to_tell:
            self.to_tell = ""
            if step == "handoff":
                self.handed_on = day
                self._count()
        else:
            self.heard = now
            self.said.add(self.r1[0] if step == "r1" else step)
            if step == "ask":
                self.r1 = ("asked", day)
        self.said.add("handoff" if step == "handoff" else None)
        self.pending = None
        self.sent.append((step, now))

    def _live(self, now: datetime, wall: datetime) -> None:
        life, clock = self.life, (wall.date(), wall.hour, wall.minute)
        if len(self.told) < len(told := [each for each in life.absences if each[0] <= now]):
            self._hear_of(told)
            self._count_anew(clock)
        if now < self.began:
            return
        if not self.has_begun:
            self._begin(self.began.astimezone(ZoneInfo(life.zone)))
        for at in life.activity:
            if self.began - timedelta(minutes=10) <= at <= now and at not in self.rung:
                self._answered(at)
        for asked, until in life.snoozes:
            if self.began <= asked <= now and until not in self.rung:
                self.r1 = (until, until)
        self._bells(now, clock)

    def _begin(self, began: datetime) -> None:
        self.has_begun = True
        turn, asked = self.life.turn, any(name == "ask" for name, _ in self.sent)
        if turn in {"first", "more"} and not asked:
            self.pending = ("ask", began.date())
        if (
            turn == "changes"
            or (turn == "more" and asked)
            or any(at < self.began for at in self.life.activity)
        ):
            self.r1 = ("began", began.date()) if turn != "review" else None
        clock = (began.date(), began.hour, began.minute)
        self.rung |= {name for name, time in self.bells.items() if time < clock}

    def _answered(self, at: datetime) -> None:
        self.rung.add(at)
        self.pending = None
        snoozed = [until for asked, until in self.life.snoozes if asked <= at < until]
        self.rung |= {until for until in snoozed if until <= at + timedelta(minutes=10)}
        if at >= self.began and not set(snoozed) - self.rung:
            self.r1 = (("since", at), at.astimezone(ZoneInfo(self.life.zone)).date())

    def _bells(self, now: datetime, clock: tuple[date, int, int]) -> None:
        mark, time = self._resumption()
        if (
            mark is not None
            and mark not in self.rung
            and time <= (now if isinstance(time, datetime) else clock)
        ):
            self.rung.add(mark)
            self._ring("r1", now, clock[0])
        for name, time in self.bells.items():
            if time <= clock and name not in self.rung:
                self.rung.add(name)
                self._ring(name, now, clock[0])

    def _ring(self, name: str, now: datetime, day: date) -> None:
        if name in {"handoff", "rv3"}:
            self.to_tell, self.pending = name, None
        elif self._minutes_since_an_answer(now) > 10:
            self.pending = (name, day)

    def _minutes_since_an_answer(self, now: datetime) -> float:
        return min(((now - at).total_seconds() / 60 for at in self.life.activity if at <= now), default=99)

    def _is_silent(self, now: datetime) -> bool:
        life = self.life
        ended = [at for at in (life.stopped, life.closed) if at and at <= now]
        snoozed = any(asked <= now < until for asked, until in life.snoozes)
        away = any(now < until for _, _, until in self.told)
        return bool(ended) or snoozed or away or self._minutes_since_an_answer(now) < 10

    def _may_tell(self, now: datetime) -> bool:
        there = now.astimezone(ZoneInfo(self.life.office))
        return there.isoweekday() < 6 and there.hour in range(9, 18)

    def _may_hear(self, step: str, day: date, now: datetime, wall: datetime) -> bool:
        if self.is_free(wall.date()) or wall.hour not in range(9, 20 if step == "ask" else 18):
            return False
        if self.heard and now - self.heard < timedelta(hours=HOURS_APART):
            return False
        names = [name for name, _ in self.sent]
        count = sum(name not in NOT_TO_THE_EXPERT for name in names)
        if step not in {"rv1", "rv2"} and count >= (IN_ALL if "handoff" in names else BEFORE_HANDOFF):
            return False
        while self.is_free(day):
            day = date.fromordinal(day.toordinal() + 1)
        is_disturbed = any(begins <= now < ends for begins, ends in self.life.disturbed)
        return not (is_disturbed and wall.date() <= self.nth_working(day, 1))
