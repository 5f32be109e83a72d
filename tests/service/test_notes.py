"""Notes as commands: owed by whom, begun once, found again, kept apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.coordinator.registering import Registering
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.programme.programme import Programme
from storage import Wish
from tests.service.test_reminders import at, live
from tests.service.town import FACTS, Town


def facts(**changes):
    return tuple(
        changes.get(key, fact)
        for key, fact in zip(("event", "dates", "place", "organizers"), FACTS, strict=True)
    )


# ------------------------------------------------------------------ when somebody hears of it


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ((5, 2), "Friday 5 June 2009, 09:00"),
        ((5, 20), "Monday 8 June 2009, 09:00"),
        ((6, 11), "Monday 8 June 2009, 09:00"),
        ((7, 23), "Monday 8 June 2009, 09:00"),
    ],
)
def test_nobody_is_told_at_night_or_on_a_weekend_that_they_owe_a_note(town, now, day):
    town.now = at(*now)
    assert town.owe().endswith(f"Ada will be asked on {day} (Accra time).")
    heard = live(town, until=at(8, 12))
    assert [f"{when:%A %-d June %Y, %H:%M}" for when, who, _ in heard if who == "ada"][:1] == [day]
    assert town.heard("ada")[0].startswith("Hello Ada. Bo has noted that you owe")


def test_the_form_and_the_import_keep_the_hours_as_the_command_does(town):
    town.now = at(6, 11)
    values = dict(zip(("event", "dates", "place", "organizers"), FACTS, strict=True)) | {"person": "ada"}
    Registering(town.office).send(Deed(person="bo", act="owe", about="", key="form", values=values))
    row = "title,first,experts\nTalk,2009-06-03,Cy\n"
    done = Programme(town.office).apply("june.csv", row.encode(), by="bo").done
    assert done == ("Cy will be asked about Talk on Monday 8 June 2009, 09:00 (New York time).",)
    town.deliver()
    assert town.heard("ada") + town.heard("cy") == []
    assert town.last("bo").endswith("Ada will be asked on Monday 8 June 2009, 09:00 (Accra time).")


def test_on_a_holiday_and_while_they_are_away_nobody_is_told(town):
    town.office = replace(town.office, holiday_dates=frozenset({("", date(2009, 6, 5))}))
    town.notes = Notes(town.office)
    town.now = at(5, 10)
    assert town.owe().endswith("Ada will be asked on Monday 8 June 2009, 09:00 (Accra time).")
    with town.office.transaction() as tx:
        until = at(10, 13)  # nine o'clock in New York
        tx.wishes.add(Wish(note=None, person="cy", kind="away", until=until, by="cy", at=town.now))
    assert town.owe("cy").endswith("Cy will be asked on Wednesday 10 June 2009, 09:00 (New York time).")


def test_who_had_a_message_today_is_told_tomorrow(town):
    town.owe()
    assert live(town, until=at(5, 15))[-1][1] == "ada"
    said = town.owe("ada", facts(event="Seminar"))
    assert said.endswith("Ada will be asked on Monday 8 June 2009, 09:00 (Accra time).")


def test_the_facts_say_which_note_they_are_of_where_there_are_several(town):
    town.owe()
    town.press("ada", "Start now")
    assert town.last("ada").startswith("I already have this. Is it right?")
    town.owe("ada", facts(event="Seminar"))
    live(town, until=at(8, 12))
    town.press("ada", "Start now")
    assert "\nSeminar: I already have this. Is it right?" in town.last("ada")


def test_who_begins_a_note_of_their_own_is_answered_at_any_hour(town):
    town.now = at(7, 3)
    town.begin("ada")
    assert len(town.heard("ada")) == 1


# ------------------------------------------------------------------ owe


def test_an_owed_note_is_told_to_both_and_its_facts_are_known(town):
    said = town.owe()
    assert said == (
        'Noted: Ada owes the Information Note on Workshop on "Making the difference", 3-4 June 2009 '
        "(Wednesday-Thursday). I have told them in a direct message."
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
    town.press("ada", "Nobody went")
    town.owe()
    assert town.open_notes("ada") == [2]


EVENT, DATES, PLACE, ORGANIZERS = FACTS
USAGE = (
    "Write: /note owe @person Event | Dates | Place | Organizers \u2013 separated by |. "
    "Place and Organizers may stay empty: the expert is asked then. "
    'Example: /note owe @ada Workshop on "Making the difference" | 3-4 June 2009 | Brussels, Belgium | '
    "European Commission"
)


def wrong(why, typed):
    return [f"Nothing was registered. {why} You typed: /note owe {typed}", USAGE]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), "Event, Dates, Place and Organizers"),
        ((EVENT,), "Dates, Place and Organizers"),
        ((EVENT, DATES, PLACE), "Organizers"),
        ((EVENT, "3-4 june 09", PLACE), "Organizers"),
        ((EVENT, PLACE, ORGANIZERS), "Dates"),
        ((DATES, PLACE, ORGANIZERS), "Event"),
        ((DATES, PLACE), "Event and Organizers"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_is_repeated(town, given, missing):
    why = f"{len(given)} of 4 parts are there; missing: {missing}."
    typed = " ".join(["@Ada", *([" | ".join(given)] if given else [])])
    assert town.owe(facts=given).splitlines() == wrong(why, typed)
    assert town.open_notes("ada") == []


@pytest.mark.parametrize(
    ("given", "surplus"),
    [
        ((*FACTS, "more"), "“more”"),
        ((EVENT, "part two", DATES, PLACE, ORGANIZERS), "“part two”"),
        ((*FACTS, "one", "two"), "“one” and “two”"),
        ((*FACTS, ""), "“”"),
    ],
)
def test_what_is_too_much_is_named(town, given, surplus):
    why = f"These are {len(given)} parts instead of 4; too many: {surplus}. "
    why += "Write | between the parts only."
    assert town.owe(facts=given).splitlines() == wrong(why, f"@Ada {' | '.join(given)}".rstrip())
    assert town.open_notes("ada") == []


def test_hundreds_of_parts_are_counted(town):
    assert town.owe(facts=["x"] * 1000).startswith(
        "Nothing was registered. These are 1000 parts instead of 4"
    )


def test_a_person_who_is_not_named_first_is_asked_for(town):
    why = "The person comes first: type @ and pick a name from Slack's list."
    assert town.owe("").splitlines() == wrong(why, " | ".join(FACTS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("@aada", " Did you mean Ada?"), ("@CY", " Did you mean Cy?"), ("@zoltan", "")],
)
def test_a_name_that_nobody_has_is_told_with_those_that_are_like_it(town, typed, meant):
    facts = (f"{typed} {EVENT}", *FACTS[1:])
    why = f"I know nobody called {typed}.{meant} Type @ and pick the name from Slack's list."
    assert town.owe("", facts).splitlines() == wrong(why, " | ".join(facts))


def test_everybody_whose_name_is_like_it_is_suggested(town):
    town.people.know("U1", name="Ada Osei", zone="UTC", locale="en")
    assert "Did you mean Ada and Ada Osei?" in town.owe("", ("@ada x",))


def test_the_bare_command_shows_how_it_is_typed(town):
    assert town.owe("", ()) == USAGE


def test_who_can_not_be_asked_is_named_and_what_was_typed_is_repeated(town):
    wish = Owed(by="bo", person="U1", facts=FACTS, key="k")
    assert town.notes.refuse(wish, "Guest Gus", "owe_outsider") == (
        "Nothing was registered. Guest Gus can not be asked: only people of this workspace can, no guests, "
        f"no bots, nobody who has left. You typed: /note owe @Guest Gus {' | '.join(FACTS)}"
    )


def test_a_fact_that_can_not_be_read_is_repeated_with_the_person(town):
    said = town.owe(facts=facts(dates="soon"))
    assert said.startswith("Nothing was registered. Dates: I could not read days in “soon”.")
    assert said.endswith(f"You typed: /note owe @Ada {EVENT} | soon | {PLACE} | {ORGANIZERS}")


def test_a_note_on_an_event_long_ago_is_not_late_when_it_is_registered(town):
    town.now += timedelta(days=365)
    assert town.owe().endswith("I have told them in a direct message.")
    assert "It is due by Friday 11 June 2010." in town.last("ada")


@pytest.mark.parametrize(
    ("key", "text"),
    [("event", "x"), ("dates", "4-3 June 2009"), ("dates", "soon"), ("event", ""), ("dates", "")],
)
def test_a_fact_that_does_not_fit_is_repeated_and_nothing_is_registered(town, key, text):
    said = town.owe(facts=facts(**{key: text}))
    assert text in said
    assert (said.startswith("Noted"), town.open_notes("ada"), town.heard("ada")) == (False, [], [])


@pytest.mark.parametrize("by_form", [False, True])
def test_what_a_coordinator_does_not_know_of_an_event_stays_open_as_in_a_programme(town, by_form):
    given = facts(place="", organizers="")
    if by_form:
        values = {"person": "ada", "event": given[0], "dates": given[1]}
        town.tick(hours=15)
        sent = Registering(town.office).send(
            Deed(person="bo", act="owe", about="", key="form", values=values)
        )
        assert sent == {}
    else:
        assert town.owe(facts=given).startswith("Noted: Ada owes")
    assert town.values() == {"event": EVENT, "dates": {"days": [["2009-06-03", "2009-06-04"]]}}


def test_the_form_asks_for_no_more_than_a_programme(town):
    form = Registering(town.office).form("bo")
    assert [field.key for field in form.fields if field.required] == ["person", "event", "dates"]


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
    assert said.splitlines()[1:] == ["1. Seminar; begun, 11 questions to go. To go on: /note resume 1"]
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


@pytest.mark.parametrize("words", ["seminar", "Seminar on FISH", "fish"])
def test_one_of_several_is_resumed_by_words_of_its_title(town, words):
    town.begin("ada")
    town.write("ada", "Seminar on fish")
    town.begin("ada")
    town.notes.resume("ada", words, key="r")
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
    due = "3-4 June 2009; due by Thursday 18 June 2009"
    assert town.notes.listing("ada").splitlines() == [
        "Your open notes:",
        f'1. Workshop on "Making the difference"; {due}; not begun. To go on: /note resume 1',
        f"2. Seminar on export controls; {due}; handed in as version 1. To go on: /note resume 2",
        "3. Third; begun, 11 questions to go. To go on: /note resume 3",
    ]


def states(town):
    return [line.split("; ", 1)[1] for line in town.notes.listing("ada").splitlines()[1:]]


def test_the_list_says_what_waits_for_the_person(town):
    town.answer_all()
    for key in ("session", "supporters", "background", "documents", "comments"):
        town.write("ada", f"edit {key}", "skip, no time")
    due = "3-4 June 2009; due by Thursday 18 June 2009"
    on = "To go on: /note resume 1"
    assert states(town) == [f"{due}; begun, nothing left to ask: it waits for you to submit it. {on}"]
    town.write("ada", "submit", "edit event", "Workshop")
    assert states(town) == [
        f"{due}; handed in as version 1, changed since: it waits for you to submit it again. {on}"
    ]


def test_the_list_begins_with_what_was_due_first_and_its_numbers_are_those_of_resume(town):
    town.owe(facts=facts(event="Later", dates="1 June 2009"))
    town.owe(facts=facts(event="Earlier", dates="1 May 2009"))
    assert [line.split("; ")[:3] for line in town.notes.listing("ada").splitlines()[1:]] == [
        ["1. Earlier", "1 May 2009", "due by Thursday 11 June 2009"],
        ["2. Later", "1 June 2009", "due by Monday 15 June 2009"],
    ]
    town.notes.resume("ada", "1", key="r")
    town.deliver()
    assert town.screen("ada")[0] == 2


def test_a_restart_goes_on_where_it_was(town, tmp_path):
    town.begin("ada")
    town.write("ada", "Seminar")
    again = Town(tmp_path, store=town.store)
    again.now = town.now
    again.write("ada", "Plenary")
    assert again.values() == {"event": "Seminar", "session": "Plenary"}
