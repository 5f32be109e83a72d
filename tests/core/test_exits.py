"""The exits that are unmistakable count on every screen, whatever it asks."""

from datetime import date

import pytest

from bot.core.engine import step
from bot.core.moves import Ask, Moment, Offer, On, Save, Wake, Want
from bot.core.replies import File, Reply
from tests.cells import cell
from tests.core.rig import CONTEXT, answer, at, say, screen, told
from tests.core.test_engine import SCREENS

AT_ONCE = (
    "away until 30 June",
    "Away until 30 June.",
    "I am away until 30 June",
    "I will be away until 30 June",
)


def kinds(turn):
    return [type(effect) for effect in turn.effects]


def away(turn):
    return [(each.kind, each.until) for each in turn.effects if isinstance(each, Want)]


@pytest.mark.parametrize("text", AT_ONCE)
def test_away_until_a_day_is_never_an_answer(text):
    for on in On:
        with cell(on):
            turn = say(SCREENS[on], text)
            days = [until.day.isoformat() for _, until in away(turn)]
            assert (days, told(turn)[-1], Save in kinds(turn)) == (["2027-06-30"], "away_noted", False)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("stop reminding me", On.STOPPING),
        ("Stop reminders!", On.STOPPING),
        ("hand over", On.HANDING),
        ("Hand it over.", On.HANDING),
    ],
)
def test_stop_and_hand_over_are_never_answers(text, asks):
    for on in On:
        with cell(on):
            turn = say(SCREENS[on], text)
            assert (screen(turn)[0], Save in kinds(turn)) == (asks, False)


@pytest.mark.parametrize("text", ["who?", "Who can it be?", "what do you mean?"])
def test_a_question_at_a_hand_over_is_no_colleague_and_nobody_hears_it(text):
    turn = say(SCREENS[On.HANDING], text)
    assert (told(turn), screen(turn)[0], Want in kinds(turn)) == (["not_understood"], On.HANDING, False)


def test_away_in_the_thread_of_an_old_card_is_no_answer_to_it():
    turn = step(at(On.QUESTION, "format"), Offer("session", Reply("away until 30 June")), CONTEXT)
    assert (away(turn), Ask in kinds(turn)) == ([("away", Moment(date(2027, 6, 30), 9))], False)


@pytest.mark.parametrize(
    "text", ["away", "away from home", "away until we meet again", "Hand over of powers"]
)
def test_what_only_begins_like_an_exit_is_an_answer(text):
    turn = say(at(On.QUESTION, "session"), text)
    assert [each.value for each in turn.effects if isinstance(each, Save)] == [text]


@pytest.mark.parametrize("on", [On.QUESTION, On.MORE, On.EDITING, On.STUCK, On.FACTS, On.REVIEW, On.DOUBT])
@pytest.mark.parametrize(
    "text", ["remind me tomorrow", "Please remind me tomorrow at 9:00", "ask me tomorrow 9"]
)
def test_a_time_to_come_back_is_never_an_answer(on, text):
    turn = say(SCREENS[on], text)
    assert [each.at for each in turn.effects if isinstance(each, Wake)] == [Moment(date(2026, 11, 25), 9)]
    assert (told(turn)[-1], Save in kinds(turn)) == ("will_come", False)


@pytest.mark.parametrize("text", ["Come back to the region on Friday", "ask me about it", "remind me"])
def test_what_only_begins_like_a_time_to_come_back_is_none(text):
    turn = say(at(On.QUESTION, "session"), text)
    assert [each for each in turn.effects if isinstance(each, Wake)] == []


def test_a_file_with_these_words_is_no_exit():
    turn = answer(
        at(On.QUESTION, "session"),
        "away until 30 June",
        File(id="F1", name="list.pdf", media_type="application/pdf", size=9),
    )
    assert away(turn) == []
