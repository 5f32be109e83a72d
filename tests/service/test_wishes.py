"""The exits: each is one tap or one line, a row, a receipt, and a word to whoever coordinates."""

import shutil
from datetime import UTC, datetime

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.chase.wish_list import OFFER, last
from bot.service.coordinator.steering import Steering
from bot.service.expert.handover import Offers
from tests.service.test_handover import Table
from tests.service.test_reminders import at, errors, event, live, steps, times
from tests.service.town import TEMPLATES, Town


@pytest.fixture
def reminded(town):
    """Ada was reminded on Friday 5 June at 15:00, and the card is on her screen."""
    town.owe()
    live(town, until=at(5, 15))
    assert steps(town) == [("r1", "sent")]
    town.now = at(5, 15, 5)
    return town


def wishes(town, note=1, person="ada"):
    with town.office.transaction() as tx:
        rows = [*tx.wishes.of(note), *tx.wishes.of_person(person)]
        return [(row.kind, row.until, row.reason) for row in rows]


def due(town, note=1):
    town.notes.listing("ada")
    return [line.split("; ")[2] for line in town.notes.listing("ada").splitlines()[1:]][note - 1]


def journal(town, note=1):
    with town.office.transaction() as tx:
        return [entry.what for entry in tx.journal.of(note)]


# ------------------------------------------------------------------ snooze


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Tomorrow 09:00", at(6, 9)),
        ("friday 09:00", at(12, 9)),
        ("friday 15:00", at(12, 15)),
        ("friday 16:00", at(5, 16)),
        ("friday at 15:30", at(5, 15, 30)),
        ("Monday 09:00", at(8, 9)),
        ("in 3 days", at(8, 9)),
        ("12 June", at(12, 9)),
    ],
)
def test_a_reminder_is_put_off_to_any_day_and_hour(reminded, words, until):
    reminded.write("ada", words)
    assert wishes(reminded) == [("snooze", until, "")]
    assert reminded.heard("ada")[-2].startswith("I will come back on ")
    assert "snooze" in journal(reminded)


def test_trap_6_a_snooze_to_friday_is_silence_until_friday(reminded):
    reminded.press("ada", "Friday 09:00")
    heard = live(reminded, until=at(16, 12))
    assert times(heard, "ada") == ["Fri 12 Jun 09:00", "Mon 15 Jun 09:00"]
    assert heard[0][2].text.startswith("You asked me to come back now.")


def test_a_snooze_is_kept_also_past_the_day_on_which_it_is_due(reminded):
    reminded.write("ada", "24 June")
    heard = live(reminded, until=at(26, 12))
    assert times(heard, "ada")[0] == "Wed 24 Jun 09:00"


def test_the_third_snooze_offers_help(reminded):
    for _ in range(3):
        reminded.write("ada", "tomorrow")
        said = reminded.heard("ada")[-1]
        live(reminded, days=1)
    assert "Would it help to hand it over?" in said


def test_after_how_many_help_is_offered_is_a_number_of_the_policy(tmp_path):
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    policy = tmp_path / "templates" / "information_note" / "policy.toml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("snoozes = 3", "snoozes = 1"), encoding="utf-8"
    )
    town = Town(tmp_path, templates=tmp_path / "templates")
    town.owe()
    town.write("ada", "tomorrow")
    assert "Would it help to hand it over?" in town.last("ada")
    town.store.close()


def test_a_pause_is_a_snooze_too(town):
    town.owe()
    town.press("ada", "Start now")
    town.write("ada", "pause", "friday")
    assert times(live(town, until=at(13, 12)), "ada") == ["Fri 05 Jun 09:00", "Mon 08 Jun 09:00"]


# ------------------------------------------------------------------ away, stop, and back


def test_who_is_away_hears_nothing_about_any_note_and_is_not_late(reminded):
    reminded.owe("ada", event("Seminar"))
    live(reminded, until=at(8, 12))
    reminded.write("ada", "away until 22 June")
    assert reminded.heard("bo")[-1] == (
        "Ada is away until Monday 22 June 2009; what they owe moves by the working days between."
    )
    assert times(live(reminded, until=at(22, 8)), "ada") == []
    assert due(reminded) == "due by Thursday 2 July 2009"


def test_the_receipt_of_an_absence_says_when_the_note_is_due_then(reminded):
    reminded.write("ada", "away until 22 June")
    assert reminded.heard("ada")[-2].endswith(
        'The note on Workshop on "Making the difference" is then due by Friday 3 July 2009.'
    )


