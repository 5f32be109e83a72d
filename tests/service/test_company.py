"""Two at one event: whoever joins the note of a colleague owes none of their own, and can take that back."""

import pytest

from bot.core.forms import Deed
from bot.service.circle import Circle
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

    def two_begin(self):
        """Let Ada, Cy and Dee owe a note on one event, and Ada and Dee begin theirs."""
        self.town.people.know("dee", name="Dee", zone="Africa/Accra", locale="en")
        self.both_owe()
        self.town.owe("dee")
        live(self.town, until=at(5, 15))
        self.begin("ada")
        self.begin("dee")

    def both_owe(self, first=FACTS, second=FACTS):
        self.town.owe("ada", first)
        self.town.owe("cy", second)

    def begin(self, person="ada"):
        self.town.write(person, "start now", "yes, all right")

    def hand_in(self, person="ada", **changes):
        self.begin(person)
        for key in ASKED:
            self.town.write(person, f"edit {key}", (ANSWERS | changes)[key])
            if key == "highlights":
                self.town.write(person, "that is all")
        self.town.write(person, "submit")

    def join(self, person="cy", note=1):
        return self.do(Reviews, person, "join", f"{note}.1", own=ALSO)

    def authors(self, note=1):
        with self.town.office.transaction() as tx:
            return list(tx.authors.of(note))

    def circle(self, note=1):
        with self.town.office.transaction() as tx:
            return Circle(self.town.office, tx, tx.notes.get(note))

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


# ------------------------------------------------------------------ writing with a colleague from the first message

BEGUN = (
    "Ada has begun a note on this event. One is enough for both of you: press Write with Ada, "
    "and you are an author of it as well."
)
JOINED = (
    "Thank you. You are an author of the note of Ada now, and Ada is told. Your own is closed, and I will not ask "
    "about it again. To write one of your own all the same, press Undo."
)


def first_message(hall):
    """Let it be Friday afternoon, when Cy hears of the note that they owe; return the lines."""
    live(hall.town, until=at(5, 15))
    return hall.town.heard("cy")[0].split("\n")


def test_a_first_message_says_that_a_colleague_has_begun_and_offers_to_join_them(hall):
    hall.both_owe()
    hall.begin()
    assert BEGUN in first_message(hall)
    assert hall.buttons("cy")[:2] == ["Start now", "Write with Ada"]


def test_a_first_message_says_that_a_colleague_has_handed_in(hall):
    hall.town.owe("ada")
    hall.hand_in()
    hall.town.owe("cy")
    assert BEGUN.replace("begun", "handed in") in first_message(hall)


def test_a_first_message_offers_nothing_while_nobody_has_begun(hall):
    hall.both_owe()
    assert "Ada" not in "\n".join(first_message(hall))
    assert "Write with Ada" not in hall.buttons("cy")


def test_a_first_message_comes_once_however_often_the_colleague_writes(hall):
    hall.both_owe()
    hall.hand_in()
    live(hall.town, until=at(5, 17))
    assert [text.split(".")[0] for text in hall.town.heard("cy")] == ["Hello Cy"]


def test_what_is_held_back_is_not_told_of(hall):
    hall.both_owe()
    hall.hand_in(sensitive="yes")
    hall.town.owe("cy", ("Another", "4 June 2009", *FACTS[2:]))
    live(hall.town, until=at(17, 23))
    assert hall.town.status(1) == "in_review"
    late = [text for text in hall.town.heard("cy") if TITLE in text][1:]
    assert late
    assert [text for text in late if "Ada" in text] == []
    hall.town.write("cy", "write with Ada")
    assert hall.authors() == []


@pytest.mark.parametrize("typed", ["write with Ada", "Write with ada", "write with"])
def test_typing_what_stands_on_the_button_is_as_good_as_pressing_it(hall, typed):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.write("cy", typed)
    assert (hall.town.last("cy"), hall.authors(), hall.town.status(2)) == (JOINED, ["cy"], "declined")


def test_the_button_makes_them_an_author_and_both_others_are_told(hall):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.press("cy", "Write with Ada")
    assert (hall.town.last("cy"), hall.buttons("cy")) == (JOINED, ["Undo: I write it"])
    assert (hall.authors(), hall.town.status(2)) == (["cy"], "declined")
    assert hall.town.last("ada").startswith(
        f"Cy was to write on {TITLE} as well, and is an author of your note now"
    )
    assert hall.town.last("bo") == TOLD
    heard = live(hall.town, until=at(30, 12, month=7))
    assert [message.text for _, who, message in heard if who == "cy"] == []


def test_undo_opens_the_own_note_and_ends_the_authorship(hall):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.press("cy", "Write with Ada")
    hall.press("cy", "Undo: I write it")
    assert (hall.town.status(2), hall.circle().writers) == ("owed", ("ada",))
    assert hall.town.last("ada").startswith(f"Cy writes a note of their own on {TITLE} after all")
    hall.town.write("cy", "write with Ada")
    assert (hall.town.status(2), hall.circle().writers) == ("declined", ("ada", "cy"))


