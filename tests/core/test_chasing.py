"""Reminders come when the policy says, and never when it forbids; the traps are those others fell into, by number."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.calendar import Calendar, on_the_wall
from bot.core.chasing import Recipient, Sent, due, next_at, times_sent
from bot.core.notes import OPEN, Status
from bot.core.outstanding import Ball
from tests.core.lives import POLICY, ZONES, chase, instant, lived, quarters, silent, wall

LIFE = silent("Africa/Accra", date(2026, 3, 4))
"""Somebody in Accra, where the clock shows UTC; the event ends on Wednesday, the note is due on 18 March."""

BEGIN = instant("2026-03-04 00:00")
SILENCE = [
    ("ask", "Wed 04 Mar 18:00"),
    ("r1", "Thu 05 Mar 14:00"),
    ("r2", "Tue 17 Mar 09:00"),
    ("due", "Wed 18 Mar 09:30"),
    ("r3", "Fri 20 Mar 09:00"),
    ("handoff", "Mon 23 Mar 13:00"),
    ("after1", "Tue 31 Mar 09:00"),
    ("after2", "Tue 07 Apr 09:00"),
]


def said(now, *sent, **known):
    """Return the name of what is due at this moment, after these steps were sent."""
    seen = chase(LIFE, [(step, instant(at)) for step, at in sent], instant(now))
    step = due(POLICY, replace(seen, **known), instant(now))
    return step and step.name


def months(life, days=90):
    return wall(life, lived(life, quarters(life.ended - timedelta(days=1), days)))


def test_trap_2_ninety_days_of_silence_are_seven_messages_and_a_hand_off():
    life = replace(LIFE, ended=instant("2026-03-04 16:00"))
    assert months(life) == SILENCE


def test_trap_3_after_each_step_the_next_one_comes_in_its_turn():
    names = [step for step, _ in SILENCE]
    life = replace(LIFE, ended=instant("2026-03-04 16:00"))
    sent = lived(life, quarters(BEGIN, 36))
    for number, (step, at) in enumerate(sent):
        assert step == names[number]
        assert due(POLICY, chase(life, sent[:number], at), at).name == step


@pytest.mark.parametrize("hours", [0, 1, 3, 8])
def test_trap_5_a_sweep_that_slept_through_the_hour_sends_late_and_once(hours):
    life = replace(LIFE, ended=instant("2026-03-04 16:00"))
    asleep = instant("2026-03-18 09:00")
    minutes = [
        at for at in quarters(BEGIN, 17) if not asleep <= at < asleep + timedelta(hours=hours, minutes=30)
    ]
    sent = [(step, at) for step, at in lived(life, minutes) if step == "due"]
    assert sent == [("due", asleep + timedelta(hours=hours, minutes=30))]


def test_trap_6_nothing_comes_before_the_end_of_a_snooze_and_then_what_was_promised():
    asked, friday = instant("2026-03-09 10:00"), instant("2026-03-13 11:00")
    life = replace(LIFE, ended=instant("2026-03-04 16:00"), snoozes=[(asked, friday)], activity=[asked])
    assert months(life, 14)[2:] == [("r1", "Fri 13 Mar 11:00"), ("r2", "Tue 17 Mar 09:00")]


def test_trap_6_a_snooze_over_the_due_date_beats_the_schedule():
    asked, friday = instant("2026-03-17 10:00"), instant("2026-03-20 15:00")
    life = replace(LIFE, ended=instant("2026-03-04 16:00"), snoozes=[(asked, friday)], activity=[asked])
    assert months(life, 20)[3:] == [("r1", "Fri 20 Mar 15:00"), ("handoff", "Mon 23 Mar 13:00")]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("last", [date(2026, 3, 4), date(2026, 3, 26), date(2026, 9, 23)])
def test_trap_7_the_clock_on_the_wall_is_the_same_in_every_zone_and_across_the_summer(zone, last):
    begin, plain = on_the_wall(zone, last, 0), on_the_wall("Africa/Accra", last, 0)
    heard = []
    for where, first in ((zone, begin), ("Africa/Accra", plain)):
        life = replace(silent(where, last), ended=on_the_wall(where, last, 16), office=where)
        heard.append(wall(life, lived(life, quarters(first, 42)[::2])))
    assert heard[0] == heard[1]
    assert [step for step, _ in heard[0]] == [step for step, _ in SILENCE]


STANDING = {
    "eve": {"starts_on": date(2026, 4, 2), "ended_at": instant("2026-04-02 18:00")},
    "ask": {"due_on": date(2026, 3, 5)},
    "r1": {"sent": (Sent("ask", instant("2026-03-04 18:00")),)},
    "r2": {"due_on": date(2026, 4, 2)},
    "due": {},
    "r3": {},
    "handoff": {},
    "after1": {"sent": (Sent("handoff", instant("2026-03-05 09:00")),)},
    "after2": {"sent": (Sent("handoff", instant("2026-03-05 09:00")),)},
    "rv1": {"status": Status.IN_REVIEW, "ball": Ball.REVIEWER, "review_due_on": date(2026, 3, 12)},
    "rv2": {"status": Status.IN_REVIEW, "ball": Ball.REVIEWER, "review_due_on": date(2026, 3, 12)},
    "rv3": {"status": Status.IN_REVIEW, "ball": Ball.REVIEWER, "review_due_on": date(2026, 3, 12)},
    "of1": {"ball": Ball.NEW_OWNER, "offered_at": instant("2026-03-16 09:00")},
}
EARLY = {"eve": -9, "r2": -8}
"""What comes before a day, that it may be due all week: it begins the week before."""


def test_trap_8_no_step_is_left_out_of_those_that_keep_the_hours():
    assert list(STANDING) == [step.name for step in POLICY.steps]


@pytest.mark.parametrize("name", STANDING)
def test_trap_8_every_step_keeps_the_same_hours_all_week(name):
    """Hours begin and end on the hour: each minute beside one is looked at, and each seventh of all."""
    monday = instant("2026-03-23 00:00")
    (one,) = (each for each in POLICY.steps if each.name == name)
    only = replace(POLICY, steps=(replace(one, days=EARLY.get(name, one.days)),))
    seen = replace(chase(replace(LIFE, office=LIFE.zone), [], monday), **STANDING[name])
    minutes = [monday + timedelta(minutes=n) for n in range(7 * 1440) if n % 60 in {0, 1, 59} or not n % 7]
    heard = [at for at in minutes if due(only, seen, at)]
    closes = 20 if name == "ask" else 18
    assert heard == [at for at in minutes if at.weekday() < 5 and 9 <= at.hour < closes]


def test_trap_9_what_may_not_come_is_not_counted_and_comes_once_when_it_may():
    holiday = silent("Africa/Accra", date(2026, 3, 4), free={date(2026, 3, 27)})
    holiday = replace(holiday, due=date(2026, 3, 27), ended=instant("2026-03-04 16:00"))
    heard = [each for each in months(holiday, 32) if each[0] == "due"]
    assert heard == [("due", "Mon 30 Mar 09:00")]


def test_trap_25_the_clock_is_an_argument():
    now = instant("2026-03-18 09:30")
    seen = chase(LIFE, [], now)
    assert [due(POLICY, seen, now + timedelta(days=n)) and n for n in range(-1, 2)] == [-1, 0, 1]
    assert due(POLICY, seen, now) == due(POLICY, seen, now)


def test_after_an_outage_only_the_newest_step_comes_and_the_older_ones_never():
    life = replace(LIFE, ended=instant("2026-03-04 16:00"))
    minutes = [at for at in quarters(BEGIN, 60) if not date(2026, 3, 6) <= at.date() < date(2026, 3, 20)]
    assert wall(life, lived(life, minutes)) == [*SILENCE[:2], *SILENCE[4:]]


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("ball", list(Ball))
def test_nothing_is_due_for_a_note_that_is_closed_or_waits_for_nobody(status, ball):
    step = said("2026-03-18 09:30", status=status, ball=ball)
    quiet = {Ball.NOBODY, Ball.COORDINATOR, Ball.FACT}
    assert (step == "due") == (status in OPEN - {Status.IN_REVIEW} and ball not in quiet)
    assert step in {"due", None}


@pytest.mark.parametrize(
    "known",
    [
        {"stopped": True},
        {"snoozed_until": instant("2026-03-18 09:31")},
        {"away_until": instant("2026-03-18 09:31")},
        {"dnd_until": instant("2026-03-18 09:31")},
        {"last_to_person_at": instant("2026-03-17 13:31")},
        {"activity_at": instant("2026-03-18 09:20")},
        {"calendar": Calendar(holidays=frozenset({date(2026, 3, 18)}))},
        {"calendar": Calendar(away=((date(2026, 3, 18), date(2026, 3, 18)),))},
        {"ended_at": None},
        {"ended_at": instant("2026-03-18 07:31")},
        {"since": instant("2026-03-18 09:31")},
    ],
)
def test_each_limit_alone_holds_a_step_back(known):
    assert said("2026-03-18 09:30") == "due"
    assert said("2026-03-18 09:30", **known) is None


def test_a_second_message_on_one_day_waits_for_the_next():
    early = {"last_to_person_at": instant("2026-03-18 00:00"), "sent_today_to_person": 1}
    loose = replace(POLICY, apart_hours=1)
    for day, step in (("2026-03-18", None), ("2026-03-19", "due")):
        now = instant(f"{day} 10:00")
        found = due(loose, replace(chase(LIFE, [], now), **early), now)
        assert (found and found.name) == step


def test_do_not_disturb_holds_back_to_the_end_of_the_next_working_day_at_most():
    only = replace(POLICY, steps=tuple(step for step in POLICY.steps if step.name == "due"))
    for until, then in (("2026-03-18 16:20", "2026-03-18 16:20"), ("2026-03-31 09:00", "2026-03-20 09:00")):
        seen = replace(chase(LIFE, [], BEGIN), dnd_until=instant(until))
        assert next_at(only, seen, BEGIN) == instant(then)


def test_how_long_do_not_disturb_can_hold_back_is_a_number_of_the_policy():
    only = replace(POLICY, dnd_days=3, steps=tuple(step for step in POLICY.steps if step.name == "due"))
    seen = replace(chase(LIFE, [], BEGIN), dnd_until=instant("2026-03-31 09:00"))
    assert next_at(only, seen, BEGIN) == instant("2026-03-24 09:00")


def test_an_answer_within_ten_minutes_before_cancels_for_good_and_an_earlier_one_does_not():
    for minute, step in (("09:19", "due"), ("09:20", None)):
        answered = {"activity_at": instant(f"2026-03-18 {minute}")}
        assert [said(f"2026-03-18 {at}", **answered) for at in ("09:30", "15:00")] == [step, step]


def test_five_come_before_the_hand_off_and_seven_in_all():
    five = [("r1", f"2026-03-{day:02} 09:00") for day in range(9, 14)]
    assert said("2026-03-18 09:30", *five[1:]) == "due"
    assert said("2026-03-18 09:30", *five) is None
    assert said("2026-03-23 13:00", *five) == "handoff"
    assert said("2026-03-24 13:00", *five, activity_at=instant("2026-03-23 15:00")) == "handoff"
    told = ("handoff", "2026-03-23 13:00")
    assert said("2026-03-31 09:00", *five, told) == "after1"
    assert said("2026-04-07 09:00", *five, told, ("after1", "2026-03-31 09:00")) == "after2"
    assert (
        said("2026-04-07 09:00", *five, ("r1", "2026-03-16 09:00"), told, ("r1", "2026-03-31 09:00")) is None
    )


def test_a_hand_off_waits_for_the_coordinators_morning_and_is_overtaken_by_nothing():
    active = {"activity_at": instant("2026-03-23 10:00")}
    home = Recipient(zone="America/New_York", calendar=Calendar(holidays=frozenset({date(2026, 3, 23)})))
    known = active | {"others": {"coordinator": home}}
    assert said("2026-03-23 15:00", **known) is None
    assert said("2026-03-24 09:00", **known) == "r1"
    assert said("2026-03-24 13:00", ("r1", "2026-03-24 09:00"), **known) == "handoff"


def test_a_hand_off_waits_while_the_expert_writes():
    active = {"activity_at": instant("2026-03-23 13:55")}
    assert said("2026-03-23 14:04", **active) is None
    assert said("2026-03-23 14:05", **active) == "handoff"


def test_the_expert_hears_no_more_once_the_coordinator_acted():
    told = ("handoff", "2026-03-23 13:00")
    assert said("2026-03-31 09:00", told) == "after1"
    assert said("2026-03-31 09:00", told, acted_at=instant("2026-03-20 09:00")) == "after1"
    assert said("2026-03-31 09:00", told, acted_at=instant("2026-03-24 09:00")) is None


def test_what_is_done_with_a_note_restarts_the_first_reminder():
    asked = ("ask", "2026-03-04 18:00")
    again = [asked, ("r1", "2026-03-05 14:00")]
    assert said("2026-03-09 09:00", *again) is None
    assert said("2026-03-09 09:00", *again, activity_at=instant("2026-03-06 17:00")) == "r1"
    assert said("2026-03-06 17:30", *again, activity_at=instant("2026-03-06 17:00")) is None


def test_the_first_contact_comes_once_even_when_more_time_is_given():
    asked = ("ask", "2026-03-04 18:00")
    assert said("2026-03-11 10:00", asked, since=instant("2026-03-11 09:00")) is None
    assert said("2026-03-11 10:00", since=instant("2026-03-11 09:00")) == "ask"


def test_more_time_begins_a_new_turn_of_the_steps():
    sent = [("due", "2026-03-18 09:30"), ("handoff", "2026-03-23 13:00")]
    given = {"since": instant("2026-03-24 10:00"), "due_on": date(2026, 4, 1)}
    assert said("2026-04-01 09:30", *sent, **given) == "due"
    assert said("2026-04-01 09:30", *sent, ("due", "2026-04-01 09:30"), **given) is None
    assert said("2026-03-31 09:00", ("r2", "2026-03-31 09:00"), *sent, **given) is None


def test_a_note_registered_long_after_its_event_begins_with_the_first_contact():
    late = {"ended_at": instant("2026-02-10 18:00"), "since": instant("2026-03-04 10:00")}
    assert said("2026-03-04 10:00", **late) == "ask"
    assert said("2026-03-05 10:00", ("ask", "2026-03-04 10:00"), **late) == "r1"


def test_changes_that_were_asked_are_reminded_of_without_a_first_contact():
    changes = {"status": "changes_asked", "since": instant("2026-03-24 10:00"), "due_on": date(2026, 3, 27)}
    assert said("2026-03-24 10:00", **changes) is None
    assert said("2026-03-25 09:00", ("ask", "2026-03-04 18:00"), **changes) == "r1"
    assert said("2026-03-25 09:00", **changes) == "r1"
    assert said("2026-03-27 09:30", ("r1", "2026-03-25 09:00"), **changes) == "due"


def test_a_version_is_read_with_two_reminders_and_then_a_coordinator_hears():
    seen = {"status": "in_review", "ball": Ball.REVIEWER, "review_due_on": date(2026, 3, 25)}
    seen["since"] = instant("2026-03-20 10:00")
    first, second = ("rv1", "2026-03-24 09:00"), ("rv2", "2026-03-26 09:00")
    assert said("2026-03-23 13:00", **seen) is None
    assert said("2026-03-24 09:00", **seen) == "rv1"
    assert said("2026-03-25 12:00", first, **seen) is None
    assert said("2026-03-26 09:00", first, **seen) == "rv2"
    assert said("2026-03-27 14:00", first, second, **seen) == "rv3"
    again = {"since": instant("2026-03-30 10:00"), "review_due_on": date(2026, 4, 1)}
    assert said("2026-03-31 09:00", first, second, **(seen | again)) == "rv1"


def test_an_offer_asks_the_new_owner_and_leaves_the_old_one_in_peace():
    offered = {"offered_at": instant("2026-03-17 12:00")}
    assert said("2026-03-17 14:00", **offered) is None
    assert said("2026-03-18 09:30", **offered) == "of1"
    assert said("2026-03-24 10:00", ("of1", "2026-03-18 09:30"), ball=Ball.COORDINATOR, **offered) is None


def test_the_card_of_the_eve_comes_before_the_event_to_those_who_want_it():
    wanted = {"starts_on": date(2026, 3, 3), "last_to_person_at": None}
    assert said("2026-03-02 17:00") is None
    assert said("2026-03-02 16:59", **wanted) is None
    assert said("2026-03-02 17:00", **wanted) == "eve"
    assert said("2026-03-02 17:15", ("eve", "2026-03-02 17:00"), **wanted) is None
    assert said("2026-03-03 10:00", **wanted) is None
    assert said("2026-02-27 17:00", **(wanted | {"starts_on": date(2026, 3, 2)})) == "eve"


def test_the_number_of_a_round_is_how_often_the_step_was_sent():
    seen = chase(LIFE, [("r1", BEGIN), ("due", BEGIN), ("r1", BEGIN)], BEGIN)
    assert [times_sent(seen, step) for step in ("r1", "due", "r3")] == [2, 1, 0]


def test_nobody_moves_back_in_time_when_they_travel_west():
    sent = (Sent("due", datetime(2026, 3, 18, 8, 30, tzinfo=UTC)),)
    seen = replace(chase(LIFE, [], BEGIN), sent=sent, zone="Pacific/Honolulu")
    assert due(POLICY, seen, datetime(2026, 3, 18, 19, tzinfo=UTC)) is None
    assert due(POLICY, seen, datetime(2026, 3, 18, 19, 30, tzinfo=UTC)) is None


def test_what_was_to_come_before_the_due_day_gives_way_to_what_comes_on_it():
    asked = (("ask", "2026-03-04 18:00"), ("r1", "2026-03-05 14:00"))
    heard = {"last_to_person_at": instant("2026-03-17 10:00")}  # about another note
    assert said("2026-03-17 15:00", *asked, **heard) is None
    assert said("2026-03-18 09:00", *asked) is None
    assert said("2026-03-18 09:30", *asked, **heard | {"last_to_person_at": None}) == "due"
