"""A question to the bot, and "I do not know", are no answers: each has a way on, and a way to insist."""

import pytest

from bot.core.moves import Keep, On, Save
from bot.core.remarks import Remark
from tests.core.rig import ANSWERS, asked, at, q, say, screen, sheet, told

ASKS = ["what?", "why", "??", "What", "what do you mean", "pardon?", "I don\u2019t understand", "why?!"]
KNOWS_NOT = [
    "I don't know",
    "I don\u2019t know",
    "no idea",
    "I dont know",
    "next",
    "tomorrow",
    "skip all",
    "idk",
    "Je ne sais pas.",
    "не знаю",
]
FREE = ["event", "session", "organizers", "supporters", "participants", "highlights"]
REMARKED = {"answers": ANSWERS, "remarks": {"participants": Remark(by="Bo Lund", text="Numbers?")}}


def saved(turn):
    return [effect.key for effect in turn.effects if isinstance(effect, Save)]


@pytest.mark.parametrize("key", FREE)
@pytest.mark.parametrize("text", ASKS)
def test_a_question_to_the_bot_is_explained_and_not_saved(key, text):
    turn = say(at(On.QUESTION, key), text)
    assert saved(turn) == []
    assert told(turn)[0] in {"interrupted", "help"}


@pytest.mark.parametrize("key", [*FREE, "format", "dates", "sensitive"])
@pytest.mark.parametrize("text", [*KNOWS_NOT[:5], "I don't remember exactly, maybe 30", "dunno"])
def test_who_does_not_know_is_offered_a_way_on_and_nothing_is_kept(key, text):
    turn = say(at(On.QUESTION, key), text)
    assert (saved(turn), told(turn), screen(turn)) == ([], ["unknown"], (On.STUCK, key))
    assert turn.interview.kept == {}


@pytest.mark.parametrize("text", KNOWS_NOT)
def test_it_may_be_the_answer_all_the_same(text):
    assert say(at(On.QUESTION, "session"), text, "it is my answer").interview.answers == {"session": text}


def test_who_does_not_know_may_leave_it_open_skip_or_answer():
    stuck = say(at(On.QUESTION, "session"), "no idea").interview
    assert say(stuck, "leave it open").interview.skipped == {"session": "left"}
    assert say(stuck, "skip").interview.skipped == {"session": ""}
    assert say(stuck, "Roundtable on safety").interview.answers == {"session": "Roundtable on safety"}


@pytest.mark.parametrize("text", ["tomorrow", "next"])
def test_where_it_fits_it_is_the_answer(text):
    kind = sheet(q("how", "choice", choices=("next", "tomorrow")), q("end"))
    assert say(asked(kind), text).interview.answers == {"how": text}


@pytest.mark.parametrize(
    "text", ["Nobody knows what will follow", "Next steps in the region", "What next? A seminar on 1540"]
)
def test_a_title_that_begins_so_is_a_title(text):
    assert say(at(On.QUESTION, "event"), text).interview.answers == {"event": text}


@pytest.mark.parametrize("on", [On.EDITING, On.REPLACING])
@pytest.mark.parametrize("text", ["what does he mean", "which numbers?", "idk", "why?!", "what?"])
def test_a_question_replaces_no_answer_without_a_yes(on, text):
    turn = say(at(on, "event", answers={"event": "Seminar"}), text)
    assert (saved(turn), told(turn), screen(turn)) == (
        [],
        ["no_answer", "stands_until_yes"],
        (On.DOUBT, "event"),
    )
    assert say(turn.interview, "yes").interview.answers == {"event": text}
    left = say(turn.interview, "keep the old one")
    assert left.interview.answers == {"event": "Seminar"}
    assert [effect for effect in left.effects if isinstance(effect, Keep)] == []


@pytest.mark.parametrize("on", [On.MORE, On.ADDING])
def test_a_question_is_added_to_no_answer_without_a_yes(on):
    story = ANSWERS["highlights"]
    turn = say(at(on, "highlights", answers={"highlights": story}), "what else?")
    assert (saved(turn), told(turn)) == ([], ["no_answer"])
    assert say(turn.interview, "yes").interview.answers == {"highlights": f"{story}\n\nwhat else?"}


def test_a_question_to_a_reviewer_is_not_what_they_asked_for():
    turn = say(at(On.EDITING, "participants", **REMARKED), "what does he mean")
    assert (saved(turn), told(turn)) == ([], ["no_answer_to_remark", "stands_until_yes"])
    assert say(turn.interview, "no").interview.remarks == REMARKED["remarks"]


def test_a_few_words_to_a_reviewer_replace_no_longer_answer_without_a_yes():
    turn = say(at(On.EDITING, "participants", **REMARKED), "14 in the room")
    assert (saved(turn), told(turn)) == ([], ["much_shorter", "stands_until_yes"])
    assert say(turn.interview, "yes").interview.answers["participants"] == "14 in the room"
    added = say(turn.interview, "add to it").interview.answers["participants"]
    assert added == f"{ANSWERS['participants']}\n\n14 in the room"


@pytest.mark.parametrize(("on", "remarks"), [(On.EDITING, {}), (On.REPLACING, REMARKED["remarks"])])
def test_who_replaces_an_answer_on_purpose_is_not_asked(on, remarks):
    turn = say(at(on, "participants", answers=ANSWERS, remarks=remarks), "14 in the room")
    assert turn.interview.answers["participants"] == "14 in the room"


@pytest.mark.parametrize(
    ("text", "value"), [("I don\u2019t think so", False), ("yeah", True), ("No, it was open", False)]
)
def test_yes_and_no_in_other_words_are_confirmed(text, value):
    turn = say(at(On.QUESTION, "sensitive"), text)
    assert (told(turn), screen(turn)) == (["choice_read"], (On.DOUBT, "sensitive"))
    assert say(turn.interview, "yes").interview.answers == {"sensitive": value}


@pytest.mark.parametrize("text", ["remove 1", "remove objectives"])
def test_of_a_text_no_line_can_go_and_the_words_are_not_the_new_text(text):
    turn = say(at(On.EDITING, "background", answers={"background": ANSWERS["highlights"]}), text)
    assert (saved(turn), told(turn), screen(turn)) == ([], ["remove_none"], (On.EDITING, "background"))


def test_who_edits_a_question_that_there_is_not_is_told_so():
    turn = say(at(On.QUESTION, "session", answers=ANSWERS), "edit banana")
    assert (saved(turn), told(turn), screen(turn)) == ([], ["edit_none_sure"], (On.DOUBT, "session"))
    assert say(turn.interview, "yes").interview.answers["session"] == "edit banana"
    assert told(say(at(On.QUESTION, "session", answers=ANSWERS), "edit 44")) == ["edit_none"]


def test_edit_alone_asks_which_where_nothing_stands_yet():
    assert told(say(at(On.QUESTION, "session", answers=ANSWERS), "edit")) == ["edit_which"]
    assert told(say(at(On.EDITING, "event", answers=ANSWERS), "edit")) == []


@pytest.mark.parametrize("text", ["show me an example", "Give me an example, please", "examples"])
def test_who_asks_for_an_example_is_shown_one(text):
    turn = say(at(On.QUESTION, "session"), text)
    assert (saved(turn), told(turn), screen(turn)) == ([], ["examples_line"], (On.QUESTION, "session"))
