"""Skip, pause, leave open, close: each way out is lawful, says so, and loses nothing."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.leaving import moment
from bot.core.moments import read_moment
from bot.core.moves import Ask, Close, Moment, On, Pass, Screen, Tell, Wake, Want, Word
from tests.core.rig import CONTEXT, FACTS, LONG, TODAY, answer, asked, at, say, screen, told

FRIDAY = Moment(date(2026, 11, 27), 9)
MONDAY = Moment(date(2026, 11, 30), 9)
TOMORROW = Moment(date(2026, 11, 25), 9)


def effects(turn, kind):
    return [effect for effect in turn.effects if isinstance(effect, kind)]


@pytest.mark.parametrize(
    ("word", "today", "then"),
    [
        (Word.TONIGHT, date(2026, 11, 24), Moment(date(2026, 11, 24), 20)),
        (Word.TOMORROW, date(2026, 12, 31), Moment(date(2027, 1, 1), 9)),
        (Word.MONDAY, date(2026, 11, 30), Moment(date(2026, 12, 7), 9)),
        (Word.MONDAY, date(2026, 11, 29), Moment(date(2026, 11, 30), 9)),
        (Word.SUNDAY, date(2026, 11, 24), Moment(date(2026, 11, 29), 9)),
        (Word.TUESDAY, date(2026, 11, 24), Moment(date(2026, 12, 1), 9)),
        (Word.MYSELF, date(2026, 11, 24), None),
        (Word.NEVER, date(2026, 11, 24), None),
    ],
)
def test_a_word_names_a_moment(word, today, then):
    assert moment(word, today) == then


def test_skip_asks_why_where_the_draft_has_a_gap():
    turn = say(at(On.QUESTION, "background"), "skip")
    assert effects(turn, Pass) == [Pass("background")]
    assert (told(turn), screen(turn)) == (["skipped"], (On.REASON, "background"))


def test_skip_asks_nothing_where_there_is_no_gap():
    turn = say(at(On.QUESTION, "supporters"), "skip")
    assert screen(turn) == (On.QUESTION, "event")


def test_skip_keeps_the_reason():
    turn = say(at(On.QUESTION, "background"), "skip, no time")
    assert effects(turn, Pass) == [Pass("background", "no time")]
    assert screen(turn) == (On.QUESTION, "event")


def test_skip_leaves_an_answer_as_it_was():
    turn = say(at(On.EDITING, "event", answers={"event": "Seminar"}), "skip")
    assert (told(turn), turn.interview.answers) == (["as_it_was"], {"event": "Seminar"})


@pytest.mark.parametrize("on", [On.OPENING, On.FACTS])
def test_there_is_nothing_to_skip_where_no_question_is_asked(on):
    turn = say(at(on, known=FACTS), "skip")
    assert (told(turn), screen(turn)) == (["nothing_to_skip"], (on, ""))


@pytest.mark.parametrize("text", ["I will get it", "ask the organizer"])
def test_a_reason_that_promises_something_asks_when(text):
    turn = say(at(On.QUESTION, "participants"), "skip", text)
    assert screen(turn) == (On.WHEN, "participants")


@pytest.mark.parametrize(("text", "kept"), [("does not apply", "unfit"), ("no reason", "no_reason")])
def test_another_reason_goes_on(text, kept):
    turn = say(at(On.QUESTION, "participants"), "skip", text)
    assert (turn.interview.skipped, screen(turn)) == ({"participants": kept}, (On.QUESTION, "event"))


def test_a_reason_may_be_typed():
    turn = say(at(On.REASON, "participants", skipped={"participants": ""}), "the list is with the ministry")
    assert turn.interview.skipped == {"participants": "the list is with the ministry"}
    assert told(turn) == ["reason_noted"]


@pytest.mark.parametrize("on", [On.REASON, On.WHEN])
def test_skip_says_enough_about_a_reason_or_a_time(on):
    turn = say(at(on, "participants", skipped={"participants": "getting"}), "skip")
    assert (turn.interview.skipped, screen(turn)) == ({"participants": "getting"}, (On.QUESTION, "event"))


@pytest.mark.parametrize(
    ("text", "then"), [("tomorrow", TOMORROW), ("Monday 09:00", MONDAY), ("27 November 2026", FRIDAY)]
)
def test_a_time_is_a_promise_to_ask_just_that_one(text, then):
    turn = say(at(On.WHEN, "participants", skipped={"participants": "getting"}), text)
    assert effects(turn, Pass) == [Pass("participants", "getting", then)]
    assert effects(turn, Wake) == [Wake(then, Screen(on=On.QUESTION, key="participants"))]
    assert effects(turn, Tell) == [Tell("will_ask", {"at": then})]


def test_do_not_ask_takes_the_promise_back():
    turn = say(at(On.WHEN, "participants", skipped={"participants": "getting"}), "do not ask")
    assert (effects(turn, Pass), effects(turn, Wake)) == ([Pass("participants", "getting")], [])
    assert told(turn) == ["will_not_ask"]


@pytest.mark.parametrize("text", ["24 November 2026", "1 June 2009", "soon", "30 February 2027", ""])
def test_a_day_must_be_readable_and_still_to_come(text):
    turn = answer(at(On.WHEN, "participants", skipped={"participants": "getting"}), text)
    assert effects(turn, Tell) == [Tell("when_unclear", {"said": text})]
    assert screen(turn) == (On.WHEN, "participants")


def test_pause_remembers_the_question():
    turn = say(asked(answers={"event": "Seminar"}), "pause")
    assert (told(turn), screen(turn)) == (["paused"], (On.PAUSED, "session"))


def test_a_pause_is_over_with_go_on():
    assert screen(say(asked(), "pause", "go on")) == (On.QUESTION, "event")


@pytest.mark.parametrize(("text", "then"), [("tomorrow", TOMORROW), ("27 November 2026", FRIDAY)])
def test_a_pause_ends_with_a_promise_and_asks_nothing(text, then):
    turn = say(asked(), "pause", text)
    asked_then = Screen(on=On.QUESTION, key="event", exits=True)
    assert turn.effects == (Wake(then, asked_then), Tell("will_come", {"at": then}))


@pytest.mark.parametrize("text", ["why?", "what?", "Which reasons are there?"])
def test_a_question_about_the_reason_is_no_reason(text):
    before = at(On.REASON, "participants", skipped={"participants": ""})
    turn = say(before, text)
    assert (told(turn), screen(turn)) == (["not_understood"], (On.REASON, "participants"))
    assert turn.interview.skipped == {"participants": ""}


def test_who_comes_back_by_themselves_is_promised_nothing():
    assert say(asked(), "pause", "I will come back myself").effects == (Tell("come_yourself"),)


def test_words_in_a_pause_are_no_answer_and_are_shown_again():
    turn = say(asked(), "pause", "Seminar")
    assert turn.effects[0] == Tell("pause_unclear", {"said": "Seminar"}, quote="Seminar")
    assert screen(turn) == (On.PAUSED, "event")


MOMENTS = {
    "in 2 hours": Moment(TODAY, 12, 20),
    "in an hour": Moment(TODAY, 11, 20),
    "half an hour": Moment(TODAY, 10, 50),
    "in 20 hours": Moment(date(2026, 11, 25), 6, 20),
    "in 3 days": Moment(FRIDAY.day),
    "In a week.": Moment(date(2026, 12, 1)),
    "next week": MONDAY,
    "tomorrow morning": TOMORROW,
    "tomorrow 8": Moment(date(2026, 11, 25), 8),
    "tomorrow at 3pm": Moment(date(2026, 11, 25), 15),
    "friday": FRIDAY,
    "Fri afternoon": Moment(FRIDAY.day, 14),
    "next friday": FRIDAY,
    "at 15:00": Moment(TODAY, 15),
    "at 9": Moment(date(2026, 11, 25), 9),
    "15h30": Moment(TODAY, 15, 30),
    "12 June at 10": Moment(date(2027, 6, 12), 10),
    "the day after tomorrow": Moment(date(2026, 11, 26)),
    "this evening": Moment(TODAY, 20),
}


@pytest.mark.parametrize("text", MOMENTS)
@pytest.mark.parametrize("on", [On.PAUSED, On.OPENING, On.WHEN])
def test_a_moment_may_be_typed_wherever_one_is_asked_for(on, text):
    turn = say(at(on, "participants" if on is On.WHEN else "", skipped={"participants": "getting"}), text)
    assert [wake.at for wake in effects(turn, Wake)] == [MOMENTS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "25:00",
        "at 99",
        "in 0 days",
        "in 99999999 weeks",
        "in 999 months",
        "12",
        "1 June 2009",
        "in some days",
        "June",
        "friday 24:10",
        "friday 12",
        "tomorrow 99",
    ],
)
def test_what_is_no_moment_to_come_is_not_guessed(text):
    assert (told(say(asked(), "pause", text)), effects(say(asked(), "pause", text), Wake)) == (
        ["pause_unclear"],
        [],
    )


def test_without_the_time_on_the_wall_a_span_of_hours_is_not_understood():
    assert (read_moment("in 2 hours", replace(CONTEXT, now=None)), read_moment("in 2 days", CONTEXT)) == (
        None,
        Moment(date(2026, 11, 26)),
    )


def test_a_weekday_is_a_moment_also_after_an_offer():
    assert [wake.at for wake in effects(say(at(On.OFFER, "event", "Seminar"), "friday"), Wake)] == [FRIDAY]


@pytest.mark.parametrize(
    ("text", "why", "on"),
    [("I did not attend", "absent", On.SURE_ABSENT), ("someone else writes it", "other", On.SURE_OTHER)],
)
def test_an_exit_asks_once_where_something_was_answered(text, why, on):
    turn = say(at(On.QUESTION, "event"), "Seminar", text)
    assert (effects(turn, Close), screen(turn)) == ([], (on, ""))
    assert effects(say(turn.interview, "Close it all the same"), Close) == [Close(why)]
    assert screen(say(turn.interview, "keep going")) == (On.QUESTION, "session")


def test_a_bad_moment_for_the_opening_brings_the_opening_back():
    turn = say(at(On.OPENING), "tomorrow")
    assert effects(turn, Wake) == [Wake(TOMORROW, Screen(on=On.OPENING))]


def test_a_question_left_open_keeps_the_words():
    turn = say(at(On.STUCK, "dates", kept={"dates": "dunno"}), "leave it open")
    assert (turn.interview.skipped, turn.interview.kept) == ({"dates": "left"}, {"dates": "dunno"})
    assert told(turn) == ["left_open"]


def test_a_question_left_open_may_be_asked_on_monday():
    turn = say(at(On.STUCK, "dates", answers={"format": "online"}), "ask me monday")
    assert effects(turn, Wake) == [Wake(MONDAY, Screen(on=On.QUESTION, key="dates"))]
    assert effects(turn, Pass) == [Pass("dates", "left", MONDAY)]


def test_whoever_is_stuck_may_ask_the_coordinator():
    turn = say(at(On.STUCK, "dates", answers={"format": "online"}), "ask the coordinator")
    assert (effects(turn, Want), effects(turn, Pass)) == (
        [Want("question", reason="dates")],
        [Pass("dates", "left")],
    )
    assert turn.interview.screen.key != "dates"


@pytest.mark.parametrize("text", ["leave it open", "ask me monday", "ask the coordinator"])
def test_leaving_open_a_question_with_an_answer_leaves_the_answer(text):
    turn = say(at(On.STUCK, "event", answers={"event": "Seminar"}), text)
    assert (told(turn), turn.interview.answers) == (["as_it_was"], {"event": "Seminar"})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nobody went", "nobody"),
        ("cancelled or moved", "moved"),
        ("nothing to report", "nothing"),
        ("yes", "absent"),
    ],
)
def test_who_did_not_attend_closes_with_one_more_tap(text, why):
    asked_which = say(at(On.OPENING), "I did not attend")
    turn = say(asked_which.interview, text)
    assert screen(asked_which) == (On.SURE_ABSENT, "")
    assert (effects(turn, Close), told(turn), effects(turn, Ask)) == ([Close(why)], [f"closed_{why}"], [])


def test_that_someone_else_writes_it_closes_without_another_word():
    turn = say(at(On.OPENING), "someone else writes it")
    assert (effects(turn, Close), told(turn), effects(turn, Ask)) == ([Close("other")], ["closed_other"], [])


COMPANY = {"Ada Osei": False, "Dee": True}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("write with Ada", "Ada Osei"),
        ("Write with Ada Osei", "Ada Osei"),
        ("write it with dee.", "Dee"),
    ],
)
@pytest.mark.parametrize(("on", "key"), [(On.OPENING, ""), (On.QUESTION, "objectives")])
def test_who_joins_a_colleague_closes_their_own(on, key, text, name):
    turn = say(at(on, key, company=COMPANY), text)
    assert turn.effects == (
        Want("together", reason=name),
        Close("joined", name),
        Tell("closed_joined", {"colleague": name}),
    )


@pytest.mark.parametrize(
    ("text", "company", "key"),
    [
        ("write with", COMPANY, "together_which"),
        ("write with Bo", COMPANY, "together_which"),
        ("write with Ada", {}, "together_nobody"),
    ],
)
def test_whoever_is_not_there_can_not_be_joined_and_the_screen_stays(text, company, key):
    turn = say(at(On.OPENING, company=company), text)
    assert (told(turn), screen(turn), effects(turn, Close)) == ([key], (On.OPENING, ""), [])


def test_a_long_sentence_about_writing_with_somebody_is_an_answer():
    text = "write with national authorities a first voluntary action plan"
    turn = say(at(On.QUESTION, "objectives", company=COMPANY), text)
    assert turn.interview.answers["objectives"] == [text]


def test_there_is_no_exit_once_it_was_handed_in():
    turn = say(at(On.OPENING, version=2), "I did not attend")
    assert turn.effects == (Tell("already_submitted", {"version": 2}),)


def test_who_cancels_a_pause_is_left_alone():
    assert say(asked(), "pause", "cancel").effects == (Tell("come_yourself"),)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [("format", "virtual", "online"), ("highlights", LONG, LONG), ("dates", "3-4 June 2009", None)],
)
def test_what_would_answer_a_skipped_question_is_offered_as_its_answer(key, text, value):
    turn = say(at(On.REASON, key, skipped={key: ""}), text)
    assert (told(turn), screen(turn)) == (["offer"], (On.OFFER, key))
    assert turn.interview.skipped == {key: text}
    used = say(turn.interview, "use it")
    assert used.interview.skipped == {}
    assert used.interview.answers[key] == (value or {"days": [["2009-06-03", "2009-06-04"]]})
    left = say(turn.interview, "no")
    assert (left.interview.skipped, left.interview.answers) == ({key: text}, {})


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("format", "the organizer has not said"),
        ("participants", "the list is with the ministry"),
        ("highlights", "I do not have my notes with me, they come by mail on Monday or later"),
    ],
)
def test_a_reason_stays_a_reason(key, text):
    turn = say(at(On.REASON, key, skipped={key: ""}), text)
    assert (told(turn), turn.interview.skipped) == (["reason_noted"], {key: text})
