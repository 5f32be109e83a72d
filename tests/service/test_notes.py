"""Notes as commands: owed by whom, begun once, found again, kept apart."""

import pytest

from bot.core.notes import Status
from tests.service.town import FACTS, Town


def facts(**changes):
    return tuple(
        changes.get(key, fact)
        for key, fact in zip(("event", "dates", "place", "organizers"), FACTS, strict=True)
    )


# ------------------------------------------------------------------ owe


def test_an_owed_note_is_told_to_both_and_its_facts_are_known(town):
    said = town.owe()
    assert said == (
        'Noted: Ada owes the Information Note on Workshop on "Making the difference". '
        "I have told them in a direct message."
    )
    assert {key: (row.state, row.by) for key, row in town.answers().items()} == dict.fromkeys(
        ("event", "dates", "place", "organizers"), ("known", "bo")
    )
    note = town.note()
    assert (note.person, note.asked_by, note.status, note.type) == (
        "ada",
        "bo",
        Status.OWED,
        "information_note",
    )
    assert town.screen("ada") == (1, "opening", "")


def test_the_same_command_twice_is_one_note(town):
    town.owe(key="owe")
    assert town.owe(key="owe") == ""
    assert town.open_notes("ada") == [1]


@pytest.mark.parametrize("event", [FACTS[0], FACTS[0].upper()])
def test_the_same_event_twice_is_one_note(town, event):
    town.owe()
    said = town.owe(facts=facts(event=event, dates="5 June 2009"))
    assert said.endswith("already; nothing was changed.")
    assert (town.open_notes("ada"), len(town.heard("ada"))) == ([1], 1)


def test_the_same_event_for_somebody_else_is_another_note(town):
    town.owe()
    town.owe("cy")
    assert (town.open_notes("ada"), town.open_notes("cy")) == ([1], [2])


def test_an_event_that_was_declined_may_be_owed_again(town):
    town.owe()
    town.press("ada", "I did not attend")
    town.owe()
    assert town.open_notes("ada") == [2]


@pytest.mark.parametrize("given", [(), FACTS[:3], (*FACTS, "more")])
def test_the_usage_names_the_facts_in_their_order(town, given):
    said = town.owe(facts=given)
    assert said.startswith("Write: /note owe @person Event | Dates | Place | Organizers")
    assert town.open_notes("ada") == []


def test_the_usage_is_shown_when_nobody_is_named(town):
    assert town.owe("").startswith("Write: /note owe @person")


@pytest.mark.parametrize(
    ("key", "text"),
    [("event", "x"), ("dates", "4-3 June 2009"), ("dates", "soon"), ("place", ""), ("organizers", "")],
)
def test_a_fact_that_does_not_fit_is_repeated_and_nothing_is_registered(town, key, text):
    said = town.owe(facts=facts(**{key: text}))
    assert text in said
    assert (said.startswith("Noted"), town.open_notes("ada"), town.heard("ada")) == (False, [], [])


def test_a_note_type_without_facts_is_owed_by_name_alone(own_type):
    question = '[[question]]\nkey = "city"\nkind = "line"\nlabel = "City"\nprompt = "Which?"\n'
    town = own_type(f'title = "Trip"\nprefix = "T"\n{question}')
    assert town.owe(facts=()).startswith("Noted: Ada owes the Trip on Trip.")
    town.owe(facts=())
    assert town.open_notes("ada") == [1, 2]


# ------------------------------------------------------------------ begin, resume, list


def test_a_note_of_ones_own_begins_with_its_first_question(town):
    assert town.begin("ada") == town.office.phrases.command["started"]
    assert (town.screen("ada"), town.note().asked_by) == ((1, "question", "event"), "ada")


def test_beginning_twice_goes_on_with_the_one_that_has_no_answer(town):
    town.begin("ada")
    town.begin("ada")
    assert (town.open_notes("ada"), town.screen("ada")) == ([1], (1, "question", "event"))


def test_beginning_another_says_what_is_open_already(town):
    town.begin("ada")
    town.write("ada", "Seminar")
    said = town.begin("ada")
    assert said.splitlines()[1:] == ["1. Seminar – 11 questions to go"]  # noqa: RUF001
    assert (town.open_notes("ada"), town.screen("ada")) == ([1, 2], (2, "question", "event"))


def test_an_owed_note_is_not_taken_for_an_empty_one(town):
    town.owe()
    town.begin("ada")
    assert (town.open_notes("ada"), town.screen("ada")) == ([1, 2], (2, "question", "event"))


def test_the_same_key_begins_once(town):
    town.notes.begin("ada", key="new")
    assert town.notes.begin("ada", key="new") == ""
    assert (town.open_notes("ada"), len(town.deliver())) == ([1], 1)


@pytest.mark.parametrize("number", ["0", "3", "9" * 5000, "٣", "two"])
def test_a_number_that_is_not_in_the_list_shows_the_list(town, number):
    town.begin("ada")
    shown = town.notes.resume("ada", number, key="r")
    assert shown.startswith("Which one? Type for example: /note resume 1")


def test_the_only_note_is_resumed_without_a_number(town):
    town.begin("ada")
    town.write("ada", "Seminar", "pause", "tomorrow")
    town.notes.resume("ada", "", key="r")
    town.deliver()
    assert (town.screen("ada"), town.promised(1, "wake").state) == ((1, "question", "session"), "dropped")


@pytest.mark.parametrize("number", ["", "0", "3", "-1", "two", "1.5"])
def test_which_of_several_is_asked(town, number):
    town.begin("ada")
    town.write("ada", "Seminar")
    town.begin("ada")
    before = town.screen("ada")
    assert town.notes.resume("ada", number, key="r").startswith("Which one?")
    assert (town.deliver(), town.screen("ada")) == ([], before)


def test_one_of_several_is_resumed_by_its_number(town):
    town.begin("ada")
    town.write("ada", "Seminar")
    town.begin("ada")
    town.notes.resume("ada", "1", key="r")
    town.deliver()
    assert town.screen("ada") == (1, "question", "session")


def test_a_note_in_review_is_resumed_at_the_review(town):
    town.answer_all()
    town.write("ada", "submit")
    for key in ("session", "supporters", "background", "documents", "comments"):
        town.write("ada", f"edit {key}", "skip, no time")
    town.notes.resume("ada", "", key="r")
    town.deliver()
    assert town.screen("ada") == (1, "review", "")


def test_nobody_without_a_note_resumes_one(town):
    assert town.notes.resume("ada", "", key="r") == town.office.phrases.command["list_none"]
    assert town.notes.listing("ada") == town.office.phrases.command["list_none"]


def test_the_list_says_where_each_note_is(town):
    town.owe()
    town.answer_all()
    town.write("ada", "submit")
    town.begin("ada")
    town.write("ada", "Third")
    assert town.notes.listing("ada").splitlines() == [
        "Your open notes:",
        '1. Workshop on "Making the difference" – not started',  # noqa: RUF001
        "2. Seminar on export controls – submitted",  # noqa: RUF001
        "3. Third – 11 questions to go",  # noqa: RUF001
    ]


def test_a_restart_goes_on_where_it_was(town, tmp_path):
    town.begin("ada")
    town.write("ada", "Seminar")
    again = Town(tmp_path, store=town.store)
    again.now = town.now
    again.write("ada", "Plenary")
    assert again.values() == {"event": "Seminar", "session": "Plenary"}
