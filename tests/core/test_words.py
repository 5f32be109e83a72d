"""Commands only where one is meant: everything else that people type is an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.moves import Answer, Command, On, Screen, Word
from bot.core.options import EVERYWHERE, OPTIONS
from bot.core.replies import Reply
from bot.core.words import find, is_nothing, is_question, normal, read
from tests.core.rig import LEXICON

LABELS = ("Background", "Additional comments", "Place", "leg.1.leg_place")


def found(text, on=On.QUESTION):
    return find(text, LEXICON, Screen(on=on), LABELS)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("back", Command(Word.BACK)),
        (" Back. ", Command(Word.BACK)),
        ("BACK!", Command(Word.BACK)),
        ("Done.", Command(Word.DONE)),
        ("show  draft", Command(Word.PREVIEW)),
        ("?", Command(Word.HELP)),
        ("edit", Command(Word.EDIT)),
        ("edit 3", Command(Word.EDIT, "3")),
        ("edit backgroundd", Command(Word.EDIT, "background")),
        ("please skip", Command(Word.SKIP)),
        ("submit please!", Command(Word.SUBMIT)),
        ("Edit: 3", Command(Word.EDIT, "3")),
        ("edit #3", None),
        ("edit background", Command(Word.EDIT, "background")),
        ("change  additional  comments.", Command(Word.EDIT, "additional  comments.")),
        ("edit leg.1.leg_place", Command(Word.EDIT, "leg.1.leg_place")),
        ("help place", Command(Word.HELP, "place")),
        ("ok, start", Command(Word.START)),
        ("okay submit it please", Command(Word.SUBMIT)),
        ("I wasn't there", Command(Word.ABSENT)),
        ("nobody went", Command(Word.NOBODY)),
        ("skip", Command(Word.SKIP)),
        ("skip, no time", Command(Word.SKIP, "no time")),
        ("skip: no time", Command(Word.SKIP, "no time")),
        ("skip - no time", Command(Word.SKIP, "no time")),
    ],
)
def test_a_command_is_understood_as_people_type_it(text, command):
    assert found(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "help countries with reports",
        "back in 2009 we met again",
        "skip the intermediaries",
        "skip-level meetings",
        "edit 3 documents",
        "edit the law",
        "change of government",
        "change backgrounds everywhere",
        "change places with others",
        "done with it, we went home",
        "previews",
        "backs",
        "pause for reflection",
        "submit national reports",
        "",
        "   ",
        "skip, the first\nand the second",
        "skip, " + "x" * 100,
        "yes",
        "no",
        "remove 2",
        "tomorrow",
    ],
)
def test_an_answer_that_begins_like_a_command_is_an_answer(text):
    assert read(Reply(text), LEXICON, Screen(on=On.QUESTION), LABELS) == Answer(Reply(text))


@pytest.mark.parametrize(
    ("on", "text", "command"),
    [
        (On.OPENING, "Why am I getting this?", Command(Word.WHY)),
        (On.OPENING, "I did not attend.", Command(Word.ABSENT)),
        (On.FACTS, "yes, that is right", Command(Word.YES)),
        (On.DOUBT, "keep mine", Command(Word.KEEP)),
        (On.MORE, "That is all.", Command(Word.NEXT)),
        (On.STUCK, "ask me Monday", Command(Word.MONDAY)),
        (On.EDITING, "cancel", Command(Word.CANCEL)),
        (On.EDITING, "remove 2", Command(Word.REMOVE, "2")),
        (On.EDITING, "remove a line 2", Command(Word.REMOVE, "2")),
        (On.EDITING, "remove 2 of them", None),
        (On.REASON, "does not apply", Command(Word.UNFIT)),
        (On.WHEN, "Monday 09:00", Command(Word.MONDAY)),
        (On.PAUSED, "go on", Command(Word.START)),
        (On.OFFER, "yes", Command(Word.YES)),
        (On.REVIEW, "not yet", Command(Word.NO)),
    ],
)
def test_a_word_of_a_screen_counts_on_that_screen(on, text, command):
    assert found(text, on) == command


@pytest.mark.parametrize("on", On)
def test_the_words_of_one_screen_mean_nothing_on_another(on):
    known = {*OPTIONS[on], *EVERYWHERE}
    mine = {name for word in known for name in LEXICON.commands[word]}
    others = {name for names in LEXICON.commands.values() for name in names} - mine
    assert {name: found(name, on) for name in others if found(name, on)} == {}


@pytest.mark.parametrize("on", On)
def test_every_word_that_a_screen_offers_is_understood_there(on):
    for word in (*OPTIONS[on], *EVERYWHERE):
        names = LEXICON.commands[word]
        assert [found(name, on).word in {*OPTIONS[on], word} for name in names] == [True] * len(names)
        assert found(names[0], on) == Command(word)


@settings(deadline=None, max_examples=200)
@given(st.text(), st.sampled_from(On))
def test_any_text_is_a_command_of_that_screen_or_an_answer_word_for_word(text, on):
    move = read(Reply(text, message="1"), LEXICON, Screen(on=on), LABELS)
    assert move == Answer(Reply(text, message="1")) or move.word in {*OPTIONS[on], *EVERYWHERE}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what does background mean?", True),
        ("What is it?", True),
        ("what was said", False),
        ("Vienna?", False),
        ("what?\nwhy?", False),
        (f"what {'x' * 120}?", False),
        ("", False),
        ("?", False),
    ],
)
def test_a_question_to_the_bot_is_told_from_an_answer(text, asks):
    assert is_question(text, LEXICON) == asks


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("none", True), (" N/A. ", True), ("-", True), ("–", True), ("nothing new", False), ("", False)],  # noqa: RUF001
)
def test_the_words_for_nothing(text, nothing):
    assert is_nothing(text, LEXICON) == nothing


def test_case_blanks_and_closing_marks_do_not_count():
    assert normal(' "Show\u00a0 Draft"!.. ') == "show draft"