def test_a_day_that_is_over_is_no_day_away(reminded):
    reminded.now = at(5, 18)
    reminded.write("ada", "away until 22 June")
    assert due(reminded) == "due by Thursday 2 July 2009"


def test_away_without_a_day_is_asked_until_when(reminded):
    reminded.press("ada", "Away until …")
    reminded.write("ada", "soon")
    assert reminded.last("ada").startswith("I could not read “soon” as a time to come.")
    reminded.write("ada", "20 June")
    assert wishes(reminded) == [("away", at(20, 9), "")]
    assert reminded.last("ada").startswith(
        "Noted: you are away until Saturday 20 June 2009, 09:00 (Accra time)."
    )


def test_who_comes_back_earlier_is_reminded_again(reminded):
    reminded.write("ada", "away until 22 June")
    reminded.now = at(10, 12)
    reminded.write("ada", "I am back")
    assert times(live(reminded, until=at(12, 12)), "ada") == ["Thu 11 Jun 09:00"]


def test_stop_asks_one_reason_tells_the_coordinator_and_leaves_the_note_open(reminded):
    reminded.press("ada", "Stop reminding me")
    reminded.write("ada", "I am on a course")
    assert (wishes(reminded), reminded.status()) == ([("stop", None, "I am on a course")], Status.OWED)
    assert reminded.heard("bo")[-1].endswith("What Ada says:\nI am on a course")
    assert times(live(reminded, days=60), "ada") == []


def test_stop_needs_no_reason_and_can_be_taken_back(reminded):
    reminded.press("ada", "Stop reminding me")
    reminded.press("ada", "No reason")
    assert "gives no reason" in reminded.heard("bo")[-1]
    reminded.write("ada", "remind me again")
    assert times(live(reminded, until=at(9, 12)), "ada") == ["Mon 08 Jun 09:00"]


# ------------------------------------------------------------------ somebody else


def test_a_colleague_who_is_known_is_asked_to_take_it(reminded):
    reminded.press("ada", "Hand over")
    reminded.write("ada", "Cy, who was there too")
    assert "can you take" in reminded.heard("cy")[-1]
    heard = live(reminded, until=at(11, 12))
    assert times(heard, "ada") == ["Wed 10 Jun 09:00"]
    assert next(message.text for _, who, message in heard if who == "ada").startswith("Cy has not answered")


def test_a_colleague_whom_nobody_knows_is_for_the_coordinator_to_find(reminded):
    reminded.press("ada", "Hand over")
    reminded.write("ada", "Professor Unknown")
    assert reminded.heard("bo")[-1].endswith("What Ada says:\nProfessor Unknown")
    assert times(live(reminded, days=60), "ada") == []
    assert [kind for kind, *_ in wishes(reminded)] == ["help", "stop"]


@pytest.mark.parametrize("said", ["cy, who was there too", "HAQ - she was there", "@Cy", "cy haq"])
def test_a_colleague_is_asked_by_first_or_family_name_in_any_case_once(reminded, said):
    reminded.people.know("cy", name="Cy Haq", zone="America/New_York", locale="en")
    reminded.write("ada", "hand over", said)
    assert "I ask Cy Haq to take it." in reminded.last("ada")
    before = (reminded.heard("cy"), reminded.heard("bo"))
    reminded.write("ada", "hand over", said)
    assert "can you take" in reminded.heard("cy")[-1]
    assert (reminded.heard("cy"), reminded.heard("bo")) == before


def test_a_first_name_that_two_have_is_for_the_coordinator_who_hears_it_once(reminded):
    for person, name in (("u1", "Dee Haq"), ("u2", "Dee Berg")):
        reminded.people.know(person, name=name, zone="America/New_York", locale="en")
    reminded.write("ada", "hand over", "dee, who was there")
    assert "I find no colleague of that name" in reminded.last("ada")
    before = reminded.heard("bo")
    reminded.write("ada", "hand over", "dee, who was there")
    assert (reminded.heard("u1"), reminded.heard("u2"), reminded.heard("bo")) == ([], [], before)


