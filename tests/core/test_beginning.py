"""The first message and the card of facts: a nod goes on, a word on a fact changes it, the rest is told how to."""

import pytest

from bot.core.moves import Ask, On, Want
from tests.core.rig import ANSWERS, FACTS, at, say, screen, told

KNOWN = FACTS | {"dates": ANSWERS["dates"]}


def shown(on):
    return at(on, known=KNOWN, facts=frozenset(KNOWN))


@pytest.mark.parametrize(
    "text", ["looks good 👍", "yes thats ok", "all good", "Yes, everything is right!", "👍"]
)
def test_a_nod_confirms_the_facts(text):
    assert say(shown(On.FACTS), text).interview.answers == KNOWN


@pytest.mark.parametrize("text", ["yes", "ok start", "ok, let's go", "start please"])
def test_a_nod_to_the_first_message_starts(text):
    assert screen(say(shown(On.OPENING), text)) == (On.FACTS, "")


@pytest.mark.parametrize("on", [On.FACTS, On.OPENING])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("event is wrong", "event"),
        ("the place is not correct", "place"),
        ("change the event", "event"),
        ("wrong date", "dates"),
    ],
)
def test_a_fact_that_is_called_wrong_is_opened(on, text, key):
    assert screen(say(shown(on), text)) == (On.EDITING, key)


@pytest.mark.parametrize("on", [On.FACTS, On.OPENING])
@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("the place should be Vienna, Austria", "place", "Vienna, Austria"),
        ("place: Vienna, Austria", "place", "Vienna, Austria"),
        ("dates were 5-6 June 2009", "dates", {"days": [["2009-06-05", "2009-06-06"]]}),
        ("No, it was 5-6 June 2009", "dates", {"days": [["2009-06-05", "2009-06-06"]]}),
        ("5-6 June 2009", "dates", {"days": [["2009-06-05", "2009-06-06"]]}),
    ],
)
def test_what_is_right_instead_is_offered(on, text, key, value):
    turn = say(shown(on), text)
    assert screen(turn) == (On.OFFER, key)
    assert say(turn.interview, "use it").interview.answers == {key: value}
    assert screen(say(turn.interview, "no")) == (On.FACTS, "")


def test_days_without_a_year_are_asked_about():
    turn = say(shown(On.FACTS), "dates should be 25-27 nov")
    assert (told(turn), screen(turn)) == (["year_missing"], (On.EDITING, "dates"))


@pytest.mark.parametrize(("on", "how"), [(On.FACTS, "facts_how"), (On.OPENING, "opening_how")])
@pytest.mark.parametrize(
    "text", ["Some 60 participants from 14 States", "hm", "no good", "Our talks were good for Ghana"]
)
def test_what_is_of_no_use_yet_is_told_how_to_go_on_and_the_card_does_not_come_again(on, how, text):
    turn = say(shown(on), text)
    assert (told(turn), turn.interview.screen.on) == ([how], on)
    assert [effect for effect in turn.effects if isinstance(effect, Ask)] == []


def test_a_list_that_may_be_several_is_asked_about_once_the_rest_is_confirmed():
    rest = {key: value for key, value in KNOWN.items() if key != "organizers"}
    known = rest | {"organizers": ["IAEA, OSCE and UNODA"]}
    turn = say(at(On.FACTS, known=known, facts=frozenset(known)), "ok")
    assert screen(turn) == (On.DOUBT, "organizers")
    assert (turn.interview.answers, told(turn)) == (rest, ["facts_confirmed", "one_or_several"])
    one, several = say(turn.interview, "yes"), say(turn.interview, "IAEA\nOSCE\nUNODA")
    assert one.interview.answers == known
    assert several.interview.answers == rest | {"organizers": ["IAEA", "OSCE", "UNODA"]}
    assert say(turn.interview, "try again").interview.kept == {}


def test_a_fact_that_was_corrected_may_be_corrected_again():
    after = at(On.FACTS, known={"dates": ANSWERS["dates"]}, answers=FACTS, facts=frozenset(KNOWN))
    assert screen(say(after, "place: Vienna, Austria")) == (On.OFFER, "place")


@pytest.mark.parametrize("text", ["why?", "what?", "Where do you have this from?", "what do you mean?"])
def test_a_question_at_the_facts_is_answered_and_the_card_stays(text):
    turn = say(shown(On.FACTS), text)
    assert (told(turn), turn.interview.screen.on) == (["why_facts"], On.FACTS)


@pytest.mark.parametrize("on", [On.FACTS, On.OPENING])
def test_a_second_word_on_a_fact_is_offered_without_the_words_before_it(on):
    turn = say(shown(on), "yes but the place was Durres", "the place was Durres, Albania")
    assert screen(turn) == (On.OFFER, "place")
    assert say(turn.interview, "use it").interview.answers == {"place": "Durres, Albania"}


@pytest.mark.parametrize("on", [On.FACTS, On.OPENING])
@pytest.mark.parametrize(
    "text", ["someone else writes it - Cy Haq", "someone else writes it: Cy Haq", "a colleague went: Cy Haq"]
)
def test_whoever_is_named_is_asked_to_write_it(on, text):
    turn = say(shown(on), text)
    assert [effect.reason for effect in turn.effects if isinstance(effect, Want)] == ["Cy Haq"]
