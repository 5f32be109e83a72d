"""Right after an answer one suggestion of style waits beside the next question; two words settle it."""

from dataclasses import replace

import pytest

from bot.core.deciding import MOST, Verdict, undecided
from bot.core.engine import step
from bot.core.moves import Command, Decide, On, Save, Word
from tests.core.rig import ANSWERS, CONTEXT, LONG, asked, at, say, screen, told

STYLED = "The OAS organizes a workshop every two years, first on 3rd of June 2007."


def background(**changes):
    return at(On.QUESTION, "background", answers=ANSWERS | changes)


def hinted(turn):
    """Return the words that a suggestion on the screen is about."""
    hint = turn.interview.screen.hint
    return [each.words for each in turn.interview.findings if each.id == hint]


def test_the_first_suggestion_stands_beside_what_is_asked_next():
    turn = say(background(), STYLED)
    assert (told(turn)[:2], screen(turn)[0], hinted(turn)) == (["saved", "suggested"], On.QUESTION, ["OAS"])


def test_use_it_changes_the_answer_and_what_is_asked_stays():
    before = say(background(), STYLED)
    after = say(before.interview, "use it")
    assert (screen(after), told(after), hinted(after)) == (screen(before), ["mended"], [])
    assert [e.value for e in after.effects if isinstance(e, Save)] == [
        STYLED.replace("OAS", "Organization of American States (OAS)")
    ]


def test_keep_mine_is_a_decision_that_is_not_asked_for_again():
    after = say(background(), STYLED, "keep mine")
    assert [e.verdict for e in after.effects if isinstance(e, Decide)] == [Verdict.KEPT]
    assert [each.words for each in undecided(after.interview)] == ["3rd of June 2007"]


def test_whoever_answers_the_next_question_has_settled_nothing():
    after = say(background(), STYLED, "skip")
    assert (after.interview.screen.hint, after.interview.decided) == ("", {})
    assert [each.words for each in undecided(after.interview)] == ["OAS", "3rd of June 2007"]


def test_of_an_answer_in_several_messages_only_what_is_new_is_suggested():
    interview = at(On.QUESTION, "highlights", answers={k: v for k, v in ANSWERS.items() if k != "highlights"})
    first = say(interview, f"{LONG} It was held with CARICOM.")
    assert (screen(first)[0], hinted(first)) == (On.MORE, ["CARICOM"])
    second = say(first.interview, "Nothing else was said.", first=101)
    assert (screen(second)[0], hinted(second)) == (On.MORE, [])


@pytest.mark.parametrize(
    "answer", ["We agreed on it, and all was well.", "A 'spirit' of trust was with all."]
)
def test_what_two_words_can_not_settle_waits_until_the_draft_is_handed_in(answer):
    turn = say(background(), answer)
    assert (len(undecided(turn.interview)), hinted(turn)) == (1, [])


def test_after_twelve_suggestions_there_are_no_more():
    decided = {str(n): Verdict.KEPT for n in range(MOST)}
    assert hinted(say(replace(background(), decided=decided), STYLED)) == []


def test_a_suggestion_about_words_that_are_gone_changes_nothing():
    late = say(background(), STYLED)
    gone = replace(late.interview, answers=late.interview.answers | {"background": LONG})
    turn = step(gone, Command(Word.USE, late.interview.screen.hint), CONTEXT)
    assert (told(turn), [e for e in turn.effects if isinstance(e, Save)]) == (["suggestion_gone"], [])


def test_without_a_suggestion_its_words_are_no_answer():
    interview = asked(answers={k: v for k, v in ANSWERS.items() if k != "event"})
    turn = say(interview, "use it")
    assert (screen(turn), told(turn)) == ((On.QUESTION, "event"), ["nod"])
