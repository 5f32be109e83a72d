"""Whoever is known can say that they are away, and nothing comes to them by itself until they are back."""

import pytest

from bot.service.expert.absences import Absences
from bot.service.sweeps.digests import Digests
from tests.service.test_reminders import at, event, live, times

ON = (
    "Noted: you are away until Monday 22 June 2009, 09:00 (Accra time). Until then nothing comes to you by itself: no "
    "reminder, no digest. Notes that you owe are due later, by the working days between. The coordinators see this. "
    "If you are back earlier, type: I am back"
)
NOT_AWAY = (
    "You are not away, as far as I know, so nothing was changed. "
    "If you will be, type for example: away until 22 June"
)


def wishes(town, person):
    with town.office.transaction() as tx:
        return [(wish.kind, wish.until) for wish in tx.wishes.of_person(person)]


@pytest.mark.parametrize("said", ["away until 22 June", "I am away until Monday 22 June 2009"])
def test_an_expert_whose_only_note_is_on_a_coming_event_can_be_away(town, said):
    town.now = at(8, 10)
    town.owe("ada", event("Seminar", "10-11 June 2009"))
    town.write("ada", said)
    assert town.last("ada") == ON
    assert (
        town.last("bo")
        == "Ada is away until Monday 22 June 2009; what they owe moves by the working days between."
    )
    assert times(live(town, until=at(22, 12)), "ada") == ["Mon 22 Jun 09:00"]


def test_a_reviewer_can_be_away_and_is_reminded_of_nothing_before_they_are_back(town):
    town.now = at(5, 10)
    town.answer_all()
    town.write("ada", "submit")
    town.write("bo", "away until 22 June")
    assert "you are away until Monday 22 June 2009" in town.last("bo")
    assert times(live(town, until=at(30, 12)), "bo") == [
        "Tue 23 Jun 09:00",
        "Thu 25 Jun 09:00",
        "Fri 26 Jun 09:00",
    ]


def test_a_coordinator_who_is_away_gets_no_digest_and_gets_it_when_back(town):
    town.now = at(5, 10)
    town.write("bo", "away until 17 June")
    digests = Digests(town.office)
    days = []
    for day in range(8, 18):
        town.now = at(day, 9, zone="Europe/Brussels")
        if digests.sweep():
            days.append(day)
    assert days == [17]


def test_what_somebody_says_of_themselves_is_a_row_and_a_line_of_the_journal(town):
    town.now = at(5, 10)
    town.write("cy", "away until 22 June", "I am back", "I am back")
    assert wishes(town, "cy") == [("away", at(22, 9, zone="America/New_York")), ("resume", None)]
    assert town.heard("cy")[-2:] == [
        "Noted: you are back. From now on all comes as usual.",
        NOT_AWAY,
    ]
    rows = town.store._connection.execute("select who, what from journal where note is null")
    assert [tuple(row) for row in rows] == [("cy", "away"), ("cy", "resume")]


def test_the_command_does_the_same_and_twice_is_once(town):
    town.now = at(5, 10)
    absences = Absences(town.office)
    assert absences.decide("ada", "away until 22 June", key="k") == ON
    assert absences.decide("ada", "away until 22 June", key="k") == ""
    assert len(wishes(town, "ada")) == 1
    for said in ("away", "away until the moon is full"):
        assert absences.decide("ada", said, key=said).startswith("You are away until Monday 22 June 2009")
    assert (
        absences.decide("ada", "i am back", key="b") == "Noted: you are back. From now on all comes as usual."
    )
    assert absences.decide("ada", "away", key="h").startswith(
        "Until when? Type the day on which you are back"
    )


def test_who_has_a_note_before_them_says_it_there(town):
    town.owe()
    town.write("ada", "away until 22 June")
    assert "due dates move by the working days that you are away" in town.last("ada")
