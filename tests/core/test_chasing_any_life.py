"""Whatever happens, no limit is broken, no step repeats, and a sweep that comes twice, late or never does no harm."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.chasing import due, next_at
from bot.core.policy import HEARS
from tests.core import years
from tests.core.lives import POLICY, ZONES, a_life, chase, lived, silent, worth_a_look

LADDER = [step.name for step in POLICY.steps if step.name != "r1"]
seeds = st.integers(0, 10**9)


def made_up(seed):
    random = Random(seed)
    life = a_life(random, random.choice(ZONES))
    return life, worth_a_look(life, random), random


def is_asked_for_between(life, earlier, later):
    """Whether something happened between two first reminders that lets the second one come."""
    ends = [until for _, until in life.snoozes]
    return any(earlier < at <= later for at in [*life.activity, *ends])


def check(life, sent):
    """Hold each message against each limit."""
    heard = [at for step, at in sent if HEARS[step] == "expert"]
    told = [at for step, at in sent if step == "handoff"]
    for step, at in sent:
        where = life.zone if HEARS[step] == "expert" else life.office
        clock = at.astimezone(ZoneInfo(where))
        assert 9 <= clock.hour < (20 if step == "ask" else 18)
        assert clock.weekday() < 5
        assert HEARS[step] != "expert" or clock.date() not in life.free
        assert at >= life.ended + timedelta(hours=2)
        assert not any(end and at >= end for end in (life.closed, life.stopped))
        assert not any(asked <= at < until for asked, until in life.snoozes)
        assert not any(timedelta(0) <= at - answer < timedelta(minutes=10) for answer in life.activity)
    others = [at for at in life.others if sent and at <= sent[-1][1]]
    for earlier, later in pairwise(sorted([*heard, *others])):
        assert later in others or later - earlier >= timedelta(hours=20)
    assert len(heard) <= 7
    assert len([at for at in heard if not told or at <= told[0]]) <= 5


def check_steps(life, sent):
    """Hold the steps against each other: none repeats, none comes after one that is newer."""
    times = Counter(step for step, _ in sent)
    assert all(number == 1 for step, number in times.items() if step != "r1")
    resumed = [at for step, at in sent if step == "r1"]
    asked = [at for step, at in sent if step == "ask"]
    for earlier, later in pairwise(resumed):
        assert is_asked_for_between(life, earlier, later) or any(earlier < at for at in asked)
    ladder = [step for step, _ in sent if step != "r1"]
    assert ladder == [step for step in LADDER if step in ladder]


@settings(deadline=None, max_examples=60)
@given(seeds, st.booleans())
def test_in_any_life_no_limit_is_broken_and_no_step_repeats(seed, is_patchy):
    life, minutes, random = made_up(seed)
    sent = lived(life, [at for at in minutes if not is_patchy or random.random() < 0.3])
    check(life, sent)
    check_steps(life, sent)


@settings(deadline=None, max_examples=25)
@given(seeds)
def test_a_sweep_that_comes_again_says_nothing_again(seed):
    life, minutes, _ = made_up(seed)
    twice, often = (lived(life, [at for at in minutes for _ in range(times)]) for times in (2, 5))
    assert often == twice  # the second may still tell the coordinator, who is somebody else
    assert max(Counter((HEARS[step], at) for step, at in often).values(), default=1) == 1


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ZONES), seeds, st.integers(0, 40), st.integers(0, 14))
def test_a_sweep_that_does_not_come_for_days_says_less_to_a_silent_expert(zone, seed, begin, days):
    random = Random(seed)
    made = a_life(random, zone)
    life = silent(zone, made.last, random.choice((2, 5, 10)), free=made.free, office=zone)
    minutes = worth_a_look(life, random, days=60)
    asleep = life.ended + timedelta(days=begin)
    awake = [at for at in minutes if not asleep <= at < asleep + timedelta(days=days)]
    usual, patchy = (Counter(step for step, _ in lived(life, seen)) for seen in (minutes, awake))
    assert patchy <= usual


@settings(deadline=None, max_examples=60)
@given(seeds)
def test_the_next_moment_is_the_first_at_which_something_is_due(seed):
    life, minutes, random = made_up(seed)
    now = random.choice(minutes)
    sent = lived(life, [at for at in minutes if at <= now])
    seen = chase(life, sent, now)
    then = next_at(POLICY, seen, now)
    if due(POLICY, seen, now):
        assert then == now
        return
    between = [at for at in minutes if now < at and (then is None or at < then)]
    assert [at for at in between if due(POLICY, seen, at)] == []
    if then is not None:
        assert then > now
        assert due(POLICY, seen, then)
        assert not due(POLICY, seen, then - timedelta(minutes=1))


def turn_of(note, at):
    """Return the turn of a note in which something came."""
    return next(life for life in reversed(note) if life.turn == "first" or at >= life.since)


def check_turn(life, step, at):
    """Hold one message against the limits, and against what was said and told until then."""
    hears = HEARS[step]
    clock = at.astimezone(ZoneInfo(life.office if hears == "coordinator" else life.zone))
    assert 9 <= clock.hour < (20 if step == "ask" else 18)
    assert clock.weekday() < 5
    assert hears == "coordinator" or clock.date() not in life.free
    assert {"rv1", "rv2", "rv3"} >= {step} if life.turn == "review" else not step.startswith("rv")
    assert not any(end and at >= end for end in (life.closed, life.stopped))
    assert not any(asked <= at < until for asked, until in life.snoozes)
    assert not any(told <= at < until for told, _, until in life.absences)
    assert not any(timedelta(0) <= at - answer < timedelta(minutes=10) for answer in life.activity)


def check_year(year, sent):
    for note, heard in zip(year.notes, sent, strict=True):
        names = [HEARS[step] for step, _ in heard]
        told = names.index("coordinator") if "handoff" in [step for step, _ in heard] else len(names)
        assert names.count("expert") <= 7
        assert names[:told].count("expert") <= 5 or "rv3" in [step for step, _ in heard[:told]]
        for step, at in heard:
            check_turn(turn_of(note, at), step, at)
        turns = Counter((note.index(turn_of(note, at)), step) for step, at in heard if step != "r1")
        assert set(turns.values()) <= {1}
    mine = sorted(at for heard in sent for step, at in heard if HEARS[step] == "expert")
    assert all(then - first >= timedelta(hours=20) for first, then in pairwise(mine))
    zone = ZoneInfo(year.zone)
    assert max(Counter(at.astimezone(zone).date() for at in mine).values(), default=1) == 1


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(years.ZONES), seeds, st.booleans())
def test_in_any_year_of_several_notes_no_limit_is_broken_and_no_step_repeats(zone, seed, is_patchy):
    """Absences are told, versions are read, changes are asked; the sweep comes always, or now and then."""
    random = Random(seed)
    year = years.a_year(random, zone)
    looks = [at for at in years.minutes(year, random) if not is_patchy or random.random() < 0.3]
    check_year(year, years.heard_by_due(year, looks))
