"""Words typed at a finding replace a paragraph only after they were shown, and nothing is posted before."""

import pytest

from bot.core.moves import Decide, Keep, On, Save, Submit
from tests.core.rig import ANSWERS, LONG, at, say, screen, told

MET = "We met the ministers of six States. All of them spoke of their laws."
NEW = "The expert met the ministers of six States, who spoke of their laws."
PHONE = "Call +43 660 1234567 for the list. It is a long list of many names."


def found(paragraph):
    answers = ANSWERS | {"highlights": f"{LONG}\n\n{paragraph}\n\nAll went home."}
    return say(at(On.REVIEW, answers=answers), "submit").interview


def changed(turn):
    return [effect for effect in turn.effects if isinstance(effect, (Save, Decide, Submit))]


@pytest.mark.parametrize("paragraph", [MET, PHONE, f"{MET} \N{PARTY POPPER}"])
def test_a_paragraph_typed_at_a_finding_waits_for_a_yes(paragraph):
    turn = say(found(paragraph), NEW)
    assert (changed(turn), screen(turn)) == ([], (On.FINDING, "highlights"))
    assert [each.text for each in turn.interview.screen.said] == [NEW]


@pytest.mark.parametrize("yes", ["use it", "yes", "ok"])
def test_after_a_yes_it_stands_there_and_the_paragraphs_beside_it_stay(yes):
    turn = say(found(MET), NEW, yes)
    assert turn.interview.answers["highlights"] == f"{LONG}\n\n{NEW}\n\nAll went home."
    assert isinstance(turn.effects[-1], Submit)


def test_what_was_sensitive_is_shown_once_more_before_it_goes():
    turn = say(found(PHONE), NEW, "yes")
    assert (told(turn), screen(turn)) == (["mended"], (On.REVIEW, ""))


def test_after_a_no_the_finding_is_asked_about_as_before():
    turn = say(found(MET), NEW, "no")
    assert (changed(turn), turn.interview.screen) == ([], found(MET).screen)


def test_whoever_goes_elsewhere_finds_the_words_kept():
    turn = say(found(MET), NEW, "preview")
    assert [effect.said[-1].text for effect in turn.effects if isinstance(effect, Keep)] == [NEW]
    assert changed(turn) == []


@pytest.mark.parametrize(("paragraph", "word"), [(MET, "use it"), (PHONE, "use it"), (MET, "remove it")])
def test_a_word_that_does_nothing_there_is_told_so(paragraph, word):
    turn = say(found(paragraph), word)
    assert (changed(turn), told(turn)) == ([], ["press_one"])
