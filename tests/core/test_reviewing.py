"""What readers ask comes first, is answered or kept, and with the last of it the next version is handed in."""

import pytest

from bot.core.interview import Interview
from bot.core.moves import Ask, On, Pass, Save, Screen, Show, Submit
from bot.core.remarks import Remark, gathered
from bot.core.replies import Reply
from tests.core.lawful import check
from tests.core.rig import ANSWERS, LONG, NOTE, amend, asked, at, move, say, screen, told

WHO = Remark("Bo", "who said this?")
HOW_MANY = Remark("Bo", "how many?")
BOTH = {"highlights": WHO, "participants": HOW_MANY}


def reviewed(remarks, **changes):
    """An interview whose first version was handed in and looked at."""
    settled = {question.key: "" for question in NOTE.path(ANSWERS) if question.key not in ANSWERS}
    facts = {"answers": ANSWERS, "skipped": settled, "version": 1, "changed": False} | changes
    return asked(changes_asked=True, remarks=remarks, **facts)


def hands_in(turn):
    return [effect for effect in turn.effects if isinstance(effect, Submit)] == [Submit()]


# ------------------------------------------------------------------ the remarks of several readers


def test_the_remarks_of_one_reader_stand_as_they_were_written():
    assert gathered([("Bo", {"event": "full name?"})]) == {"event": Remark("Bo", "full name?")}


def test_the_remarks_of_two_readers_on_one_answer_are_told_apart():
    given = [("Bo", {"event": "full name?"}), ("Cy", {"event": "in English?", "dates": "both?"})]
    assert gathered(given) == {
        "event": Remark("Bo, Cy", "Bo: full name?\nCy: in English?"),
        "dates": Remark("Cy", "both?"),
    }


def test_two_remarks_of_one_reader_on_one_answer_follow_one_another():
    given = [("Bo", {"event": "full name?"}), ("Bo", {"event": "and the session?"})]
    assert gathered(given) == {"event": Remark("Bo", "full name?\nand the session?")}


# ------------------------------------------------------------------ what is asked


def test_what_a_reader_asks_comes_before_everything_else_in_the_order_of_the_questions():
    before = reviewed(BOTH, skipped={})
    assert before.screen == Screen(on=On.EDITING, key="participants")
    assert [question.key for question in before.asked] == ["participants", "highlights"]


def test_a_question_without_an_answer_is_asked_plainly():
    assert reviewed({"background": WHO}).screen == Screen(on=On.QUESTION, key="background")


def test_a_remark_on_a_question_that_no_longer_matters_is_not_asked():
    assert reviewed({"place": WHO}).asked == ()


def test_only_what_was_asked_is_asked():
    turn = say(reviewed(BOTH), "Some 80 participants from 14 States")
    assert (screen(turn), dict(turn.interview.remarks)) == ((On.EDITING, "highlights"), {"highlights": WHO})


def test_a_required_question_that_an_answer_brings_is_asked_before_others_that_are_open():
    before = reviewed({"format": WHO}, skipped={})
    turn = say(before, "in person")
    assert screen(turn) == (On.QUESTION, "place")
    assert hands_in(say(turn.interview, "Brussels, Belgium"))


def test_a_required_question_that_is_put_off_is_not_asked_again_at_once():
    turn = say(reviewed({"format": WHO}, skipped={}), "in person", "skip", "no reason")
    assert (screen(turn), hands_in(turn)) == ((On.REVIEW, ""), False)


# ------------------------------------------------------------------ the last answer


def test_the_last_answer_hands_the_next_version_in():
    turn = say(reviewed(BOTH), "Some 80 participants from 14 States", f"{LONG} All was well.")
    assert hands_in(turn)
    assert [effect for effect in turn.effects if isinstance(effect, Ask)] == []
    assert (turn.interview.version, turn.interview.changed) == (2, False)


def test_an_answer_before_the_last_one_hands_nothing_in():
    assert not hands_in(say(reviewed(BOTH), "Some 80 participants from 14 States"))


