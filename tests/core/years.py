"""Whole years of experts: made up, seen by `due` as the sweep sees them, and by an oracle for each turn of a note."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar
from bot.core.chasing import due
from bot.core.outstanding import Ball
from bot.core.policy import HEARS, changes_date, due_date, review_date
from tests.core.lives import POLICY, chase
from tests.core.oracle import Life, Oracle

ZONES = ("Africa/Accra", "Europe/Brussels", "America/New_York", "Pacific/Auckland", "America/Santiago")
ORDER = ("ask", "r1", "r2", "due", "r3", "handoff", "after1", "after2")
CHANGES_DAYS, LATE_DAYS, REVIEW_DAYS, SECOND = 3, 5, 3, 2
STATUS = {"first": "started", "review": "in_review", "changes": "changes_asked", "more": "started"}


def on_a_clock(zone, day, hour, minute=0):
    """Return when a clock in this zone shows the time: not by what is tested."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass
class Year:
    """One expert: where they are, when they are free and away, and their notes, each with its turns."""

    zone: str
    free: set[date]
    absences: list[tuple[datetime, date, datetime]]
    disturbed: list[tuple[datetime, datetime]]
    notes: list[list[Life]] = field(default_factory=list)


# ------------------------------------------------------------------ made up


def a_year(random, zone):
    """Make up a year of 2026: public holidays, absences, one to four notes that often lie over each other."""
    first = date(2026, 1, 1)
    free = {first + timedelta(days=random.randrange(400)) for _ in range(14)}
    year = Year(zone, free, [], [])
    last = first + timedelta(days=random.randrange(300))
    for _ in range(random.choice((1, 2, 2, 3, 4))):
        last += timedelta(days=random.choice((0, 1, 4, 9, 60)))
        year.notes.append(_turns(random, year, last))
        if random.random() < 0.5:
            told = on_a_clock(
                zone, last + timedelta(days=random.randrange(1, 18)), random.randrange(8, 18), 7
            )
            _tell(random, year, told)
    return year


def _tell(random, year, told):
    """Let the expert say that they are away from now on, if they are not already."""
    day = told.astimezone(ZoneInfo(year.zone)).date()
    until = on_a_clock(year.zone, day + timedelta(days=random.choice((3, 8, 20))), 9)
    if all(until < begins or ends < told for begins, _, ends in year.absences):
        year.absences = sorted([*year.absences, (told, day, until)])
    for note in year.notes:
        for life in note:
            life.absences = year.absences if life.turn != "review" else []


def _turns(random, year, last):
    """Make up the turns of a note: silent or not, put off, stopped, closed, or handed in, and what is said to that."""
    ended = on_a_clock(year.zone, last, 18)

    def moment(days, since=ended):
        return since + timedelta(minutes=300 + random.randrange(days * 1440))

    working = random.choice((2, 5, 10))
    life = Life(zone=year.zone, last=last, due=last, ended=ended, free=year.free, disturbed=year.disturbed)
    life.spans, life.absences, life.office = ((last, working),), year.absences, random.choice(ZONES)
    if random.random() < 0.2:
        life.since = moment(20)
        life.spans += ((life.since.astimezone(ZoneInfo(year.zone)).date(), LATE_DAYS),)
    began = life.since or ended
    life.activity = sorted(moment(20, began) for _ in range(random.choice((0, 0, 1, 3))))
    if random.random() < 0.3:
        asked = moment(20, began)
        life.snoozes = [(asked, asked + timedelta(minutes=random.randrange(20, 9000)))]
    if random.random() < 0.2:
        begin = moment(20)
        year.disturbed.append((begin, begin + timedelta(hours=random.choice((3, 15, 90)))))
    fate = random.choice(
        ("silent", "silent", "stopped", "closed", "read", "unread", "changes", "changes", "more")
    )
    life.stopped = moment(20, began) if fate == "stopped" else None
    life.closed = moment(25, began) if fate not in {"silent", "stopped"} else None
    if fate in {"silent", "stopped", "closed"}:
        return [life]
    if fate == "more":
        return [life, _more(random, life, moment)]
    return [life, *_read(random, life, fate, moment)]


def _more(random, life, moment):
    """Make up what follows when the coordinator gives more time: a turn that begins anew, with a day of its own."""
    day = life.closed.astimezone(ZoneInfo(life.zone)).date() + timedelta(days=random.randrange(1, 20))
    more = replace(life, turn="more", since=life.closed, spans=((day, 0),), snoozes=[], closed=None)
    more.activity = [*life.activity, *(moment(9, life.closed) for _ in range(random.choice((0, 0, 1))))]
    return more


def _read(random, life, fate, moment):
    """Make up what follows a version: it is read soon or late, and perhaps changes are asked."""
    read = _review(random, life, life.closed, REVIEW_DAYS)
    read.closed = moment(3 if fate == "read" else 14, read.since)
    if fate != "changes":
        return [read]
    day = read.closed.astimezone(ZoneInfo(life.zone)).date()
    spans = (*life.spans, (day, CHANGES_DAYS))
    again = replace(life, turn="changes", since=read.closed, spans=spans, snoozes=[], stopped=None)
    again.activity = [moment(9, read.closed)] if random.random() < 0.4 else []
    again.closed = moment(25, read.closed) if random.random() < 0.6 else None
    if again.closed is None:
        return [read, again]
    second = _review(random, life, again.closed, SECOND)
    second.closed = moment(9, second.since)
    return [read, again, second]


def _review(random, life, since, days):
    zone = random.choice(ZONES)
    day = since.astimezone(ZoneInfo(zone)).date()
    return Life(
        zone=zone,
        last=life.last,
        due=day,
        ended=life.ended,
        office=life.office,
        turn="review",
        since=since,
        spans=((day, days),),
    )


