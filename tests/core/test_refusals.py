"""A reply that begins with no is a refusal, with or without more words: it is never printed without a yes."""

import pytest

from bot.core.moves import On, Save
from bot.core.remarks import Remark
from tests.core.rig import ANSWERS, at, say, screen, told

STANDS = {"session": "Roundtable on safety", "participants": ANSWERS["participants"]}


def saved(turn):
    return [effect.key for effect in turn.effects if isinstance(effect, Save)]


@pytest.mark.parametrize("key", ["session", "supporters", "comments"])
@pytest.mark.parametrize(
    "text",
    [
        "nope",
        "non",
        "no thanks",
        "no I did not",
        "No, I didn\u2019t.",
        "no there was none",
        "no one",
        "nobody else",
        "nothing else",
        "that\u2019s all",
        "rien à ajouter",
    ],
)
def test_a_no_in_more_words_is_nothing_where_a_question_may_stay_open(key, text):
    turn = say(at(On.QUESTION, key), text)
    assert (saved(turn), told(turn)) == ([], ["nothing_noted"])
    assert turn.interview.skipped == {key: "nothing"}


@pytest.mark.parametrize("text", ["nope", "no I did not", "no thanks", "that's all", "nothing else"])
def test_a_no_to_an_answer_that_stands_leaves_it(text):
    turn = say(at(On.EDITING, "session", answers=STANDS), text)
    assert (saved(turn), turn.interview.answers) == ([], STANDS)


@pytest.mark.parametrize("text", ["no go on", "nope, keep it", "Non, keep it", "no, keep the old one"])
def test_at_a_doubt_the_command_after_a_no_counts(text):
    doubt = say(at(On.EDITING, "participants", answers=STANDS), "what does he mean").interview
    turn = say(doubt, text)
    assert (saved(turn), turn.interview.answers) == ([], STANDS)
    assert turn.interview.screen.on is On.QUESTION


@pytest.mark.parametrize("text", ["nope", "no I did not", "no, it is not"])
def test_at_a_doubt_a_no_in_more_words_asks_again(text):
    doubt = say(at(On.EDITING, "participants", answers=STANDS), "what does he mean").interview
    assert screen(say(doubt, text)) == (On.EDITING, "participants")


@pytest.mark.parametrize("on", [On.QUESTION, On.EDITING, On.REPLACING])
@pytest.mark.parametrize(
    "text",
    [
        "no, the hall was too small for that",
        "no I only sat in the back row",
        "nope there is a mistake",
        "No. The hall was too small",
        "no the organizers were the OSCE",
        "no thanks, tomorrow",
    ],
)
def test_what_begins_with_a_no_is_asked_about_before_it_is_an_answer(on, text):
    stands = {} if on is On.QUESTION else STANDS
    turn = say(at(on, "session", answers=stands), text)
    assert (saved(turn), told(turn)[0], screen(turn)) == ([], "begins_no", (On.DOUBT, "session"))
    assert say(turn.interview, "yes").interview.answers["session"] == text


def test_a_reader_is_not_answered_with_a_no_that_is_printed():
    remarks = {"session": Remark(by="Bo Lund", text="Was there none??")}
    turn = say(at(On.QUESTION, "session", answers=ANSWERS, remarks=remarks), "no there was none")
    assert "session" not in turn.interview.answers


@pytest.mark.parametrize(
    "text", ["No plenary; two side events", "No Exit", "No. 5 of the agenda", "Non-proliferation in Africa"]
)
@pytest.mark.parametrize("on", [On.QUESTION, On.EDITING])
def test_a_title_that_begins_so_is_a_title(on, text):
    stands = {} if on is On.QUESTION else STANDS
    assert say(at(on, "session", answers=stands), text).interview.answers["session"] == text


@pytest.mark.parametrize("text", ["non", "nope, all of it was public"])
def test_a_question_with_yes_or_no_reads_them_too(text):
    turn = say(at(On.QUESTION, "sensitive"), text)
    assert say(turn.interview, "yes").interview.answers == {"sensitive": False}


@pytest.mark.parametrize("text", ["nope", "no thanks", "no, not that"])
def test_a_no_to_an_offer_drops_it_once_the_open_question_does_not_take_the_words_either(text):
    first = say(at(On.OFFER, "session", "Some words about it"), text)
    assert (saved(first), screen(first)) == ([], (On.OFFER, "event"))
    turn = say(first.interview, text)
    assert (saved(turn), screen(turn)) == ([], (On.QUESTION, "event"))


@pytest.mark.parametrize("key", ["participants", "format", "dates"])
def test_nothing_more_is_no_answer_where_one_is_needed(key):
    turn = say(at(On.QUESTION, key), "that's all")
    assert (saved(turn), told(turn), screen(turn)) == ([], ["nothing_refused"], (On.QUESTION, key))


@pytest.mark.parametrize("text", ["that's all", "nothing more"])
def test_nothing_more_at_a_doubt_takes_nothing_back(text):
    doubt = say(at(On.EDITING, "session", answers=STANDS), "what does he mean").interview
    assert say(doubt, text).interview.answers == STANDS
