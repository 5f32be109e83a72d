"""What the bot says by itself about one note, and when. Pure: facts and a moment in, a step of the policy out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar, on_the_wall
from bot.core.notes import OPEN, Status
from bot.core.outstanding import Ball
from bot.core.policy import HEARS, Policy, Step

ASK = "ask"
HANDOFF = "handoff"
EXPERT = "expert"
COORDINATOR = "coordinator"

FIRST = frozenset({"start", "end", "activity", "due", "handoff"})
CHANGES = frozenset({"activity", "due", "handoff"})
REVIEW = frozenset({"review_due"})
OFFER = frozenset({"offer"})
"""The anchors of the steps that can come: until a note is handed in, while changes are asked, while it is read,
and while it is offered to somebody else."""

Plan = Sequence[tuple[datetime, Step]]
"""The steps that can still come, in their order, each with its moment."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A step that was promised to its recipient, and when."""

    step: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who may hear a step.

    `last_to_person_at` is when they last heard anything automatic, about any note, and `sent_today_to_person`
    how often on the day of that. `dnd_until` is when their Do-Not-Disturb ends.
    """

    zone: str
    calendar: Calendar
    sent_today_to_person: int = 0
    last_to_person_at: datetime | None = None
    dnd_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase(Recipient):
    """All that decides about one note. As a recipient it is whoever has the ball; `others` are those by role.

    `ended_at` is the end of the event's last day where that person is. `due_on` is when the note is due.
    `since` is when this turn began: the note was registered or handed over, a version handed in, changes asked,
    more time given; what was due before it is past, and what was sent before it may come again.
    `activity_at` is the last thing that whoever has the ball did with the note. `sent` are the steps that were
    sent about the note, oldest first; of one that was handed over those since then. `acted_at` is when a
    coordinator last did something about it. `starts_on` is the first day of the event where the expert wants
    the card of its eve.
    """

    note: int
    status: str
    ball: Ball
    ended_at: datetime | None
    due_on: date | None
    since: datetime | None = None
    activity_at: datetime | None = None
    sent: tuple[Sent, ...] = ()
    snoozed_until: datetime | None = None
    away_until: datetime | None = None
    stopped: bool = False
    review_due_on: date | None = None
    offered_at: datetime | None = None
    acted_at: datetime | None = None
    starts_on: date | None = None
    others: Mapping[str, Recipient] = field(default_factory=dict)


def due(policy: Policy, chase: Chase, now: datetime) -> Step | None:
    """Return the newest step that is due and was not sent, if every limit allows it now.

    Steps older than it, or than one that was sent, never come any more; only what a coordinator is to be told
    waits until it can be.
    """
    return _due(policy, chase, _plan(policy, chase), now)


def next_at(policy: Policy, chase: Chase, now: datetime) -> datetime | None:
    """Return the first moment from now on at which a step is due, if nothing happens until then."""
    plan = _plan(policy, chase)
    return next((at for at in _moments(policy, chase, plan, now) if _due(policy, chase, plan, at)), None)


def planned_at(policy: Policy, chase: Chase, step: Step) -> datetime | None:
    """Return when the time of a step comes, whatever the limits say; None where there is nothing to count from."""
    return _moment(policy, chase, step, _began(policy, chase.ended_at, chase)) if chase.ended_at else None


def times_sent(chase: Chase, step: str) -> int:
    """Return how often a step was sent about the note: the number of its round, from 0."""
    return sum(sent.step == step for sent in chase.sent)


def _due(policy: Policy, chase: Chase, plan: Plan, now: datetime) -> Step | None:
    if _is_silent(chase, now) or _is_quiet(policy, chase, now):
        return None
    come = [(at, step) for at, step in plan if at <= now]
    told = [(at, step) for at, step in come if step.to == COORDINATOR]
    newest = [(at, step) for at, step in (*come[-1:], *told[-1:]) if not _is_over(chase, step, now)]
    return next((step for at, step in newest if _is_allowed(policy, chase, step, at, now)), None)


def _is_allowed(policy: Policy, chase: Chase, step: Step, at: datetime, now: datetime) -> bool:
    to = chase.others.get(step.to, chase)
    return (
        not _is_enough(policy, chase, step)
        and not _is_soon(policy, to, now)
        and _is_open(policy, to, step, now)
        and not _is_disturbed(policy, to, at, now)
    )


def _plan(policy: Policy, chase: Chase) -> Plan:
    if chase.ended_at is None:
        return ()
    began = _began(policy, chase.ended_at, chase)
    planned = [
        (at, step) for step in _left(policy, chase) if (at := _moment(policy, chase, step, began)) is not None
    ]
    return sorted(
        (each for each in planned if _can_come(policy, chase, *each, began)), key=lambda each: each[0]
    )


def _began(policy: Policy, ended_at: datetime, chase: Chase) -> datetime:
    return max(ended_at + timedelta(hours=policy.grace_hours), chase.since or ended_at)


def _anchors(chase: Chase) -> frozenset[str]:
    if chase.status not in OPEN or chase.ball == Ball.NOBODY:
        return frozenset()
    if chase.offered_at is not None:
        return OFFER
    if chase.ball in {Ball.COORDINATOR, Ball.FACT}:
        return frozenset()
    if chase.status == Status.IN_REVIEW:
        return REVIEW
    return CHANGES if chase.status == Status.CHANGES_ASKED else FIRST


def _moment(policy: Policy, chase: Chase, step: Step, began: datetime) -> datetime | None:
    """Return when a step is to come; None where there is nothing from which to count."""
    if step.anchor == "activity":
        return _resumption(policy, chase, step, began)
    if step.anchor == "end":
        return max(began, _after(chase, step, _local(chase, began)) or began)
    return _after(chase, step, _anchor_day(chase, step.anchor))


def _anchor_day(chase: Chase, anchor: str) -> date | None:
    match anchor:
        case "start":
            return chase.starts_on
        case "due":
            return chase.due_on
        case "review_due":
            return chase.review_due_on
        case "offer":
            return _local(chase, chase.offered_at) if chase.offered_at else None
    acted = chase.acted_at
    handed = [each.at for each in _said(chase) if each.step == HANDOFF and not (acted and acted >= each.at)]
    return _local(chase, handed[-1]) if handed else None


def _said(chase: Chase) -> list[Sent]:
    """Return what was sent in this turn."""
    return [sent for sent in chase.sent if chase.since is None or sent.at >= chase.since]


def _resumption(policy: Policy, chase: Chase, step: Step, began: datetime) -> datetime | None:
    """Return when to ask how it goes: once after each stop, and when a snooze ends that was asked for after it."""
    stopped, snoozed = _stopped_at(chase, began), chase.snoozed_until
    quiet = timedelta(minutes=policy.quiet_minutes)
    promised = snoozed if snoozed is not None and snoozed > (stopped or began) + quiet else None
    mark = promised or stopped
    if mark is None or any(sent.step == step.name and sent.at >= mark for sent in chase.sent):
        return None
    return promised or _after(chase, step, _local(chase, mark))


def _stopped_at(chase: Chase, began: datetime) -> datetime | None:
    """Return since when nothing happens; None where nobody was asked anything yet."""
    marks = [sent.at for sent in chase.sent if sent.step == ASK]
    marks += [chase.activity_at] if chase.activity_at else []
    marks += [began] if marks or chase.status == Status.CHANGES_ASKED else []
    return max(marks, default=None)


def _after(chase: Chase, step: Step, day: date | None) -> datetime | None:
    if day is None:
        return None
    day = chase.calendar.add(day, step.days)
    if step.weekday is not None:
        day += timedelta(days=(step.weekday - day.weekday()) % 7)
    return on_the_wall(chase.zone, day, step.hour, step.minute)


def _left(policy: Policy, chase: Chase) -> Iterator[Step]:
    """Give what was not sent: once in each turn, the first contact once, and `_resumption` counts itself."""
    anchors, said = _anchors(chase), {sent.step for sent in _said(chase)}
    done = {"end": {sent.step for sent in chase.sent}, "activity": set[str]()}
    return (s for s in policy.steps if s.anchor in anchors and s.name not in done.get(s.anchor, said))


def _can_come(policy: Policy, chase: Chase, at: datetime, step: Step, began: datetime) -> bool:
    """Say whether a step is not past: before this turn, or overtaken by a newer one or an answer."""
    said = _said(chase)
    if step.to == COORDINATOR:
        said = [sent for sent in said if HEARS[sent.step] == COORDINATOR]
    elif chase.activity_at and at <= chase.activity_at + timedelta(minutes=policy.quiet_minutes):
        return False
    is_early = at < began and step.anchor != "start"
    return not is_early and all(at > sent.at for sent in said)


def _is_over(chase: Chase, step: Step, now: datetime) -> bool:
    """Say whether it is too late for a step that is to come before a day: the event has begun, or the note is due."""
    before = {"start": chase.starts_on or date.min, "due": chase.due_on if step.days < 0 else None}
    day = before.get(step.anchor)
    return day is not None and _local(chase, now) >= day


def _is_silent(chase: Chase, now: datetime) -> bool:
    return chase.stopped or any(until and now < until for until in (chase.snoozed_until, chase.away_until))


def _is_quiet(policy: Policy, chase: Chase, now: datetime) -> bool:
    quiet = timedelta(minutes=policy.quiet_minutes)
    return chase.activity_at is not None and now < chase.activity_at + quiet


def _is_enough(policy: Policy, chase: Chase, step: Step) -> bool:
    most = policy.in_all if times_sent(chase, HANDOFF) else policy.before_handoff
    return step.to == EXPERT and sum(HEARS[sent.step] == EXPERT for sent in chase.sent) >= most


def _is_soon(policy: Policy, to: Recipient, now: datetime) -> bool:
    last = to.last_to_person_at
    if last is None:
        return False
    if now < last + timedelta(hours=policy.apart_hours):
        return True
    return to.sent_today_to_person >= policy.a_day and _local(to, last) == _local(to, now)


def _is_open(policy: Policy, to: Recipient, step: Step, now: datetime) -> bool:
    wall = now.astimezone(ZoneInfo(to.zone))
    closes = policy.first_until if step.name == ASK else policy.closes
    return policy.opens <= wall.hour < closes and to.calendar.works(wall.date())


def _is_disturbed(policy: Policy, to: Recipient, at: datetime, now: datetime) -> bool:
    """Say whether Do-Not-Disturb holds a step back: at most to the end of a working day after it was due."""
    if to.dnd_until is None or now >= to.dnd_until:
        return False
    return _local(to, now) <= to.calendar.add(to.calendar.from_(_local(to, at)), policy.dnd_days)


def _moments(policy: Policy, chase: Chase, plan: Plan, now: datetime) -> Iterator[datetime]:
    """Give the moments at which what is allowed can change, from now on: only these have to be looked at."""
    if not plan:
        return
    start = max(now, chase.snoozed_until or now, chase.away_until or now)
    people = [chase, *chase.others.values()]
    spans = [(chase.activity_at, timedelta(minutes=policy.quiet_minutes))]
    spans += [(each.last_to_person_at, timedelta(hours=policy.apart_hours)) for each in people]
    marks = {start, *(at for at, _ in plan), *(at + span for at, span in spans if at is not None)}
    end = max(marks)
    marks |= {each.dnd_until for each in people if each.dnd_until}
    for each in people:
        day, last = _local(each, start), each.calendar.add(_local(each, end), policy.dnd_days + 1)
        while day <= last:
            marks.add(on_the_wall(each.zone, day, policy.opens))
            day += timedelta(days=1)
    yield from sorted(at for at in marks if at >= start)


def _local(to: Recipient, at: datetime) -> date:
    return at.astimezone(ZoneInfo(to.zone)).date()