# ------------------------------------------------------------------ lived


def turn_at(note, now):
    """Return the turn a note is in, or nothing before the event is over and when all is done for days."""
    over = note[-1].closed + timedelta(days=1) if note[-1].closed else note[-1].ended + timedelta(days=60)
    if not note[0].ended <= now < over:
        return None
    return next((life for life in reversed(note) if life.turn == "first" or now >= life.since), None)


def minutes(year, random):
    """Return the minutes of a year in which something can change, and some in which nothing should."""
    turns = [life for note in year.notes for life in note]
    ends = [(each.closed or each.ended + timedelta(days=52)) for each in turns]
    days = {
        (each.zone, (each.since or each.ended).date() + timedelta(days=n))
        for each, end in zip(turns, ends, strict=True)
        for n in range((end - (each.since or each.ended)).days + 3)
    }
    marks = {each.ended + timedelta(hours=2) for each in turns}
    for zone, day in sorted(days):
        other = random.choice(((9, 30), (9, 30), (18, 0), (random.randrange(24), random.randrange(60))))
        marks |= {on_a_clock(zone, day, *clock) for clock in ((9, 0), other)}
    for life in turns:
        marks |= {at + timedelta(minutes=n) for at in life.activity for n in (9, 10)}
    return sorted(at.astimezone(UTC) for at in marks | _happens(year))


def _happens(year):
    """Return the moments at which something is done, begins or ends."""
    turns = [life for note in year.notes for life in note]
    ends = {at for life in turns for at in (life.stopped, life.closed, life.since) if at}
    spans = [*year.disturbed, *(pair for life in turns for pair in life.snoozes)]
    spans += [(told, until) for told, _, until in year.absences]
    return ends.union(*spans, *(life.activity for life in turns))


def heard_by_due(year, looks):
    """Return what is sent about each note when the sweep looks at these minutes."""
    sent, known = [[] for _ in year.notes], {}
    happens = sorted(_happens(year))
    for now in looks:
        found, state = [], (sum(map(len, sent)), bisect_right(happens, now))
        for number, note in enumerate(year.notes):
            life = turn_at(note, now)
            if life is None:
                continue
            if known.get(number, (None,))[0] != state:  # it is the same until something happens
                known[number] = (state, _seen(life, sent, number, now))
            seen = known[number][1]
            step = due(POLICY, seen, now)
            found += [(number, step.name, seen.due_on)] if step else []
        for number, name in _one_each(found):
            sent[number].append((name, now))
    return sent


def heard_by_oracles(year, looks):
    """Return what the oracles say is sent about each note."""
    sent, turns, heard = [[] for _ in year.notes], {}, None
    for now in looks:
        found, there = [], {}
        for number, note in enumerate(year.notes):
            life = turn_at(note, now)
            if life is None:
                continue
            turn = (number, note.index(life))
            there[number] = oracle = turns.setdefault(turn, Oracle(life, sent[number]))
            oracle.heard = oracle.heard if life.turn == "review" else heard
            name = oracle.look(now)
            found += [(number, name, oracle.due)] if name else []
        for number, name in _one_each(found):
            there[number].send(name, now)
            heard = now if name in ORDER and name != "handoff" else heard
    return sent


def _one_each(found):
    """Of what the expert would hear leave the most urgent: the later step, then what is due first."""
    mine = [each for each in found if HEARS[each[1]] == "expert"]
    most = min(mine, key=lambda each: (-ORDER.index(each[1]), each[2]), default=None)
    return [
        (number, name)
        for number, name, day in found
        if HEARS[name] != "expert" or (number, name, day) == most
    ]


def _seen(life, sent, number, now):
    """Return one turn of a note as the bot knows it at this moment."""
    zone = ZoneInfo(life.zone)
    told = [each for each in life.absences if each[0] <= now]
    away = tuple((first, until.astimezone(zone).date() - timedelta(days=1)) for _, first, until in told)
    calendar = Calendar(holidays=frozenset(life.free), away=away)
    hears = "reviewer" if life.turn == "review" else "expert"
    mine = [(step, at) for step, at in sent[number] if HEARS[step] in {hears, "coordinator"}]
    notes = [sent[number]] if hears == "reviewer" else sent
    heard = [at for note in notes for step, at in note if HEARS[step] == hears]
    last = max(heard, default=None)
    base = chase(life, mine, now)
    return replace(
        base,
        status=base.status if base.status == "approved" else STATUS[life.turn],
        ball=Ball.REVIEWER if hears == "reviewer" else Ball.EXPERT,
        calendar=calendar,
        due_on=_due_on(life, calendar),
        review_due_on=_due_on(life, calendar) if hears == "reviewer" else None,
        since=life.since,
        away_until=told[-1][2] if told else None,
        last_to_person_at=last,
        sent_today_to_person=sum(at.astimezone(zone).date() == last.astimezone(zone).date() for at in heard),
    )


def _due_on(life, calendar):
    """Return when this turn is due, as the policy says it."""
    (last, days), *more = life.spans
    day = life.since.astimezone(ZoneInfo(life.zone)).date() if life.since else None
    if life.turn == "review":
        version = 1 if days == REVIEW_DAYS else 2
        return review_date(POLICY, calendar, handed_in=last, days=REVIEW_DAYS, version=version)
    if life.turn == "more":
        return last
    registered = more[0][0] if more and more[0][1] == LATE_DAYS else None
    due_on = due_date(POLICY, calendar, last=last, working_days=days, registered=registered)
    return changes_date(POLICY, calendar, due=due_on, asked=day) if life.turn == "changes" else due_on
