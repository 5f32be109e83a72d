"""Two at one event: whoever joins the note of a colleague owes none of their own, and can take that back."""

import pytest

from bot.core.forms import Deed
from bot.service.coordinator.steering import Steering
from bot.service.expert.handover import Offers
from bot.service.programme.programme import Programme
from bot.service.review.reviews import Reviews
from tests.service.test_reminders import at, live
from tests.service.town import ANSWERS, FACTS

TITLE = FACTS[0]
ALSO = "A representative of the EU announced a fund for laboratories."
CLOSED = (
    f"Your own note on {TITLE} is closed, and I will not ask about it again. "
    "To write one of your own all the same, press Undo."
)
TOLD = f"Cy has joined the note of Ada on {TITLE}; the one that Cy owed on it is closed."
ASKED = ("format", "participants", "objectives", "highlights", "sensitive")


class Hall:
    """Ada and Cy were at one event; Bo coordinates."""

    def __init__(self, town):
        self.town = town

    def deed(self, who, act, about, **values):
        key = f"deed{self.town.tick()}"
        return Deed(person=who, act=act, about=about, key=key, values=values)

    def do(self, taker, who, act, about, **values):
        faults = taker(self.town.office).send(self.deed(who, act, about, **values))
        self.town.deliver()
        return faults

    def press(self, person, label):
        """Press a button without words, on the last message to somebody that has it; return what opens."""
        cards = [letter.message for letter, _ in self.town.letters if letter.recipient == person]
        found = [button for card in reversed(cards) for button in card.buttons if button.label == label]
        taker = next(each for each in (Steering, Offers, Reviews) if found[0].act in each.acts)
        form = taker(self.town.office).press(self.deed(person, found[0].act, found[0].about))
        self.town.deliver()
        return form

    def both_owe(self, first=FACTS, second=FACTS):
        self.town.owe("ada", first)
        self.town.owe("cy", second)

    def begin(self, person="ada"):
        self.town.write(person, "start now", "yes, all right")

    def hand_in(self, person="ada"):
        self.begin(person)
        for key in ASKED:
            self.town.write(person, f"edit {key}", ANSWERS[key])
            if key == "highlights":
                self.town.write(person, "that is all")
        self.town.write(person, "submit")

    def join(self, person="cy", note=1):
        return self.do(Reviews, person, "join", f"{note}.1", own=ALSO)

    def authors(self, note=1):
        with self.town.office.transaction() as tx:
            return list(tx.authors.of(note))

    def links(self, uid):
        with self.town.office.transaction() as tx:
            return dict(tx.events.links(uid))

    def buttons(self, person):
        """Return the labels of the last message to somebody."""
        cards = [letter.message for letter, _ in self.town.letters if letter.recipient == person]
        return [button.label for button in cards[-1].buttons]


@pytest.fixture
def hall(town):
    return Hall(town)


# ------------------------------------------------------------------ joining what was handed in


def test_whoever_joins_a_note_owes_none_of_their_own_and_is_told_how_to_take_that_back(hall):
    hall.both_owe()
    hall.hand_in()
    assert hall.join() == {}
    assert hall.town.status(2) == "declined"
    assert hall.town.last("cy").split("\n") == [
        "Thank you. Your words stand in the next version, which Ada hands in.",
        CLOSED,
    ]
    assert hall.buttons("cy") == ["Undo: I write it"]
    assert hall.town.heard("bo").count(TOLD) == 1


def test_nobody_is_reminded_of_a_note_that_was_closed_by_joining(hall):
    hall.both_owe()
    live(hall.town, until=at(5, 15))
    hall.hand_in()
    hall.join()
    heard = live(hall.town, until=at(30, 12, month=7))
    assert [message.text for _, who, message in heard if who == "cy"] == []
    assert "Cy owes" not in "\n".join(message.text for _, who, message in heard if who == "bo")


def test_undo_opens_the_own_note_again_and_the_words_stay_in_the_other(hall):
    hall.both_owe()
    hall.hand_in()
    hall.join()
    hall.press("cy", "Undo: I write it")
    assert (hall.town.status(2), hall.authors()) == ("owed", ["cy"])
    assert hall.town.last("cy").startswith("Noted: you write it after all.")
    hall.join()  # their words anew, as often as they like: the coordinator hears each time that it is closed
    assert hall.town.status(2) == "declined"
    assert hall.town.heard("bo").count(TOLD) == 2


@pytest.mark.parametrize(
    "other",
    [
        (TITLE, "6-7 July 2009", *FACTS[2:]),
        ("Seminar on export controls", *FACTS[1:]),
    ],
)
def test_a_note_about_another_event_stays_open(hall, other):
    hall.both_owe(second=other)
    hall.hand_in()
    hall.join()
    assert hall.town.status(2) == "owed"
    assert hall.town.last("cy") == "Thank you. Your words stand in the next version, which Ada hands in."


def test_days_that_overlap_are_one_event(hall):
    hall.both_owe(second=(TITLE.upper(), "4-5 June 2009", *FACTS[2:]))
    hall.hand_in()
    hall.join()
    assert hall.town.status(2) == "declined"


def test_events_of_the_programme_are_told_apart_by_their_own_names(hall):
    rows = (
        "uid,title,first,experts\n1,Talk,2009-06-03,Ada\n2,Talk,2009-06-03,Cy\n3,Forum,2009-06-02,Ada; Cy\n"
    )
    Programme(hall.town.office).apply("june.csv", rows.encode(), by="bo")
    hall.town.deliver()
    note = {(uid, person): number for uid in "123" for person, number in hall.links(uid).items()}
    for uid in "13":
        hall.do(Steering, "bo", "hand", str(note[uid, "ada"]), person="cy", why="Ada is ill")
        hall.press("cy", "Accept")
    assert (hall.town.status(note["2", "cy"]), hall.town.status(note["3", "cy"])) == ("owed", "declined")


def test_whoever_takes_a_note_to_write_it_together_owes_none_of_their_own(hall):
    hall.both_owe()
    hall.begin()
    hall.do(Steering, "bo", "pair", "1", person="cy", why="you were both there")
    hall.press("cy", "Accept")
    assert (hall.town.note(1).person, hall.town.status(2)) == ("cy", "declined")
    assert CLOSED in hall.town.last("cy").split("\n")
    assert hall.buttons("cy")[-1] == "Undo: I write it"
    assert hall.town.heard("bo").count(TOLD) == 1