def test_an_offer_without_answers_and_without_a_reason_says_so(reminded):
    reminded.press("ada", "Hand over")
    reminded.write("ada", "Cy")
    said = reminded.heard("cy")[-1].splitlines()
    assert said[0].endswith("3-4 June 2009? Nothing is answered yet.")
    assert said[-2:] == ["The reason:", "None was given."]
    Offers(reminded.office).press(
        Deed(person="cy", act="take", about=f"1.{offer(reminded)}", key="deed", values={})
    )
    reminded.deliver()
    assert reminded.last("ada") == (
        'Cy has taken the note on Workshop on "Making the difference". Thank you.'
    )


def test_who_took_a_note_over_is_told_from_whom(town):
    town.owe()
    table = Table(town)
    table.hand()
    table.answer("cy", "Accept")
    said = [message.text for _, who, message in live(town, days=15) if who == "cy"]
    assert {"It comes because you took it over from Ada." in text for text in said[1:]} == {True}


def offer(town):
    with town.office.transaction() as tx:
        return last(tx.wishes.of(1), OFFER).id


# ------------------------------------------------------------------ did not attend


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Nobody went", "Ada says that nobody went to"),
        ("Cancelled or moved", "was cancelled or moved; the note is closed."),
        ("Nothing to report", "there is nothing to report on"),
    ],
)
def test_who_did_not_attend_closes_it_with_two_taps_and_a_word(reminded, label, told):
    reminded.press("ada", "I did not attend")
    reminded.press("ada", label)
    assert (reminded.status(), told in reminded.heard("bo")[-1]) == (Status.DECLINED, True)
    assert live(reminded, days=60) == []


def test_a_colleague_who_went_is_asked(reminded):
    reminded.press("ada", "I did not attend")
    reminded.press("ada", "A colleague went")
    reminded.write("ada", "Cy")
    assert "can you take" in reminded.heard("cy")[-1]


def test_who_attended_a_part_goes_on_with_it(reminded):
    reminded.press("ada", "I did not attend")
    reminded.press("ada", "Attended part")
    assert "attended a part of" in reminded.heard("bo")[-1]
    assert reminded.screen("ada") == (1, "facts", "")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("I did not attend", "Seminar: Thank you for telling me. Which of these is it?"),
        ("away", 'Workshop on "Making the difference": Until when?'),
        ("hand over", 'Workshop on "Making the difference": Who could write it?'),
        ("stop reminding me", 'Workshop on "Making the difference": What is the reason?'),
    ],
)
def test_an_exit_names_the_note_where_several_are_open(reminded, words, asked):
    reminded.owe("ada", event("Seminar"))
    live(reminded, until=at(8, 12))
    reminded.write("ada", words)
    assert [said for said in reminded.heard("ada") if said.startswith(asked)] != []


def test_who_stops_one_of_several_reminders_is_told_which(reminded):
    reminded.owe("ada", event("Seminar"))
    reminded.write("ada", "stop reminding me", "no reason")
    told = 'Very well: no more reminders about Workshop on "Making the difference". It stays open'
    assert [said for said in reminded.heard("ada") if said.startswith(told)] != []


def test_typed_on_a_question_an_exit_is_no_answer(town):
    town.owe()
    town.write("ada", "start now", "yes, all right", "away until 30 June")
    assert (wishes(town), "session" in town.values()) == ([("away", at(30, 9), "")], False)


def test_an_exit_can_be_left(reminded):
    for label in ("Stop reminding me", "Hand over", "Away until …", "I did not attend"):
        reminded.press("ada", label, card=reminded.card("ada", "Hand over"))
        reminded.press("ada", "Keep going")
        assert (reminded.screen("ada"), wishes(reminded)) == ((1, "facts", ""), [])
        reminded.tick(minutes=1)


def test_an_answer_that_begins_like_an_exit_is_an_answer(reminded):
    reminded.press("ada", "Yes, all right")
    live(reminded, until=at(8, 15))
    text = "Away from the plenary, delegations compared their national action plans."
    reminded.write("ada", text)
    assert reminded.values()["session"] == text


def test_a_day_is_the_answer_where_a_day_is_asked(reminded):
    reminded.write("ada", "change dates")
    reminded.write("ada", "pause", "tomorrow")
    live(reminded, until=datetime(2009, 6, 8, 12, tzinfo=UTC))
    reminded.write("ada", "edit dates", "2-4 June 2009")
    assert reminded.values()["dates"] == {"days": [["2009-06-02", "2009-06-04"]]}
    assert errors(reminded) == ["", ""] or errors(reminded) == [""]


