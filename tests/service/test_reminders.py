"""Reminders as people live them: a clock that is set, sweeps that come often, late or twice; traps by their number."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import remind
from bot.core.forms import Deed
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.outbox import Outbox, TransportError
from bot.service.review.reviews import Reviews
from bot.service.review.stopping import Stopping
from bot.service.sweeps.reminders import Reminders
from bot.service.typed import typed
from storage import Wish, open_store
from tests.service.town import FACTS, ZONES, Town
from tests.service.tripwire import calls

OVER = (
    "it was due on Thursday 18 June 2009. A short version is still of use. If you need more time, press Need until; "
    "if somebody else can write it better, press Hand over."
)
NEXT = (
    "If you do nothing, the next reminder comes on Wednesday 17 June 2009, 09:00 (Accra time). To stop them, type: "
    "stop reminding me."
)
STOPPED = (
    "Noted: no more reminders about version 1 of IN-2009-001 come to you. You may still read and approve it; the "
    "coordinator is told. To be reminded again, type: remind me again"
)
LADDER = [
    "Fri 05 Jun 15:00",
    "Wed 17 Jun 09:00",
    "Thu 18 Jun 10:00",
    "Mon 22 Jun 09:00",
    "Tue 30 Jun 09:00",
    "Tue 07 Jul 09:00",
]
"""When Ada, who owes a note since Thursday 4 June at 18:00, hears of it if she stays silent."""


def live(town, *, days=0, hours=1, until=None, often=False):
    """Let time pass, with a sweep each so many hours; return what everybody heard, with the moment.

    Unless they come `often`, those are left out that the bot itself says will find nothing, but for one in eight hours.
    """
    heard = []
    end = until or town.now + timedelta(days=days)
    quiet = town.now = town.now.replace(minute=0, second=0, microsecond=0)
    while town.now < end:
        town.now = now = min(end, town.now + timedelta(hours=hours))
        if now < quiet and now < end:
            continue
        letters = town.sweep()
        heard += [(now, letter.recipient, letter.message) for letter in letters if not letter.replaces]
        town.now = now
        quiet = now if letters or often else min(town.quiet_until(), now + timedelta(hours=8))
    return heard


def at(day, hour, minute=0, *, month=6, zone="UTC"):
    return datetime(2009, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def times(heard, person):
    zone = ZoneInfo(ZONES[person])
    return [f"{when.astimezone(zone):%a %d %b %H:%M}" for when, who, _ in heard if who == person]


def steps(town, note=1):
    with town.office.transaction() as tx:
        return [(row.key.split(":")[2], row.state) for row in tx.outbox.steps(note)]


def errors(town, note=1):
    with town.office.transaction() as tx:
        return [row.error for row in tx.outbox.steps(note)]


def event(title, dates="3-4 June 2009"):
    return (title, dates, *FACTS[2:])


# ------------------------------------------------------------------ how much is enough


def test_trap_2_ninety_days_of_silence_are_seven_messages_and_one_hand_off(town):
    town.owe()
    heard = [*live(town, days=35, often=True), *live(town, days=55, hours=3, often=True)]
    assert times(heard, "ada") == LADDER  # and the first message, with which the silence began
    assert times(heard, "bo") == ["Tue 23 Jun 11:00"]  # when it is nine in Accra


def test_trap_3_each_step_comes_in_its_turn_and_says_something_else(town):
    town.owe()
    heard = [message.text.splitlines()[0] for _, who, message in live(town, days=90) if who == "ada"]
    about = 'Workshop on "Making the difference", 3-4 June 2009'
    assert heard[:4] == [
        f"{about}: the note is due by Thursday 18 June 2009. This is where we are.",
        f"{about}: due on Thursday 18 June 2009. A small version counts too: three sentences are enough.",
        f"{about}: due today. One question now; or say what stands in the way.",
        f"{about}: {OVER}",
    ]


def first_lines(heard):
    return [message.text.splitlines()[0] for _, who, message in heard if who == "ada"]


def test_no_two_reminders_in_ninety_days_of_silence_begin_the_same(town):
    town.owe()
    said = first_lines(live(town, days=90))
    assert len(set(said)) == len(said) == 6


def test_who_answers_each_reminder_with_one_answer_never_reads_the_same_sentence_twice(town):
    town.owe()
    said = []
    for _ in range(40):
        heard = first_lines(live(town, hours=6, days=1))
        said += [line for line in heard if "due" in line]
        if heard:
            town.tick(minutes=30)
            town.write("ada", "skip, not yet")
    assert len(set(said)) == len(said) == 6


def test_a_step_that_had_to_wait_speaks_of_the_day_on_which_it_comes(town):
    town.owe()
    live(town, until=at(16, 12))
    town.now = at(18, 9)
    assert town.sweep() == []  # what was to come the day before gives way to what comes at half past nine
    town.now = at(19, 9)
    first = town.sweep()[0].message.text.splitlines()[0]
    assert first.endswith(": it was due on Thursday 18 June 2009. This is where we are.")
    assert [name for name, _ in steps(town)][-2:] == ["r1", "due"]


def test_nothing_that_comes_by_itself_reproaches_or_shouts(town):
    town.owe()
    said = "\n".join(message.text for _, _, message in live(town, days=90, hours=6))
    assert ("!" in said, "overdue" in said.lower(), "late" in said.lower().split()) == (False, False, False)


def test_the_reminder_is_the_next_question_and_says_why_what_next_and_how_to_stop(town):
    town.owe()
    town.press("ada", "Start now")
    town.press("ada", "Yes, all right")
    (_, _, message), *_ = live(town, days=5)
    assert message.text.splitlines()[1:4] == [
        "It comes because Bo has noted that you took part.",
        NEXT,
        "1 of about 10 \u2013 Session",
    ]
    assert [button.label for button in message.buttons][-7:] == [
        "Monday 09:00",  # it is a Friday
        "Friday 09:00",
        "Pick a time",
        "Away until …",
        "Hand over",
        "I did not attend",
        "Stop reminding me",
    ]


def test_a_reminder_is_answered_on_the_spot(town):
    town.owe()
    town.press("ada", "Start now")
    town.press("ada", "Yes, all right")
    live(town, days=5)
    town.write("ada", "Roundtable on safety")
    assert town.values()["session"] == "Roundtable on safety"
    assert town.heard("ada")[-2].startswith("Saved: Session \u2013 Roundtable on safety")


def test_after_an_answer_the_next_working_day_asks_how_it_goes_once(town):
    town.owe()
    town.press("ada", "Start now")
    town.press("ada", "Yes, all right")
    town.write("ada", "Roundtable on safety")
    assert times(live(town, days=8), "ada") == ["Fri 05 Jun 15:00"]


def test_two_notes_of_one_person_are_one_message_the_most_urgent_with_the_other_named(town):
    town.owe()
    town.owe("ada", event("Seminar"))
    heard = live(town, days=5)
    first = heard[1][2].text
    assert times(heard, "ada") == ["Fri 05 Jun 15:00", "Mon 08 Jun 09:00", "Tue 09 Jun 09:00"]
    assert "Open as well: Seminar. Nothing else comes by itself today." in first


def test_who_is_at_another_note_is_not_interrupted(town):
    town.owe()
    town.owe("ada", event("Seminar"))
    town.press("ada", "Start now")
    town.now = at(5, 15)
    town.press("ada", "Yes, all right")
    town.now = at(5, 15, 5)
    assert town.sweep() == []


def test_a_note_of_ones_own_is_reminded_of_as_well(town):
    town.answer_all()
    (_, _, message), *_ = live(town, days=4)
    assert "It comes because you began this note." in message.text


def test_a_closed_note_is_never_reminded_of(town):
    town.owe()
    town.press("ada", "I did not attend")
    town.press("ada", "Nobody went")
    assert live(town, days=30) == []


# ------------------------------------------------------------------ sweeps and machines


def test_trap_1_a_restart_between_two_steps_changes_nothing(town, tmp_path):
    town.owe()
    before = live(town, until=at(17, 12))
    town.store.close()
    again = Town(tmp_path)
    again.now = town.now
    after = live(again, until=at(20, 12, month=7))
    again.store.close()
    assert [*times(before, "ada"), *times(after, "ada")] == LADDER
    town.store = open_store(tmp_path / "rapporteur.db")


def test_trap_5_a_sweep_that_was_off_for_three_hours_sends_once_and_late(town):
    town.owe()
    live(town, until=at(16, 12))
    town.now = at(17, 12)
    assert len([letter for letter in town.sweep() if not letter.replaces]) == 1
    assert town.sweep() == []


def test_after_a_week_without_sweeps_only_the_newest_step_comes(town):
    town.owe()
    town.now = at(18, 12)
    town.sweep()
    assert steps(town) == [("due", "sent")]


def test_trap_15_a_second_start_and_a_second_office_promise_nothing_again(town):
    town.owe()
    town.now = at(5, 15)
    again = Reminders(replace(town.office))
    promised = [each.sweep() for each in (Reminders(town.office), again, Reminders(town.office))]
    assert (promised, steps(town)) == ([1, 0, 0], [("r1", "waiting")])


def test_trap_4_a_reminder_that_can_not_be_sent_is_tried_again_and_is_one(town):
    town.owe()
    town.now = at(5, 15)
    Reminders(town.office).sweep()
    (letter,) = town.outbox.claim()
    town.outbox.failed(letter, TransportError("no network"))
    assert steps(town) == [("r1", "waiting")]
    town.tick(minutes=1)
    assert [each.recipient for each in town.sweep()] == ["ada"]
    assert steps(town) == [("r1", "sent")]


def test_a_reminder_that_can_never_be_sent_is_told_once_and_not_promised_each_minute(town):
    town.owe()
    town.now = at(5, 15)
    Reminders(town.office).sweep()
    (letter,) = town.outbox.claim()
    town.outbox.failed(letter, TransportError("account gone", permanent=True))
    live(town, until=at(8, 12))
    assert (steps(town), len(town.heard("bo"))) == ([("r1", "dead")], 1)


def test_what_waited_in_the_outbox_while_slack_was_down_gives_way_to_the_newer_step(town):
    town.owe()
    town.now = at(17, 9)
    Reminders(town.office).sweep()
    town.now = at(18, 9, 30)
    Reminders(town.office).sweep()
    town.deliver()
    assert steps(town) == [("r2", "dropped"), ("due", "sent")]


def promised_but_not_sent(town):
    town.owe()
    town.now = at(5, 15)
    Reminders(town.office).sweep()
    assert steps(town)[-1] == ("r1", "waiting")


@pytest.mark.parametrize("words", ["start", "tomorrow", "hand over", "i did not attend"])
def test_what_waits_to_be_sent_is_dropped_when_the_person_comes_first(town, words):
    promised_but_not_sent(town)
    town.interviews.reply(town.said("ada", words))
    assert steps(town) == [("r1", "dropped")]


def test_a_promise_is_looked_at_once_more_when_it_is_sent(town):
    promised_but_not_sent(town)
    with town.office.transaction() as tx:
        tx.wishes.add(Wish(note=1, person="ada", kind="stop", by="bo", at=town.now))
    assert (town.deliver(), errors(town)) == ([], ["reminders are stopped"])


def test_a_promise_of_a_note_that_was_closed_meanwhile_is_dropped(town):
    promised_but_not_sent(town)
    with town.office.transaction() as tx:
        tx.notes.set_status(1, was={"owed"}, becomes="waived", at=town.now)
    assert (town.deliver(), errors(town)) == ([], ["the note is closed"])


def test_what_was_promised_a_minute_before_six_is_not_sent_after_six(town):
    town.owe()
    town.now = at(5, 17, 59)
    Reminders(town.office).sweep()
    town.now = at(5, 18, 0)
    assert (town.deliver(), errors(town)) == ([], ["it is not due now"])
    town.now = at(8, 9)
    town.sweep()
    assert steps(town) == [("r1", "dropped"), ("r1", "sent")]


# ------------------------------------------------------------------ days and clocks


def test_trap_9_what_falls_on_a_holiday_comes_on_the_next_working_day_once(town):
    office = replace(town.office, holiday_dates=frozenset({("", date(2009, 6, 5))}))
    town.office, town.outbox = office, Outbox(office)
    town.owe()
    assert times(live(town, until=at(12, 12)), "ada") == ["Mon 08 Jun 09:00"]


def test_without_a_setting_the_public_holidays_are_those_of_the_country_of_the_zone(town):
    office = replace(town.office, holidays={}, holiday_dates=frozenset({("GH", date(2009, 6, 19))}))
    with office.transaction() as tx:
        accra, brussels = (office.calendar(office.person(tx, person)).holidays for person in ("ada", "bo"))
    assert (date(2009, 7, 1) in accra, date(2009, 7, 21) in accra) == (True, False)  # Republic Day of Ghana
    assert (date(2009, 7, 1) in brussels, date(2009, 7, 21) in brussels) == (False, True)
    assert (date(2009, 6, 19) in accra, date(2009, 6, 19) in brussels) == (True, False)
    assert office.country("UTC") == ""


def test_the_public_holidays_are_those_of_the_zone(town):
    office = replace(town.office, holidays={"Africa/Accra": "GH"})
    town.office, town.outbox = office, Outbox(office)
    town.now = at(30, 18)  # 1 July 2009 is Republic Day in Ghana
    town.owe("ada", event("Seminar", "29-30 June 2009"))
    assert times(live(town, until=at(6, 12, month=7)), "ada") == ["Thu 02 Jul 09:00"]


@pytest.mark.parametrize(
    ("country", "days"),
    [("EG", ["Sun 07 Jun 09:00", "Wed 17 Jun 09:00"]), ("GH", ["Fri 05 Jun 15:00", "Wed 17 Jun 09:00"])],
)
def test_the_weekend_is_that_of_the_country(town, country, days):
    office = replace(town.office, holidays={"Africa/Accra": country})
    town.office, town.outbox, town.notes = office, Outbox(office), Notes(office)
    town.owe()
    assert times(live(town, until=at(17, 12)), "ada")[:2] == days


def test_trap_7_three_experts_hear_it_at_the_same_hour_of_their_own_clocks(town):
    for person in ZONES:
        town.owe(person, by="bo")
    heard = live(town, until=at(17, 23))
    assert [times(heard, person)[-1] for person in ZONES] == ["Wed 17 Jun 09:00"] * 3


@pytest.mark.parametrize(
    ("month", "days", "before", "after"),
    [
        (
            3,
            "3-4 March 2009",
            ["Thu 05 Mar 14:00"],
            ["Tue 17 Mar 09:00", "Wed 18 Mar 10:00"],
        ),  # from the 8th on
        (
            10,
            "26-27 October 2009",
            ["Wed 28 Oct 14:00"],
            ["Mon 09 Nov 09:00", "Tue 10 Nov 10:00"],
        ),  # 1 November
    ],
)
def test_an_hour_stays_the_same_hour_when_the_clocks_change(town, month, days, before, after):
    """The due day has its message at half past nine, which a sweep of each full hour sends at ten."""
    town.now = at(4 if month == 3 else 27, 12, month=month)
    town.owe("cy", event("Seminar", days))
    heard = times(live(town, days=15, often=True), "cy")
    assert heard[1:] == [*before, *after]


def test_who_travels_back_and_forth_hears_each_step_once_in_the_morning_of_where_they_are(town):
    """Ada is in Auckland when the reminder of 17 June comes, and in New York when that of the day after does."""
    town.owe()
    heard = []
    for zone, until in (("Africa/Accra", 16), ("Pacific/Auckland", 17), ("America/New_York", 24)):
        town.people.know("ada", name="Ada", zone=zone, locale="en")
        found = [when for when, who, _ in live(town, until=at(until, 12), often=True) if who == "ada"]
        heard += [f"{when.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}" for when in found]
    assert heard[-3:] == ["Wed 17 Jun 09:00", "Thu 18 Jun 10:00", "Mon 22 Jun 09:00"]
    assert [name for name, _ in steps(town)] == ["r1", "r2", "due", "r3", "handoff"]


def test_a_first_message_on_a_weekend_waits_for_monday(town):
    town.owe("ada", event("Seminar", "5-6 June 2009"))
    assert times(live(town, until=at(9, 8)), "ada") == ["Mon 08 Jun 09:00"]


def test_two_events_that_end_on_one_day_are_asked_about_on_two(town):
    town.owe("ada", event("Seminar", "8-9 June 2009"))
    town.owe("ada", event("Workshop", "8-9 June 2009"))
    heard = live(town, until=at(11, 8))
    assert times(heard, "ada") == ["Tue 09 Jun 18:00", "Wed 10 Jun 14:00"]


# ------------------------------------------------------------------ cards


def test_an_older_card_loses_its_buttons_when_a_newer_one_comes(town):
    town.owe()
    live(town, until=at(17, 12))
    folded = [letter for letter, _ in town.letters if letter.replaces]
    assert [(len(letter.message.parts), letter.message.buttons) for letter in folded] == [(1, ())]
    assert folded[0].replaces == next(
        receipt for letter, receipt in town.letters if "This is where we are" in letter.message.text
    )


def test_a_card_loses_its_buttons_when_the_person_acts(town):
    town.owe()
    live(town, until=at(5, 15))
    town.press("ada", "Yes, all right")
    assert town.letters[-1][0].replaces
    assert "a newer message about it" in town.letters[-1][0].message.text


def test_trap_18_a_button_of_an_old_card_says_so_and_shows_the_right_step(town):
    town.owe()
    live(town, until=at(5, 15))
    card = town.card("ada", "Hand over")
    town.press("ada", "Yes, all right")
    town.tick(minutes=1)
    town.press("ada", "Yes, all right", card=card)
    assert town.last("ada").startswith("That belongs to an earlier question")
    assert "1 of about 10 \u2013 Session" in town.last("ada")


# ------------------------------------------------------------------ readers and coordinators


def test_a_reviewer_is_reminded_with_the_buttons_of_the_draft(town):
    town.answer_all()
    town.write("ada", "submit")
    heard = live(town, days=14)
    to_bo = [message for _, who, message in heard if who == "bo"]
    assert times(heard, "bo")[:2] == ["Tue 09 Jun 09:00", "Wed 10 Jun 09:00"]  # on Monday the digest comes
    assert [button.act for button in to_bo[0].buttons] == [
        "read",
        "comment",
        "changes",
        "approve",
        "join",
        "stop",
    ]
    assert (
        to_bo[0].text.splitlines()[0].startswith("IN-2009-001, version 1: by Ada, Seminar on export controls")
    )
    assert times(heard, "ada") == []


def test_the_hand_off_tells_the_coordinator_alone_what_exists_and_what_can_be_done(town):
    town.owe()
    heard = [(who, message) for _, who, message in live(town, days=30) if who != "ada"]
    assert [who for who, _ in heard] == ["bo"]
    assert "0 of 10 questions are answered. Messages so far: 5;" in heard[0][1].text
    assert [button.act for button in heard[0][1].buttons] == ["nudge", "until", "hand", "pair", "waive"]


def test_the_answers_to_changes_are_reminded_of(town):
    town.answer_all()
    town.write("ada", "submit")
    town.tick(minutes=5)
    deed = Deed(person="bo", act="changes", about="1.1", key="c", values={"highlights": "Who said this?"})
    assert Reviews(town.office).send(deed) == {}
    town.deliver()
    (_, _, message), *_ = [each for each in live(town, days=4) if each[1] == "ada"]
    assert "Bo asks:" in message.text


def test_a_version_that_nobody_reads_goes_to_the_coordinators_with_the_names(town):
    town.office = replace(town.office, reviewers=("cy",))
    town.interviews.office, town.outbox = town.office, Outbox(town.office)
    town.answer_all()
    town.write("ada", "submit")
    heard = live(town, days=14)
    assert times(heard, "cy") == ["Mon 08 Jun 09:00", "Wed 10 Jun 09:00"]
    assert [message.text for _, who, message in heard if who == "bo"] == [
        "IN-2009-001, version 1, was to be read by Tuesday 9 June 2009, and is not: Cy can. Who else could?"
    ]


def test_a_reviewer_is_told_when_the_next_comes_and_can_stop_them(town):
    town.office = replace(town.office, reviewers=("cy",))
    town.interviews.office, town.outbox = town.office, Outbox(town.office)
    town.answer_all()
    town.write("ada", "submit")
    first = next(message for _, who, message in live(town, until=at(8, 15)) if who == "cy")
    assert (
        "If nobody does, the next reminder comes on Wednesday 10 June 2009, 09:00 (New York time)."
        in first.text
    )
    assert "if somebody else should read it, press Stop reminding me: the coordinator is told." in first.text
    deed = Deed(person="cy", act="stop", about="1.1", key="s", values={"why": "I was there myself"})
    assert Stopping(town.office).press(deed).fields[0].required is False
    assert (Stopping(town.office).send(deed), Stopping(town.office).send(replace(deed, key="again"))) == (
        {},
        {},
    )
    heard = live(town, until=at(30, 12))
    assert [message.text for _, who, message in heard if who == "cy"] == [STOPPED]
    told = [message for _, who, message in heard if who == "bo" and message.buttons]
    assert (
        "Cy wants no more reminders to read IN-2009-001. To ask somebody else, press Other reviewer."
        in told[0].text
    )
    assert ("I was there myself" in told[0].text, [b.act for b in told[0].buttons]) == (True, ["reviewer"])
    with town.office.transaction() as tx:
        assert [(wish.person, wish.kind) for wish in tx.wishes.of(1)] == [("cy", "stop")]
        assert [entry.who for entry in tx.journal.of(1) if entry.what == "stop"] == ["cy"]


def test_a_reviewer_may_type_what_is_on_the_button_and_nobody_else_can_stop_it(town):
    town.answer_all()
    town.write("ada", "submit")
    live(town, until=at(9, 12))
    said = replace(town.said("bo", "Stop reminding me"), place="D-bo")
    assert typed(town.office, said) == Deed(person="bo", act="stop", about="1.1", key=said.key, values={})
    deed = Deed(person="ada", act="stop", about="1.1", key="s", values={})
    assert Stopping(town.office).press(deed).fields == ()
    Stopping(town.office).send(deed)
    with town.office.transaction() as tx:
        assert tx.wishes.of(1) == []


def stop(town, person="bo", about="1.1"):
    """Let a reviewer send the form that stops the reminders; return the last that they heard then."""
    deed = Deed(person=person, act="stop", about=about, key=f"s{town.tick()}", values={})
    Stopping(town.office).send(deed)
    town.deliver()
    return town.last(person)


def test_a_reviewer_stops_the_reminders_of_a_version_and_the_next_one_is_a_new_request(town):
    town.now = at(1, 10)
    town.answer_all(dates="28-29 May 2009")
    town.write("ada", "submit")
    live(town, until=at(3, 12))
    assert stop(town).endswith(
        "Nobody else coordinates, so nobody is told. To be reminded again, type: remind me again"
    )
    town.write("ada", "edit background", "Another background is written here for them.", "submit")
    assert times(live(town, until=at(6, 12)), "bo") == ["Thu 04 Jun 09:00"]
    assert "version 2 by now, and you were looking at version 1" in stop(town)
    assert stop(town, about="1.9").startswith("I do not know this draft")


@pytest.mark.parametrize("beside", [False, True])
def test_a_reviewer_who_stopped_them_is_reminded_again_once_they_say_so(town, beside):
    town.answer_all()
    town.write("ada", "submit")
    if beside:  # a note of their own at hand takes the words
        town.begin("bo")
    live(town, until=at(8, 12))
    stop(town)
    town.write("bo", "remind me again")
    assert "Noted: you are reminded " in town.last("bo")
    assert "Wed 10 Jun 09:00" in times(live(town, until=at(10, 12)), "bo")


def test_who_was_offered_a_note_is_reminded_once_and_the_expert_is_not(town):
    town.owe()
    live(town, until=at(5, 16))
    town.write("ada", "hand over", "Cy")
    heard = live(town, until=at(9, 12))
    assert (times(heard, "cy"), times(heard, "ada")) == (["Mon 08 Jun 09:00"], [])
    assert heard[0][2].text == (
        'You were asked to take the note on Workshop on "Making the difference", 3-4 June 2009, by Ada, and have not '
        "answered yet. This is the only reminder.\n"
        "Please answer by Tuesday 9 June 2009. Without an answer, somebody else may be asked."
    )
    assert [button.act for button in heard[0][2].buttons] == ["take", "see", "leave"]
    folded = next(letter for letter, _ in town.letters if letter.replaces and letter.recipient == "cy")
    assert (folded.message.text, folded.message.buttons) == (
        'Workshop on "Making the difference", 3-4 June 2009: a newer message about it is further down.',
        (),
    )


def test_who_is_not_to_be_disturbed_hears_it_when_that_is_over(town):
    town.owe()
    live(town, days=1)
    town.now = datetime(2009, 6, 17, 9, tzinfo=UTC)
    reminders = Reminders(town.office)
    until = {"ada": town.now + timedelta(hours=2)}
    assert reminders.expected() == {"ada"}
    assert reminders.sweep(until) == 0
    town.now += timedelta(hours=2)
    assert reminders.sweep(until) == 1


def undisturbed(town, until):
    """Carry what is due, as a transport does that asks whether a first message may come."""
    carried = []
    while claimed := town.outbox.claim():
        for letter in claimed:
            if until > town.now and letter.is_first and town.outbox.put_off(letter, until):
                continue
            town.arrive(letter)
            carried.append(letter)
    return carried


@pytest.mark.parametrize(
    ("until", "comes"),
    [
        (at(5, 19, 30), "Fri 05 Jun 19:30"),
        (at(8, 8), "Mon 08 Jun 09:00"),
        (at(12, 12), "Tue 09 Jun 09:00"),  # it waits until the end of the next working day, and no longer
    ],
)
def test_a_first_message_waits_until_do_not_disturb_ends(town, until, comes):
    town.owe("ada", event("Seminar", "4-5 June 2009"))
    heard = []
    for _ in range(24 * 6):
        town.now = now = town.now.replace(minute=30, second=0, microsecond=0)
        heard += [f"{now:%a %d %b %H:%M}" for letter in undisturbed(town, until) if letter.recipient == "ada"]
        town.now = now = now + timedelta(minutes=30)
        heard += [f"{now:%a %d %b %H:%M}" for letter in undisturbed(town, until) if letter.recipient == "ada"]
        town.now = now
    assert heard == [comes]


def test_a_first_message_that_would_come_at_once_waits_as_well(town):
    town.now = at(8, 10)
    town.notes.owe(Owed(by="bo", person="ada", facts=FACTS, key="owe"))
    assert [letter.recipient for letter in undisturbed(town, at(8, 12))] == ["bo"]
    with town.office.transaction() as tx:
        assert tx.outbox.by_key("later:1:200906081200").recipient == "bo"
    town.now = at(8, 12)
    assert [letter.recipient for letter in undisturbed(town, at(8, 12))] == ["ada"]


# ------------------------------------------------------------------ what was to be answered later


@pytest.fixture
def owing(town):
    """Ada will answer two questions on Monday 8 June at nine; return what she is asked from then on, with the time."""
    town.owe()
    town.write("ada", "start now", "yes, all right")
    for key in ("participants", "background"):
        town.write("ada", f"edit {key}", "skip", "I will get it", "Monday 09:00")
    live(town, until=at(8, 8))
    town.drift = timedelta(milliseconds=1)

    def asked(until):
        found = []
        while town.now < until:
            town.now = now = town.now.replace(second=0, microsecond=0) + timedelta(minutes=5)
            found += [
                (f"{now:%a %H:%M}", letter.message.text) for letter in town.deliver() if not letter.replaces
            ]
            town.now = now
        return found

    return asked


def test_two_questions_for_one_moment_are_asked_one_after_the_other_has_its_answer(town, owing):
    [(first, text)] = owing(at(8, 9, 40))
    assert (first, "Participants" in text) == ("Mon 09:00", True)
    town.write("ada", "Some 60 participants from 14 States")
    [(second, text)] = owing(at(8, 12))
    assert (second, "Background" in text) == ("Mon 09:45", True)


def test_the_second_question_follows_as_well_when_the_first_is_put_off(town, owing):
    owing(at(8, 9, 40))
    town.write("ada", "skip", "I will get it", "Friday 09:00")
    assert [when for when, _ in owing(at(8, 12))] == ["Mon 09:45"]


def test_a_question_that_stays_unanswered_keeps_the_second_back_until_the_next_working_day(owing):
    assert [when for when, _ in owing(at(12, 12))] == ["Mon 09:00", "Tue 09:00"]


# ------------------------------------------------------------------ several who coordinate


def coordinated(town, *coordinators, zone="America/Los_Angeles"):
    """Let these coordinate, Dee among them, who is far away."""
    town.people.know("dee", name="Dee", zone=zone, locale="en")
    town.office = replace(town.office, coordinators=coordinators)
    town.interviews, town.notes = Interviews(town.office), Notes(town.office)
    town.outbox = Outbox(town.office)


def moments(heard, person, zone):
    return [f"{when.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}" for when, who, _ in heard if who == person]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_a_hand_off_comes_in_the_working_hours_of_the_coordinator_who_hears_it(town, zone):
    coordinated(town, "bo", "dee", zone=zone)
    town.owe(by="dee")
    heard = live(town, days=25)
    hour = {"America/Los_Angeles": "Tue 23 Jun 09:00", "Pacific/Auckland": "Wed 24 Jun 09:00"}[zone]
    assert (moments(heard, "dee", zone), times(heard, "bo")) == ([hour], [])


def test_a_coordinator_who_is_away_keeps_no_hand_off_from_another(town):
    coordinated(town, "bo", "dee")
    town.owe(by="dee")
    with town.office.transaction() as tx:
        at_once = datetime(2009, 7, 31, 7, tzinfo=UTC)
        tx.wishes.add(Wish(note=None, person="bo", kind="away", by="bo", at=town.now, until=at_once))
    assert moments(live(town, days=25), "dee", "America/Los_Angeles") == ["Tue 23 Jun 09:00"]


@pytest.mark.parametrize(
    ("said", "handed"), [("I am back", "Tue 23 Jun 09:00"), ("away until 26 June", "Fri 26 Jun 09:00")]
)
def test_while_who_registered_a_note_is_away_another_hears_of_it_or_who_is_back_first(town, said, handed):
    coordinated(town, "bo", "cy")
    town.owe("ada", event("Seminar", "3-4 June 2009"))
    town.write("bo", "away until 20 July")
    town.write("cy", said)
    heard = times(live(town, until=at(10, 12, month=7)), "ada")
    with town.office.transaction() as tx:
        rows = [(row.recipient, row.due_at) for row in tx.outbox.steps(1) if ":handoff:" in row.key]
    came = [f"{when.astimezone(ZoneInfo(ZONES['cy'])):%a %d %b %H:%M}" for _, when in rows]
    assert ([who for who, _ in rows], came, heard[-2:]) == (["cy"], [handed], LADDER[-2:])
    town.write("ada", "need until 24 July")
    assert "needs more time" in town.last("cy")
    assert all("needs more time" not in text for text in town.heard("bo"))


def test_a_note_that_nobody_asked_for_is_handed_to_each_coordinator_in_their_own_hours_once(town):
    coordinated(town, "bo", "dee")
    town.answer_all()
    heard = live(town, days=25)
    assert times(heard, "bo") == ["Tue 23 Jun 11:00"]
    assert moments(heard, "dee", "America/Los_Angeles") == ["Tue 23 Jun 09:00"]


def test_a_version_that_nobody_reads_is_told_in_the_hours_of_each_coordinator(town):
    coordinated(town, "bo", "dee")
    town.office = replace(town.office, reviewers=("cy",))
    town.interviews, town.outbox = Interviews(town.office), Outbox(town.office)
    town.answer_all()
    town.write("ada", "submit")
    heard = live(town, days=14)
    assert moments(heard, "dee", "America/Los_Angeles") == ["Thu 11 Jun 09:00"]


def test_hand_offs_of_one_day_are_one_message_a_day_that_names_the_others(town):
    for title in ("Workshop", "Seminar", "Course"):
        town.owe("ada", event(title))
    heard = [(when, message) for when, who, message in live(town, days=26) if who == "bo"]
    assert [f"{when:%a %d %b}" for when, _ in heard] == ["Tue 23 Jun", "Wed 24 Jun", "Thu 25 Jun"]
    assert heard[0][1].text.splitlines()[-1] == (
        "Open as well: Seminar and Course. Nothing else comes by itself today; /note outstanding shows all of them."
    )


def test_a_coordinator_who_reads_as_well_hears_of_one_thing_a_day(town):
    town.owe("cy", event("Seminar"))
    live(town, until=at(18, 10))
    town.answer_all()
    town.write("ada", "submit")
    heard = live(town, until=at(3, 12, month=7))
    days = [f"{when:%a %d %b}" for when, who, _ in heard if who == "bo"]
    assert len(days) == len(set(days)) == 3


class Awake:
    """Nobody minds to be disturbed."""

    async def of(self, people):  # noqa: ARG002  whoever they are
        return {}


class Asleep:
    """So Slack answers of these people: they are not to be disturbed before a moment."""

    def __init__(self, **until):
        self.until = until

    async def of(self, people):
        return {person: until for person, until in self.until.items() if person in people}


async def nobody_moved(people):
    """Everybody is where they were."""


def minute(office, meet=nobody_moved):
    asyncio.run(remind(Reminders(office), Awake(), meet))
    assert office.looked_at == office.clock()


def test_a_minute_in_which_nothing_is_due_looks_at_every_note_once(town):
    town.owe()
    once = calls(town.office, lambda office: Reminders(office).expected())
    assert calls(town.office, minute) == once > 0


def test_a_minute_in_which_something_is_due_promises_it(town):
    town.owe()
    live(town, until=at(17, 8, 59))
    before = steps(town)
    town.now = at(17, 9)
    minute(town.office)
    assert (len(before), steps(town)) == (1, [*before, ("r2", "waiting")])


def test_a_minute_in_which_somebody_is_not_to_be_disturbed_promises_them_nothing_and_others_theirs(town):
    town.owe()
    town.owe("bo", FACTS)
    live(town, until=at(17, 7))
    for moment, heard in ((at(17, 9), {"bo"}), (at(17, 9, 59), {"bo"}), (at(17, 10), {"ada", "bo"})):
        town.now = moment
        asyncio.run(remind(Reminders(town.office), Asleep(ada=at(17, 10)), nobody_moved))
        with town.office.transaction() as tx:
            rows = [row for note in (1, 2) for row in tx.outbox.steps(note)]
        assert {row.recipient for row in rows if ":r2:" in row.key} == heard


def test_who_travels_in_silence_is_reminded_in_the_morning_of_where_they_are(town):
    """Slack knows that Ada is in New York by now; she wrote nothing since she was in Accra."""
    town.owe()
    live(town, until=at(17, 8, 59))

    async def meet(people):
        for person in people:
            town.people.know(person, name="Ada Osei", zone="America/New_York", locale="en")

    before = len(steps(town))
    town.now = at(17, 9)
    minute(town.office, meet)
    assert len(steps(town)) == before
    town.now = at(17, 13)
    minute(town.office, meet)
    assert len(steps(town)) == before + 1
