"""A correction belongs to the answer just given, and not to the question that stands there now."""

import pytest

from bot.core.moves import On
from tests.core.rig import at, say, screen, told


def next_after(key, text, following):
    given = say(at(On.QUESTION, key), text, first=50).interview
    return at(On.QUESTION, following, answers=given.answers, said=given.said)


@pytest.mark.parametrize(
    "text",
    [
        "no, sorry, it was in person",
        "No, I meant in person",
        "oops: in person",
        "correction - face to face",
        "no it was in person",
    ],
)
def test_a_correction_is_offered_to_the_question_before(text):
    turn = say(next_after("format", "both", "participants"), text)
    assert (screen(turn), turn.interview.answers) == ((On.OFFER, "format"), {"format": "both"})
    used = say(turn.interview, "use it")
    for _ in range(2):
        if used.interview.screen.on is On.DOUBT:
            used = say(used.interview, "yes")
    assert used.interview.answers == {"format": "in person"}
    assert say(turn.interview, "no").interview.answers == {"format": "both"}


def test_a_correction_of_a_text_opens_it_with_the_words():
    turn = say(next_after("participants", "Some 60 participants", "objectives"), "no, I meant 40")
    assert (told(turn), screen(turn)) == (["corrects"], (On.EDITING, "participants"))
    assert turn.interview.kept == {"participants": "no, I meant 40"}


@pytest.mark.parametrize(
    "text", ["Wait times at borders", "Correctional officers", "Sorry States of affairs"]
)
def test_a_title_that_begins_so_is_a_title(text):
    turn = say(next_after("format", "online", "event"), text)
    assert turn.interview.answers["event"] == text


def test_where_nothing_was_answered_there_is_nothing_to_correct():
    turn = say(at(On.QUESTION, "event"), "no, I meant the other workshop")
    assert (told(turn), screen(turn)) == (["begins_no"], (On.DOUBT, "event"))
    text = "no, I meant the other workshop"
    assert say(turn.interview, "yes").interview.answers == {"event": text}


@pytest.mark.parametrize(
    "text",
    [
        "wait i need to fix the event name",
        "Can I change the event?",
        "sorry, the event is wrong",
        "I want to correct the Event.",
    ],
)
def test_who_wants_to_change_an_answer_that_they_name_finds_it_open(text):
    turn = say(next_after("event", "Seminar on safety", "background"), text)
    assert (told(turn), screen(turn)) == (["corrects"], (On.EDITING, "event"))
    assert turn.interview.answers == {"event": "Seminar on safety"}


@pytest.mark.parametrize(
    "text",
    [
        "Sorry States of affairs at the event",
        "Waiting lists at the event change",
        "I want to change the event and the world of all of us for good",
    ],
)
def test_words_that_only_begin_so_are_an_answer(text):
    turn = say(next_after("event", "Seminar on safety", "session"), text)
    assert turn.interview.answers["session"] == text