@pytest.mark.parametrize("word", ["keep it", "keep"])
def test_an_answer_that_is_kept_is_saved_once_more_with_what_made_it(word):
    turn = say(reviewed({"highlights": WHO}), word)
    assert (turn.effects[0], told(turn)) == (Save("highlights", LONG, (Reply(LONG),)), ["as_it_was"])
    assert hands_in(turn)


def test_an_answer_that_nobody_asks_about_is_kept_without_a_row():
    turn = say(at(On.EDITING, "highlights", answers=ANSWERS), "keep it")
    assert [effect for effect in turn.effects if isinstance(effect, Save)] == []


def test_nothing_to_add_keeps_the_answer_too():
    turn = say(reviewed({"highlights": WHO}), "add to it", "nothing to add")
    assert hands_in(turn)


def test_a_question_that_is_skipped_counts_once_its_reason_is_known():
    before = reviewed({"background": WHO})
    turn = say(before, "skip")
    assert (hands_in(turn), screen(turn)) == (False, (On.REASON, "background"))
    assert Pass("background", "") in turn.effects
    assert hands_in(say(before, "skip", "skip"))
    assert hands_in(say(before, "skip", "no reason"))


def test_an_answer_in_several_messages_is_waited_for():
    before = reviewed({"highlights": WHO})
    assert screen(say(before, "add to it", "A second part.")) == (On.MORE, "highlights")
    assert not hands_in(say(before, "add to it", "A second part."))
    assert hands_in(say(before, "add to it", "A second part.", "that is all"))


def test_an_edit_of_ones_own_message_answers_a_remark():
    said = tuple(say(asked(), "Seminar").interview.said["event"])
    before = reviewed({"event": WHO}, said={"event": said})
    turn = amend(before, "event", "Seminar on export controls", said[0].message)
    assert (dict(turn.interview.remarks), hands_in(turn)) == ({}, True)


def test_an_answer_that_does_not_fit_answers_no_remark():
    turn = say(reviewed({"dates": WHO}), "dunno")
    assert (hands_in(turn), screen(turn), dict(turn.interview.remarks)) == (
        False,
        (On.EDITING, "dates"),
        {"dates": WHO},
    )


def test_a_required_question_that_an_answer_opens_is_asked_before_it_is_handed_in():
    turn = say(reviewed({"format": WHO}), "in person")
    assert (hands_in(turn), screen(turn)) == (False, (On.QUESTION, "place"))
    assert hands_in(say(turn.interview, "Brussels, Belgium"))


# ------------------------------------------------------------------ not before


@pytest.mark.parametrize("word", ["submit", "done"])
def test_nothing_is_handed_in_before_what_was_asked_is_answered(word):
    turn = say(reviewed(BOTH), word)
    assert (hands_in(turn), told(turn), screen(turn)) == (
        False,
        ["remarks_first"],
        (On.EDITING, "participants"),
    )


def test_a_look_at_the_draft_hands_nothing_in():
    before = reviewed({}, changed=True)
    turn = say(before, "preview")
    assert (hands_in(turn), turn.effects[0]) == (False, Show())


def test_a_version_about_which_all_was_answered_before_it_was_asked_is_handed_in_by_hand():
    assert hands_in(say(reviewed({}), "submit"))


def test_without_a_request_an_answer_hands_nothing_in():
    before = Interview(
        type=NOTE, answers=ANSWERS, version=1, changed=False, screen=Screen(on=On.EDITING, key="event")
    )
    assert not hands_in(say(before, "Another seminar"))


@pytest.mark.parametrize(
    "texts",
    [
        ("x",),
        ("keep it",),
        ("back",),
        ("skip",),
        ("pause",),
        ("help",),
        ("preview",),
        ("done",),
        ("edit event", "keep it"),
        ("add to it", "more", "that is all"),
        ("what do you mean?",),
        ("remove 1",),
    ],
)
def test_every_move_before_a_remark_keeps_the_laws(texts):
    before = reviewed(BOTH)
    for text in texts:
        turn = say(before, text)
        check(before, move(before, text), turn)
        before = turn.interview