def test_an_author_who_wrote_nothing_yet_is_asked_once_for_words_of_their_own(hall):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.press("cy", "Write with Ada")
    hall.hand_in()
    assert hall.town.last("cy").startswith(
        f"Ada has handed in the note on {TITLE}, of which you are an author"
    )
    assert hall.buttons("cy") == ["I was there too", "Read"]
    assert hall.press("cy", "I was there too").submit
    assert hall.join() == {}
    hall.town.write("ada", "edit participants", "Some 65 participants from 14 States", "submit")
    assert hall.town.last("cy") == "Thank you. Your words stand in the next version, which Ada hands in."


def test_who_joins_what_was_handed_in_is_asked_for_their_words_at_once(hall):
    hall.town.owe("ada")
    hall.hand_in()
    hall.town.owe("cy")
    first_message(hall)
    hall.town.press("cy", "Write with Ada")
    assert hall.buttons("cy") == ["I was there too", "Read"]


def test_a_reminder_offers_it_to_whoever_has_not_begun(hall):
    hall.both_owe()
    first_message(hall)
    hall.begin()
    heard = live(hall.town, until=at(17, 23))
    assert BEGUN in [message.text for _, who, message in heard if who == "cy"][-1].split("\n")
    hall.town.press("cy", "Write with Ada")
    assert JOINED in hall.town.heard("cy")[-2:]  # and the card of the reminder is folded
    assert (hall.authors(), hall.town.status(2)) == (["cy"], "declined")


def test_somebody_who_begins_a_second_note_by_hand_is_offered_the_first(hall):
    hall.town.answer_all("ada")
    hall.town.begin("cy")
    hall.town.write("cy", ANSWERS["event"])
    assert BEGUN in hall.town.last("cy").split("\n")
    hall.town.press("cy", "Write with Ada")
    assert (hall.town.last("cy"), hall.authors()) == (JOINED, ["cy"])


def test_other_days_are_another_event_and_nobody_is_offered(hall):
    hall.town.answer_all("ada")
    hall.town.begin("cy")
    hall.town.write("cy", "edit event", ANSWERS["event"], "edit dates", "5-6 May 2009")
    assert "Ada" not in hall.town.last("cy")


def test_the_only_reviewer_is_not_offered_to_join(hall):
    hall.both_owe()
    hall.begin()
    hall.town.owe("bo")
    live(hall.town, until=at(5, 15))
    hello = next(text for text in hall.town.heard("bo") if text.startswith("Hello"))
    assert "Ada" not in hello


def test_a_button_whose_note_is_gone_changes_nothing(hall):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.write("ada", "someone else writes it", "close it")
    hall.town.press("cy", "Write with Ada")
    assert hall.town.last("cy").startswith("Nobody else has begun a note on this event that you could join")
    assert (hall.town.status(2), hall.authors()) == ("owed", [])


def test_with_two_colleagues_the_name_says_whom(hall):
    hall.two_begin()
    hall.town.write("cy", "write with")
    assert hall.town.last("cy").startswith(
        "With whom? Ada and Dee write on this event. Type for example: write with Ada."
    )
    assert hall.town.status(2) == "owed"
    hall.town.press("cy", "Write with Dee")
    assert (hall.authors(1), hall.authors(3), hall.town.status(2)) == ([], ["cy"], "declined")


def test_who_has_handed_in_their_own_joins_nobody(hall):
    hall.both_owe()
    live(hall.town, until=at(5, 15))
    hall.begin("ada")
    hall.hand_in("cy")
    hall.town.write("cy", "write with Ada")
    assert hall.town.last("cy").startswith("Already submitted as version 1.")
    assert hall.authors() == []


def test_where_the_note_that_was_joined_is_closed_its_other_author_can_open_their_own_again(hall):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.press("cy", "Write with Ada")
    hall.town.write("ada", "I did not attend", "nothing to report")
    assert hall.town.last("cy").startswith(f"Ada has closed the note on {TITLE}, of which you were an author")
    hall.press("cy", "Undo: I write it")
    assert (hall.town.status(1), hall.town.status(2)) == ("declined", "owed")


def test_who_left_a_note_again_does_not_hear_that_it_is_closed(hall):
    hall.both_owe()
    hall.begin()
    first_message(hall)
    hall.town.press("cy", "Write with Ada")
    hall.press("cy", "Undo: I write it")
    hall.town.write("ada", "I did not attend", "nothing to report")
    assert hall.town.last("cy").startswith("Noted: you write it after all.")


def test_a_note_that_was_joined_may_join_another_and_be_opened_again(hall):
    hall.two_begin()
    hall.town.write("cy", "write with Ada")
    hall.town.write("ada", "write with Dee")
    assert [hall.town.status(note) for note in (1, 2, 3)] == ["declined", "declined", "started"]
    assert hall.town.last("cy").startswith(f"Ada has closed the note on {TITLE}, of which you were an author")
    hall.press("ada", "Undo: I write it")
    assert (hall.town.status(1), hall.circle(1).writers, hall.circle(3).writers) == (
        "owed",
        ("ada", "cy"),
        ("dee",),
    )
    hall.press("cy", "Undo: I write it")
    assert (hall.town.status(2), hall.circle(1).writers) == ("owed", ("ada",))