@pytest.mark.parametrize("typed", ["A colleague went: Cy", "a colleague went Cy"])
def test_who_says_which_colleague_went_says_it_in_one_line(reminded, typed):
    reminded.write("ada", "I did not attend", typed)
    with reminded.office.transaction() as tx:
        assert last(tx.wishes.of(1), OFFER).other == "cy"
    assert "Ada asks: can you take the note on" in reminded.last("cy")


# ------------------------------------------------------------------ a question that nobody can answer alone


STUCK = ("edit format", "by horse", "by boat")


def test_the_coordinator_is_asked_about_one_question_and_can_answer_from_there(town):
    town.owe()
    town.write("ada", "start", "yes", *STUCK)
    town.press("ada", "Ask the coordinator")
    card = next(letter for letter, _ in reversed(town.letters) if letter.recipient == "bo")
    assert [part.text for part in card.message.parts][1:3] == [
        "What Ada wrote could not be used:",
        "by horse\n\nby boat",
    ]
    assert [(button.act, button.about) for button in card.message.buttons] == [("nudge", "1")]
    assert ("question", None, "format") in wishes(town)


def test_whoever_coordinates_alone_can_ask_nobody(town):
    town.begin("bo")
    town.write("bo", *STUCK)
    before = len(town.letters)
    town.write("bo", "ask the coordinator")
    assert [letter.recipient for letter, _ in town.letters[before:]] == ["bo"]
    assert town.last("bo").startswith("Left open: Format. I keep your words; but nobody else coordinates")


@pytest.mark.parametrize(
    ("exit_", "said"),
    [
        ("Monday 09:00", "I will come back on Monday 8 June 2009, 09:00"),
        ("Hand over", "Who could write it?"),
        ("Stop reminding me", "What is the reason?"),
    ],
)
def test_the_exits_of_a_reminder_hold_after_a_look_at_the_unfinished_draft(reminded, exit_, said):
    card = reminded.card("ada", "Stop reminding me")
    reminded.write("ada", "preview")
    reminded.press("ada", exit_, card=card)
    assert reminded.last("ada").startswith(said)


# ------------------------------------------------------------------ more time


def test_who_needs_more_time_asks_the_coordinator_who_gives_it_with_one_button(town):
    town.owe()
    town.write("ada", "start now", "yes, all right")
    town.now = datetime(2009, 6, 22, 10, tzinfo=UTC)
    town.sweep()
    assert "Need until …" in [button.label for button in town.letters[-1][0].message.buttons]
    town.press("ada", "Need until …")
    town.write("ada", "30 June")
    assert town.last("ada").startswith(
        "Noted: I have asked the coordinator to give you until Tuesday 30 June 2009"
    )
    letter = next(letter for letter, _ in reversed(town.letters) if letter.recipient == "bo")
    title = 'Workshop on "Making the difference"'
    assert letter.message.text == (
        f"Ada needs more time for the note on {title}, until Tuesday 30 June 2009; it is due by Thursday 18 June 2009. "
        "Press Give until to set a day, that one or another. Without it, it stays due as it is."
    )
    assert [(button.act, button.about) for button in letter.message.buttons] == [("until", "1")]
    assert wishes(town, 1) == [("need", datetime(2009, 6, 30, 9, tzinfo=UTC), "")]
    form = Steering(town.office).press(Deed(person="bo", act="until", about="1", key="f", values={}))
    assert form.fields[0].value == "2009-06-30"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("need until 12 June", "There is that much time already: the note is due by Thursday 18 June 2009."),
        (
            "I need until 30 June",
            "Noted: I have asked the coordinator to give you until Tuesday 30 June 2009, and",
        ),
    ],
)
def test_more_time_is_asked_for_in_words_as_well(town, said, answer):
    town.owe()
    town.write("ada", "start now", "yes, all right", said)
    assert town.last("ada").startswith(answer)


def test_more_time_until_the_same_day_is_asked_for_once(town):
    town.owe()
    town.write("ada", "start now", "yes, all right", "need until 30 June", "need until 30 June 15:00")
    assert town.last("ada").startswith(
        "The coordinator knows already that you need until Tuesday 30 June 2009"
    )
    town.write("ada", "need until 1 July")
    assert town.last("ada").startswith("Noted: I have asked the coordinator")
    assert sum("needs more time" in text for text in town.heard("bo")) == 2


def test_of_a_note_that_its_readers_have_no_more_time_is_asked_for(town):
    town.answer_all()
    town.write("ada", "submit", "need until 30 June")
    assert town.last("ada").startswith("Nothing of this note waits for you with a day by which it is due")
