"""Lives of experts who owe a note: made up, seen as a `Chase`, and lived through with `due`."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import chasing
from bot.core.calendar import Calendar, on_the_wall
from bot.core.chasing import Chase, Recipient, Sent
from bot.core.outstanding import Ball
from bot.core.policy import HEARS, Policy
from tests.core.oracle import Life

POLICY = Policy()
ZONES = ("Africa/Accra", "Europe/Brussels", "America/New_York", "Pacific/Auckland")


def chase(life, sent, now):
    """Return what is known at this moment of a life, after these steps were sent."""
    heard = [at for step, at in sent if HEARS[step] == "expert"] + [at for at in life.others if at <= now]
    zone = ZoneInfo(life.zone)
    last = max(heard, default=None)
    snoozes = [until for asked, until in life.snoozes if asked <= now]
    return Chase(
        note=1,
        status="approved" if life.closed and now >= life.closed else "started",
        ball=Ball.EXPERT,
        zone=life.zone,
        calendar=Calendar(holidays=frozenset(life.free)),
        ended_at=life.ended,
        due_on=life.due,
        activity_at=max((at for at in life.activity if at <= now), default=None),
        sent=tuple(Sent(*each) for each in sent),
        sent_today_to_person=sum(at.astimezone(zone).date() == last.astimezone(zone).date() for at in heard),
        last_to_person_at=last,
        dnd_until=max((end for begin, end in life.disturbed if begin <= now < end), default=None),
        snoozed_until=max(snoozes, default=None),
        stopped=bool(life.stopped and now >= life.stopped),
        others={"coordinator": Recipient(zone=life.office, calendar=Calendar())},
    )


def lived(life, minutes, policy=POLICY):
    """Return what is sent when a sweep looks at these minutes."""
    sent, seen, plan, after = [], None, (), ()
    happens = sorted(
        at
        for at in [
            *life.activity,
            *life.others,
            *(at for pair in (*life.snoozes, *life.disturbed) for at in pair),
            life.stopped,
            life.closed,
        ]
        if at
    )
    for now in minutes:
        state = (len(sent), sum(at <= now for at in happens))
        if state != after:
            seen, after = chase(life, sent, now), state
            plan = chasing._plan(policy, seen)  # as `due` does, though until something happens it is the same
        step = chasing._due(policy, seen, plan, now)
        if step:
            sent.append((step.name, now))
    return sent


def silent(zone="Europe/Brussels", last=date(2026, 3, 4), working_days=10, **known):
    """Return the life of somebody who does nothing; the event ends at six in the evening."""
    due_on = Calendar(holidays=frozenset(known.get("free", ()))).add(last, working_days)
    return Life(zone=zone, last=last, due=due_on, ended=on_the_wall(zone, last, 18), **known)


def quarters(begin, days):
    """Return a sweep each quarter of an hour."""
    return [begin + timedelta(minutes=15 * n) for n in range(days * 96)]


def wall(life, sent):
    """Return what was sent as the person's clock shows it."""
    zone = ZoneInfo(life.zone)
    return [(step, f"{at.astimezone(zone):%a %d %b %H:%M}") for step, at in sent]


def a_life(random, zone):
    """Make up a life of somewhere in 2026: free days, answers, snoozes, Do-Not-Disturb, other notes, an end."""
    last = date(2026, 1, 1) + timedelta(days=random.randrange(330))
    free = {last + timedelta(days=random.randrange(60)) for _ in range(random.choice((0, 2, 6)))}
    away = last + timedelta(days=random.randrange(30))
    free |= {away + timedelta(days=n) for n in range(random.choice((0, 0, 9)))}
    life = silent(zone, last, random.choice((2, 5, 10)), free=free, office=random.choice(ZONES))
    at = life.ended - timedelta(days=1)

    def moment(days):
        return at + timedelta(minutes=random.randrange(days * 1440))

    life.activity = sorted(moment(random.choice((2, 20, 40))) for _ in range(random.choice((0, 0, 1, 2, 6))))
    life.activity += [
        on_the_wall(zone, life.due, 9, random.randrange(60)) for _ in range(random.choice((0, 0, 1)))
    ]
    life.others = [moment(40) for _ in range(random.choice((0, 0, 2, 9)))]
    life.disturbed = [
        (begin, begin + timedelta(hours=random.choice((3, 15, 90))))
        for begin in (moment(40) for _ in range(random.choice((0, 2))))
    ]
    if random.random() < 0.4:
        asked = life.ended + timedelta(minutes=200 + random.randrange(25 * 1440))
        life.snoozes = [(asked, asked + timedelta(minutes=random.randrange(20, 9000)))]
        life.activity += [asked] if random.random() < 0.5 else []
    life.stopped = moment(40) if random.random() < 0.1 else None
    life.closed = moment(60) if random.random() < 0.3 else None
    return replace(life, activity=sorted(life.activity))


def worth_a_look(life, random, days=48):
    """Return the minutes of a life in which something can change, and some in which nothing should."""
    clocks = ((8, 59), (9, 0), (9, 30), (9, 40), (17, 59), (18, 0), (20, 0))
    marks = {life.ended + timedelta(hours=2, minutes=n) for n in (-1, 0)}
    for n in range(days):
        day = life.last + timedelta(days=n)
        for hour, minute in (*clocks, (random.randrange(24), random.randrange(60))):
            marks.add(on_the_wall(life.zone, day, hour, minute))
    marks |= {at + timedelta(minutes=n) for at in life.activity for n in (-1, 0, 9, 10, 11)}
    marks |= {at + timedelta(hours=n) for at in life.others for n in (0, 20)}
    marks |= {at for pair in (*life.snoozes, *life.disturbed) for at in pair}
    marks |= {at for at in (life.stopped, life.closed) if at}
    return sorted(at.astimezone(UTC) for at in marks)


def instant(text):
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
