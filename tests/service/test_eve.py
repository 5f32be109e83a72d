"""The card of the eve as people live it: it comes before the event, once, to those who asked for it and nobody else."""

from zoneinfo import ZoneInfo

import pytest

from bot.service.sweeps.eve import Eves
from bot.service.sweeps.reminders import Reminders
from storage import Wish
from tests.service.test_handover import Table
from tests.service.test_programme import ROW, Bureau
from tests.service.test_reminders import at, event, live
from tests.service.town import ZONES

WEDNESDAY = event("Seminar", "10-11 June 2009")
MONDAY = event("Workshop", "8 June 2009")
ON = (
    "Noted: before each event for which you owe a note I send you one message, usually at 17:00 on the working "
    "day before, with what to listen for. There is nothing to answer. To end that, type: /note eve off"
)


def eve(town, person, word="on"):
    return Eves(town.office).decide(person, word, key=f"eve{town.tick()}")


def cards(heard):
    """Return who was sent a card, and when by their own clock."""
    return [
        (who, f"{when.astimezone(ZoneInfo(ZONES[who])):%a %d %b %H:%M}")
        for when, who, message in heard
        if "There is nothing to answer now" in message.text
    ]


def test_who_asked_is_sent_the_card_at_five_on_the_day_before_by_their_own_clock_and_once(town):
    eve(town, "ada")
    eve(town, "cy")
    town.owe("ada", WEDNESDAY)
    town.owe("cy", WEDNESDAY)
    assert cards(live(town, days=20)) == [("ada", "Tue 09 Jun 17:00"), ("cy", "Tue 09 Jun 17:00")]


def test_before_a_monday_it_comes_on_friday(town):
    eve(town, "ada")
    town.owe("ada", MONDAY)
    assert cards(live(town, days=5)) == [("ada", "Fri 05 Jun 17:00")]


def test_who_did_not_ask_is_sent_nothing_before_the_event(town):
    eve(town, "cy")
    town.owe("ada", WEDNESDAY)
    assert live(town, until=at(11, 17)) == []


def test_the_card_names_what_to_listen_for_and_what_is_known_and_says_why_and_how_to_stop(town):
    eve(town, "ada")
    town.owe("ada", WEDNESDAY)
    [(_, _, message)] = live(town, until=at(10, 9))
    assert message.text.splitlines() == [
        "Seminar begins on Wednesday 10 June 2009. There is nothing to answer now.",
        "What to listen for, as the note will ask for it: Participants, Objectives, Background and Highlights.",
        "This is known already. You will be asked whether it is right, so please have an eye on it:",
        "Event: Seminar",
        "Organizers: European Commission",
        "Dates: 10-11 June 2009 (Wednesday-Thursday)",
        "Place: Brussels, Belgium",
        "It comes because you asked for it. To end that, type: /note eve off",
    ]
    assert message.buttons == ()


def test_the_first_message_comes_all_the_same_on_the_last_evening_and_leaves_the_card_as_it_was(town):
    eve(town, "ada")
    town.owe("ada", WEDNESDAY)
    live(town, until=at(11, 17, 59))
    [(when, _, message)] = live(town, until=at(11, 19))
    assert (when, message.buttons[0].label) == (at(11, 18), "Start now")
    town.press("ada", "Start now")
    assert [letter.replaces for letter, _ in town.letters if letter.replaces] == []


def test_of_one_day_the_first_message_comes_on_the_evening_after_the_card(town):
    eve(town, "ada")
    town.owe("ada", event("Seminar", "10 June 2009"))
    heard = [f"{when:%a %H:%M}" for when, who, _ in live(town, until=at(10, 20)) if who == "ada"]
    assert heard == ["Tue 17:00", "Wed 18:00"]


def test_who_asks_after_five_is_sent_it_within_the_hour_and_after_that_not_any_more(town):
    town.owe("ada", WEDNESDAY)
    town.now = at(9, 17, 20)
    eve(town, "ada")
    assert cards((town.now, letter.recipient, letter.message) for letter in town.sweep()) == [
        ("ada", "Tue 09 Jun 17:20")
    ]
    town.owe("cy", WEDNESDAY)
    town.now = at(9, 18, 0, zone=ZONES["cy"])
    eve(town, "cy")
    assert cards(live(town, days=3)) == []


def test_who_switches_it_off_is_not_sent_it_even_when_it_was_promised_already(town):
    eve(town, "ada")
    town.owe("ada", WEDNESDAY)
    town.now = at(9, 17)
    Reminders(town.office).sweep()
    assert eve(town, "ada", "off").startswith("Noted: nothing comes before an event any more.")
    assert town.deliver() == []
    assert town.promised(1, "reminder").error == "it is not due now"


@pytest.mark.parametrize("status", ["declined", "waived", "started"])
def test_a_note_that_is_closed_or_begun_before_has_no_card(town, status):
    eve(town, "ada")
    town.owe("ada", WEDNESDAY)
    with town.office.transaction() as tx:
        tx.notes.set_status(1, was={"owed"}, becomes=status, at=town.now)
    assert cards(live(town, until=at(10, 9))) == []


def test_an_event_that_is_cancelled_has_no_card_and_one_that_is_moved_has_it_on_the_new_eve(town):
    bureau = Bureau(town)
    eve(town, "ada")
    bureau.apply(ROW, ROW.replace("1,", "2,", 1).replace("Safety", "Trade"))
    moved = ROW.replace("06-10", "06-16").replace("06-11", "06-17")
    bureau.apply(moved, f"{ROW.replace('1,', '2,', 1).replace('Safety', 'Trade')},cancelled")
    assert cards(live(town, until=at(17, 9))) == [("ada", "Mon 15 Jun 17:00")]


def test_two_events_on_one_day_are_one_card_that_names_the_other(town):
    eve(town, "ada")
    town.owe("ada", WEDNESDAY)
    town.owe("ada", event("Course", "10 June 2009"))
    [(_, _, message)] = live(town, until=at(10, 9))
    assert "Before you as well: " in message.text
    assert ("Seminar" in message.text, "Course" in message.text) == (True, True)


def test_who_asked_for_no_reminders_of_this_note_is_sent_no_card(town):
    eve(town, "ada")
    town.owe("ada", WEDNESDAY)
    with town.office.transaction() as tx:
        tx.wishes.add(Wish(note=1, person="ada", kind="stop", by="ada", at=town.now))
    assert cards(live(town, until=at(10, 9))) == []


def test_the_new_owner_decides_for_themselves_whether_the_card_comes(town):
    table = Table(town)
    eve(town, "cy")
    town.owe("ada", WEDNESDAY)
    table.hand()
    table.answer("cy", "Accept")
    assert town.note().person == "cy"
    assert cards(live(town, until=at(11, 9))) == [("cy", "Tue 09 Jun 17:00")]


def test_the_receipt_says_what_will_happen_and_a_command_that_comes_twice_is_one(town):
    assert Eves(town.office).decide("ada", " ON ", key="k") == ON
    assert Eves(town.office).decide("ada", "on", key="k") == ""
    with town.office.transaction() as tx:
        assert [wish.kind for wish in tx.wishes.of_person("ada")] == ["eve"]


def test_without_on_or_off_it_says_how_to_and_how_it_is(town):
    assert eve(town, "ada", "").endswith("For you it is off at the moment.")
    eve(town, "ada")
    assert eve(town, "ada", "perhaps").endswith("For you it is on at the moment.")
