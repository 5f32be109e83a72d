"""A note passes to somebody else: it is offered, and nothing changes until it is taken; answers keep their authors."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.circle import Circle
from bot.service.coordinator.board import Boards
from bot.service.coordinator.steering import Steering
from bot.service.expert.handover import Offers
from bot.service.review.reviews import Reviews
from tests.service.town import ANSWERS

TITLE = 'Workshop on "Making the difference"'
LATE = timedelta(days=20)


class Table:
    """Ada owes a note, Bo coordinates, Cy may be asked to take it."""

    def __init__(self, town):
        self.town = town
        self.steering, self.offers = Steering(town.office), Offers(town.office)

    def deed(self, who, act, about="1", **values):
        return Deed(person=who, act=act, about=about, key=f"deed{self.town.tick()}", values=values)

    def taker(self, act):
        return self.steering if act in Steering.acts else self.offers

    def press(self, person, act, about="1"):
        form = self.taker(act).press(self.deed(person, act, about))
        self.town.deliver()
        return form

    def send(self, who, act, about="1", **values):
        faults = self.taker(act).send(self.deed(who, act, about, **values))
        self.town.deliver()
        return faults

    def hand(self, by="bo", to="cy", why="on mission until the 20th"):
        return self.send(by, "hand", person=to, why=why)

    def buttons(self, person):
        """Return the buttons of the last message to somebody that has any."""
        cards = [letter.message for letter, _ in self.town.letters if letter.recipient == person]
        shown = next(card for card in reversed(cards) if card.buttons)
        return {button.label: button for button in shown.buttons}

    def answer(self, person, label, **values):
        """Press a button of the last card, and send the form that opens, if any."""
        button = self.buttons(person)[label]
        form = self.press(person, button.act, button.about)
        if form and form.submit:
            return self.send(person, form.act, form.about, **values)
        return form

    def wishes(self, note=1):
        with self.town.office.transaction() as tx:
            return [(wish.kind, wish.by) for wish in tx.wishes.of(note)]

    def authors(self, note=1):
        with self.town.office.transaction() as tx:
            return list(tx.authors.of(note))


@pytest.fixture
def table(town):
    """Ada has confirmed the facts and answered one question; the note is late."""
    town.owe()
    town.write("ada", "start now", "yes, all right", "skip", "skip", "in person")
    town.tick(days=19, hours=16)
    return Table(town)


def test_whoever_is_asked_sees_what_is_there_until_when_why_and_by_whom(table, town):
    assert table.hand() == {}
    assert town.last("cy") == (
        f"Bo asks: can you take the note on {TITLE}; 3-4 June 2009? 1 of 10 answers are there, by Ada.\n"
        "If you take it, it is due by Monday 29 June 2009.\n"
        "Please answer by Friday 26 June 2009. Without an answer, somebody else may be asked.\n"
        "The reason:\non mission until the 20th"
    )
    assert list(table.buttons("cy")) == ["Accept", "See answers", "Decline"]


def test_until_it_is_taken_the_note_stays_where_it_is_and_everybody_knows(table, town):
    table.hand()
    assert town.note().person == "ada"
    assert town.last("bo") == (
        f"I have asked Cy to take the note on {TITLE}. Until they answer it stays with Ada, "
        "whom I do not remind meanwhile."
    )
    assert town.last("ada").startswith(
        f"Bo has asked Cy to take the note on {TITLE}. Until they answer it stays yours"
    )
    town.write("ada", "Some 60 participants from 14 States")
    assert town.values()["participants"] == "Some 60 participants from 14 States"


def test_who_takes_it_goes_on_where_the_other_stopped_and_answers_keep_their_authors(table, town):
    table.hand()
    table.answer("cy", "Accept")
    assert (town.note().person, table.wishes()[-1][0]) == ("cy", "until")
    assert town.last("cy").startswith(
        f"Thank you. The note on {TITLE} is yours now; it is due by Monday 29 June 2009.\n4 of 10 – Participants"  # noqa: RUF001 - a dash as said
    )
    assert (
        town.last("ada")
        == f"Cy has taken the note on {TITLE}. Your 5 answers stay under your name. Thank you."
    )
    assert town.last("bo").startswith(f"Cy has taken the note of Ada on {TITLE}")
    assert table.authors() == ["ada"]
    town.write("cy", "Some 60 participants from 14 States")
    by = {key: row.by for key, row in town.answers().items()}
    assert (by["format"], by["participants"]) == ("ada", "cy")


def test_what_the_first_one_says_afterwards_is_nobodys_answer(table, town):
    table.hand()
    table.answer("cy", "Accept")
    town.write("ada", "Some 60 participants from 14 States")
    assert town.last("ada") == f"The note on {TITLE} is with Cy now, so nothing was changed."
    assert "participants" not in town.values()
    town.press("ada", "Skip")
    assert town.last("ada").startswith(f"The note on {TITLE} is with Cy now")


def test_who_can_not_take_it_gives_it_back_to_the_coordinator_with_a_reason(table, town):
    table.hand()
    assert table.answer("cy", "Decline", why="") == {
        "why": "Write one line, for example: on mission until the 20th."
    }
    table.answer("cy", "Decline", why="I was not there")
    assert town.note().person == "ada"
    assert town.last("bo").startswith(f"Cy can not take the note on {TITLE}, which stays with Ada.")
    assert town.last("bo").endswith("They say:\nI was not there")
    assert town.last("cy").startswith("Thank you for telling me.")


def test_who_can_not_take_it_leaves_it_to_its_expert_who_is_told_alone_in_the_second_person(table, town):
    table.hand(by="ada")
    before = len(town.heard("ada"))
    table.answer("cy", "Decline", why="I was not there")
    mine = f"Cy can not take the note on {TITLE}, so it stays with you. They say:\nI was not there"
    assert town.heard("ada")[before:] == [mine]
    town.tick(days=9)
    town.deliver()
    assert town.last("ada") == mine


def test_who_offers_their_own_note_gets_one_receipt_and_the_coordinator_one_line(table, town):
    before = {person: len(town.heard(person)) for person in ("ada", "bo")}
    table.hand(by="ada")
    assert town.heard("ada")[before["ada"] :] == [
        f"I have asked Cy to take the note on {TITLE}. Until they answer it stays yours, and I do not remind you."
    ]
    [line] = town.heard("bo")[before["bo"] :]
    assert line == (
        f"Ada has asked Cy to take the note on {TITLE}. Until they answer it stays with Ada, "
        "whom I do not remind meanwhile."
    )


@pytest.mark.usefixtures("table")
def test_who_names_a_colleague_in_words_gets_one_receipt_too(town):
    town.write("ada", "hand over")
    before = {person: len(town.heard(person)) for person in ("ada", "bo")}
    town.write("ada", "Cy")
    [receipt] = town.heard("ada")[before["ada"] :]
    [line] = town.heard("bo")[before["bo"] :]
    assert "You get no reminders about it meanwhile." in receipt
    assert line.startswith(f"Ada has asked Cy to take the note on {TITLE}.")


def test_an_offer_that_nobody_answers_is_told_to_the_expert_in_the_morning_after_its_days(table, town):
    table.hand()  # Wednesday 24 June
    town.now = datetime(2009, 6, 29, 8, 59, tzinfo=UTC)
    town.deliver()
    assert "has not answered" not in town.last("ada")
    town.tick(minutes=1)
    town.deliver()
    assert town.last("ada") == (
        f"Cy has not answered whether they take the note on {TITLE}, so it is yours again. The coordinator knows."
    )


@pytest.mark.parametrize("end", ["taken", "waived", "closed", "handed in"])
def test_no_word_comes_of_an_offer_that_ended_before_its_days(table, town, end):
    table.hand()
    match end:
        case "taken":
            table.answer("cy", "Accept")
        case "waived":
            table.send("bo", "waive", why="the event was informal")
        case "closed":
            town.write("ada", "did not attend", "nobody from us went")
        case _:
            for key, text in ANSWERS.items():
                town.write("ada", f"edit {key}", text)
                if key == "highlights":
                    town.write("ada", "that is all")
            town.write("ada", "submit")
            assert town.status() == Status.IN_REVIEW
    town.tick(days=9)
    town.deliver()
    assert not any("has not answered" in text for text in town.heard("ada"))


def test_the_reminder_of_an_offer_names_who_offers_it(table, town):
    table.hand()
    for _ in range(48):
        town.tick(hours=1)
        town.sweep()
    assert town.last("cy").startswith(
        f"You were asked to take the note on {TITLE}, 3-4 June 2009, by Bo, and"
    )


def test_the_answers_so_far_can_be_read_before(table):
    table.hand()
    form = table.answer("cy", "See answers")
    assert form.title == "Answers so far"
    assert "Format: in person" in form.lines


def test_an_offer_is_answered_once(table):
    table.hand()
    table.answer("cy", "Accept")
    button = table.offers
    again = button.press(table.deed("cy", "take", "1.1"))
    assert "".join(again.lines) == "This was answered or taken back already, so nothing was changed."
    assert [kind for kind, _ in table.wishes()].count("accept") == 1


def test_an_offer_is_taken_by_nobody_else(table, town):
    table.hand()
    for person in ("ada", "bo", "di"):
        assert "answered or taken back" in "".join(table.press(person, "take", "1.1").lines)
    assert town.note().person == "ada"


def test_another_offer_takes_the_first_one_back(table, town):
    town.people.know("di", name="Di", zone="UTC", locale="en")
    table.hand()
    table.hand(to="di")
    assert town.last("cy") == f"The note on {TITLE} is offered to somebody else now. Thank you all the same."
    assert "answered or taken back" in "".join(table.press("cy", "take", "1.1").lines)
    table.answer("di", "Accept")
    assert town.note().person == "di"


def test_an_expert_can_offer_their_own_note_and_nobody_elses(table, town):
    town.answer_all("cy")
    refused = table.press("ada", "hand", "2")
    assert refused.title == "Nothing was changed"
    assert table.press("ada", "hand").title == "Hand over"
    assert table.hand(by="ada") == {}
    assert table.wishes() == [("offer", "ada")]


@pytest.mark.parametrize(
    ("to", "why", "faults"),
    [
        ("ada", "away", {"person": "The note is theirs already. Choose somebody else."}),
        ("nobody", "away", ["person"]),
        ("", "away", ["person"]),
        ("cy", " ", {"why": "Write one line, for example: on mission until the 20th."}),
        ("cy", "x" * 301, ["why"]),
    ],
)
def test_what_is_wrong_with_the_form_is_said_at_the_field_and_nothing_is_kept(table, to, why, faults):
    assert list(table.hand(to=to, why=why)) == list(faults)
    assert table.wishes() == []


def test_what_is_handed_in_is_not_handed_over(table, town):
    town.answer_all("cy")
    town.write("cy", "submit")
    assert town.status(2) == Status.IN_REVIEW
    assert "is not waiting for them any more" in "".join(table.press("bo", "hand", "2").lines)
    assert list(table.send("bo", "hand", "2", person="ada", why="away")) == ["person"]


def test_a_note_that_was_waived_meanwhile_can_not_be_taken(table, town):
    table.hand()
    table.send("bo", "waive", why="the event was informal")
    assert "answered or taken back" in "".join(table.press("cy", "take", "1.1").lines)
    assert (town.status(), town.note().person) == (Status.WAIVED, "ada")


def test_a_nudge_says_how_to_end_it(table):
    table.send("bo", "nudge", words="Three sentences are enough.")
    assert {"Away until …", "Hand over", "I did not attend", "Stop reminding me"} <= set(table.buttons("ada"))


# ------------------------------------------------------------------ together


def test_a_colleague_who_was_there_writes_it_together_with_the_expert(town, table):
    assert table.send("bo", "pair", person="cy", why="you sat beside her") == {}
    asks = "Bo asks: can you write the note on "
    assert town.last("cy").startswith(asks)
    assert "together with Ada? " in town.last("cy")
    assert town.note().person == "ada"
    table.answer("cy", "Accept")
    assert (town.note().person, table.authors()) == ("cy", ["ada"])
    assert "writes the note" in town.last("ada")
    assert "together with you" in town.last("ada")


def test_of_a_pair_both_are_authors_though_the_first_has_answered_nothing(town):
    town.owe()
    table = Table(town)
    table.send("bo", "pair", person="cy", why="you sat beside her")
    table.answer("cy", "Accept")
    assert table.authors() == ["ada"]


def test_who_takes_a_note_alone_after_an_offer_to_pair_was_taken_back_is_its_only_author(town):
    town.owe()
    table = Table(town)
    table.send("bo", "pair", person="cy", why="you sat beside her")
    table.send("bo", "hand", person="bo", why="all of us are away")
    table.answer("bo", "Accept")
    assert (town.note().person, table.authors()) == ("bo", [])


# ------------------------------------------------------------------ closed, and not after all


@pytest.fixture
def closed(town, table):
    """Ada said by mistake that nobody went."""
    town.write("ada", "I did not attend")
    town.press("ada", "Nobody went")
    assert town.status() == Status.DECLINED
    return table


def test_who_said_that_nobody_went_takes_it_back_on_the_receipt(town, closed):
    before = dict(town.answers())
    closed.answer("ada", "Undo: I write it")
    assert town.status() == Status.OWED
    assert town.last("ada").startswith("Noted: you write it after all.")
    assert town.last("bo").startswith("Ada writes the note on")
    assert town.answers() == before
    assert town.screen("ada") == (1, "question", "participants")
    town.write("ada", "Some 60 participants")
    assert town.status() == Status.STARTED


def test_a_coordinator_asks_again_for_a_note_that_was_declined(town, closed):
    closed.send("bo", "again")
    assert town.status() == Status.OWED
    assert "Bo asks you to write the note on" in town.last("ada")
    assert town.last("bo") == f"Noted: Ada is asked again for the note on {TITLE}."


def test_nobody_else_opens_it_again_and_twice_is_told(town, closed):
    closed.press("cy", "again")
    assert town.status() == Status.DECLINED
    closed.send("bo", "again")
    assert closed.press("ada", "again").lines[0].startswith("The note of Ada on")


def test_what_was_confirmed_before_it_was_asked_again_confirms_nothing_that_is_said_later(town, closed):
    closed.send("bo", "confirm")
    closed.send("bo", "again")
    town.write("ada", "I did not attend")
    town.press("ada", "Nobody went")
    with town.office.transaction() as tx:
        rows = Boards(town.office).board(tx).rows
    assert [(row.note, row.declined) for row in rows] == [(1, True)]


# ------------------------------------------------------------------ somebody else reviews it


def test_a_coordinator_asks_somebody_else_to_review_who_may_then_approve(town):
    office = town.office = replace(town.office, coordinators=("bo", "dan"), reviewers=("cy",))
    town.people.know("dan", name="Dan", zone="Africa/Accra", locale="en")
    town.answer_all()
    town.write("ada", "submit")
    town.tick(hours=16)
    steering = Table(town)
    steering.steering = Steering(office)
    note = 1
    assert steering.send("bo", "reviewer", person="ada", why="Cy is on leave") == {
        "person": "They can not review it. Choose one of: Cy, Bo and Dan."
    }
    assert steering.send("bo", "reviewer", person="dan", why="Cy is on leave") == {}
    assert "Bo asks about IN-2009-001" in town.last("dan")
    with office.transaction() as tx:
        assert Circle(office, tx, tx.notes.get(note)).reviewers == ("cy", "dan")
    assert [button.act for button in steering.buttons("dan").values()] == ["read", "approve"]
    Reviews(office).send(Deed(person="dan", act="approve", about="1.1", key="approves", values={}))
    assert town.status() == Status.APPROVED
