"""Every screen with every word that it offers: something lawful follows, and it is what the word says."""

import pytest

from bot.core.engine import ANSWERS, step
from bot.core.moves import (
    WEEKDAYS,
    Answer,
    Ask,
    Command,
    Confirm,
    Keep,
    Offer,
    On,
    Pass,
    Save,
    Submit,
    Tell,
    Word,
)
from bot.core.options import EVERYWHERE, OPTIONS
from bot.core.replies import File, Reply
from tests.cells import cell
from tests.core import lawful
from tests.core.rig import ANSWERS as ALL
from tests.core.rig import CONTEXT, FACTS, LONG, NOTE, asked, at, keys, q, say, screen, sheet, told

SHORT = "Good event, all in all"
SCREENS = {
    On.OPENING: at(On.OPENING, known=FACTS),
    On.FACTS: at(On.FACTS, known=FACTS),
    On.QUESTION: at(On.QUESTION, "session"),
    On.DOUBT: at(On.DOUBT, "highlights", SHORT),
    On.MORE: say(asked(), "edit highlights", LONG).interview,
    On.STUCK: at(On.STUCK, "dates", answers={"format": "online"}, tries=2),
    On.EDITING: at(On.EDITING, "objectives", answers={"objectives": ["see this", "hear that"]}),
    On.ADDING: at(On.ADDING, "objectives", answers={"objectives": ["see this"]}),
    On.REPLACING: at(On.REPLACING, "objectives", answers={"objectives": ["see this"]}),
    On.REMOVING: at(On.REMOVING, "objectives", answers={"objectives": ["see this", "hear that"]}),
    On.REASON: at(On.REASON, "participants", skipped={"participants": ""}),
    On.WHEN: at(On.WHEN, "participants", skipped={"participants": "getting"}),
    On.PAUSED: at(On.PAUSED, "session"),
    On.ERASING: at(On.ERASING, "session", answers={"session": "Roundtable"}),
    On.OFFER: at(On.OFFER, "session", "Roundtable"),
    On.REVIEW: at(On.REVIEW, answers=ALL),
    On.SURE_ABSENT: at(On.SURE_ABSENT, answers={"event": "Seminar"}, said={"event": (Reply("Seminar"),)}),
    On.SURE_OTHER: at(On.SURE_OTHER, answers={"event": "Seminar"}, said={"event": (Reply("Seminar"),)}),
    On.AWAY: at(On.AWAY, "session"),
    On.NEEDING: at(On.NEEDING, "session"),
    On.STOPPING: at(On.STOPPING, "session"),
    On.HANDING: at(On.HANDING, "session"),
    On.FINDING: say(at(On.REVIEW, answers=ALL | {"highlights": f"{LONG} We met."}), "submit").interview,
    On.SPEAKERS: at(On.SPEAKERS, answers=ALL),
    On.CLOSED: at(On.CLOSED),
}
ANSWERED = {On.MORE}
"""Where something was said already, so that an exit asks once more."""

NOWHERE = {
    *((on, Word.OTHER) for on in set(On) - ANSWERED - {On.SURE_ABSENT}),
    *((On.SURE_ABSENT, word) for word in (Word.CLOSE, Word.NOBODY, Word.MOVED, Word.NOTHING)),
    (On.STOPPING, Word.NO_REASON),
    (On.SURE_OTHER, Word.CLOSE),
    (On.OPENING, Word.TONIGHT),
    (On.OPENING, Word.TOMORROW),
    *((On.OPENING, day) for day in WEEKDAYS),
    (On.PAUSED, Word.TONIGHT),
    (On.PAUSED, Word.TOMORROW),
    *((On.PAUSED, day) for day in WEEKDAYS),
    (On.PAUSED, Word.MYSELF),
    (On.REVIEW, Word.SUBMIT),
    (On.SPEAKERS, Word.SUBMIT),
    (On.FINDING, Word.KEEP),
    (On.FINDING, Word.KEEP_ALL),
    (On.FINDING, Word.SKIP),
}
"""The words after which nothing is asked."""

GO_ON = {
    On.OPENING: "start now",
    On.PAUSED: "go on",
    On.STUCK: "leave it open",
    On.FACTS: "yes",
    On.DOUBT: "yes",
}
GO_ON |= {On.MORE: "that is all", On.EDITING: "keep it", On.ADDING: "nothing to add", On.OFFER: "use it"}
GO_ON |= {On.REPLACING: "cancel", On.REMOVING: "cancel", On.SPEAKERS: "attribution 1"}
GO_ON |= {On.QUESTION: "skip", On.REASON: "no reason", On.WHEN: "do not ask", On.REVIEW: "not yet"}


def test_every_screen_is_here_and_takes_replies():
    assert set(SCREENS) == set(ANSWERS) == set(OPTIONS) == set(On)


@pytest.mark.parametrize("on", On)
def test_any_word_on_any_screen_does_something_lawful(on):
    for word in Word:
        move = Command(word)
        with cell(on, word):
            lawful.check(SCREENS[on], move, step(SCREENS[on], move, CONTEXT))


@pytest.mark.parametrize("on", sorted(set(On) - {On.CLOSED}))
def test_a_screen_that_goes_on_asks_again_unless_something_was_promised(on):
    asking = {word for word in (*OPTIONS[on], *EVERYWHERE) if is_asking(on, word)}
    assert asking == {*OPTIONS[on], *EVERYWHERE} - {word for screen, word in NOWHERE if screen is on}


def is_asking(on, word):
    return isinstance(step(SCREENS[on], Command(word), CONTEXT).effects[-1], Ask)


@pytest.mark.parametrize("on", sorted(GO_ON))
def test_there_is_a_way_on_from_every_screen(on):
    assert screen(say(SCREENS[on], GO_ON[on])) != (on, SCREENS[on].screen.key)


@pytest.mark.parametrize("on", On)
def test_any_text_on_any_screen_is_lawful_and_not_lost(on):
    for text in ("", "hm", LONG, "3-4 June 2009", "online", "what is it?", "none", "\n", "😀"):
        move = Answer(Reply(text, message="200"))
        with cell(on, text):
            lawful.check(SCREENS[on], move, step(SCREENS[on], move, CONTEXT))


@pytest.mark.parametrize("on", On)
def test_a_file_alone_is_lawful_on_any_screen(on):
    file = File(id="F1", name="a.pdf", media_type="application/pdf", size=1)
    move = Answer(Reply("", (file,), "200"))
    lawful.check(SCREENS[on], move, step(SCREENS[on], move, CONTEXT))


@pytest.mark.parametrize("on", [On.QUESTION, On.EDITING, On.PAUSED])
def test_repeat_shows_the_same_screen(on):
    turn = say(SCREENS[on], "repeat")
    assert turn.effects == (Ask(SCREENS[on].screen),)


@pytest.mark.parametrize("on", [On.MORE, On.STUCK, On.ADDING])
def test_repeat_says_the_question_where_the_screen_does_not(on):
    shown = SCREENS[on].screen
    assert say(SCREENS[on], "repeat").effects == (Tell("prompt", {"key": shown.key}), Ask(shown))


TALK = {
    "hello??": "hello",
    "hi": "hello",
    "Thanks!": "thanks",
    "ok thanks": "thanks",
    "never mind": "never_mind",
}
TALK |= {
    "what is this": "about",
    "How do I quit?": "about",
    "cancel": "paused",
    "stop": "paused",
    "quit": "paused",
}


@pytest.mark.parametrize("text", TALK)
def test_small_talk_is_no_answer_and_leaves_no_words_behind(text):
    turn = say(at(On.QUESTION, "event"), text)
    assert (told(turn), turn.interview.answers, turn.interview.kept) == ([TALK[text]], {}, {})
    assert screen(turn) == (On.PAUSED if TALK[text] == "paused" else On.QUESTION, "event")


def test_a_longer_text_that_begins_like_small_talk_is_an_answer():
    assert say(at(On.QUESTION, "event"), "Hello World Seminar").interview.answers == {
        "event": "Hello World Seminar"
    }


def test_small_talk_that_is_a_choice_is_that_choice():
    kind = sheet(q("mood", "choice", choices=("hello", "thanks")))
    assert say(asked(kind), "thanks").interview.answers == {"mood": "thanks"}


@pytest.mark.parametrize("on", sorted(set(On) - {On.CLOSED}))
def test_thanks_are_taken_as_thanks_on_every_screen(on):
    turn = say(SCREENS[on], "ok thanks")
    assert ("thanks" in told(turn), screen(turn)) == (True, (on, SCREENS[on].screen.key))


def test_what_was_put_off_and_left_the_path_is_not_promised_any_more():
    at_place = at(On.QUESTION, "format", skipped={"place": "getting"}, answers={"format": "in person"})
    turn = say(at_place, "edit format", "online")
    assert Pass("place", "getting") in turn.effects


@pytest.mark.parametrize("text", ["repeat", "help", "edit 99"])
def test_a_doubt_says_each_time_what_is_in_doubt(text):
    turn = say(SCREENS[On.DOUBT], text)
    assert (told(turn)[-1], screen(turn)) == ("short", (On.DOUBT, "highlights"))


@pytest.mark.parametrize("text", ["back", "edit 1", "pause", "start", "preview", "done", "no, ask again"])
def test_words_in_doubt_are_kept_when_the_person_goes_elsewhere(text):
    turn = say(SCREENS[On.DOUBT], text)
    assert turn.effects[0] == Keep("highlights", SCREENS[On.DOUBT].screen.said)
    assert turn.interview.kept == {"highlights": SHORT}


def test_confirming_the_facts_makes_answers_of_them():
    turn = say(SCREENS[On.FACTS], "yes")
    assert turn.effects[0] == Confirm(FACTS)
    assert (turn.interview.answers, turn.interview.known) == (FACTS, {})


def test_a_fact_may_be_changed_before_the_rest_is_confirmed():
    turn = say(SCREENS[On.FACTS], "change place", "Vienna, Austria")
    assert screen(turn) == (On.FACTS, "")
    assert say(turn.interview, "yes").interview.answers == FACTS | {"place": "Vienna, Austria"}


def test_adding_to_a_fact_adds_to_it():
    turn = say(SCREENS[On.FACTS], "edit organizers", "add to it", "Government of Norway")
    assert turn.interview.answers["organizers"] == ["European Commission", "Government of Norway"]


def test_no_to_the_facts_asks_which():
    turn = say(SCREENS[On.FACTS], "no")
    assert (told(turn), screen(turn)) == (["change_which"], (On.FACTS, ""))


def test_submit_is_refused_while_facts_are_unconfirmed():
    turn = say(at(On.REVIEW, known={"place": "Graz"}, answers=ALL), "submit")
    assert (told(turn), screen(turn)) == (["facts_first"], (On.FACTS, ""))


def test_submit_is_refused_while_something_required_is_missing():
    turn = say(at(On.REVIEW, answers={k: v for k, v in ALL.items() if k != "dates"}), "submit")
    assert turn.effects[0] == Tell("not_without", {"labels": ["Dates"]})
    assert screen(turn) == (On.QUESTION, "dates")


def test_submit_hands_in_the_next_version():
    turn = say(SCREENS[On.REVIEW], "submit")
    assert turn.effects == (Submit(),)
    assert (turn.interview.version, turn.interview.changed) == (1, False)


def test_submit_twice_hands_in_once():
    turn = say(SCREENS[On.REVIEW], "submit", "submit")
    assert turn.effects == (Tell("already_submitted", {"version": 1}),)


def test_words_that_were_only_kept_make_no_new_version():
    turn = say(SCREENS[On.REVIEW], "submit", "edit dates", "dunno", "keep it", "submit")
    assert turn.effects == (Tell("already_submitted", {"version": 1}),)


def test_a_change_after_submitting_makes_a_new_version():
    turn = say(SCREENS[On.REVIEW], "submit", "edit event", "Seminar", "submit")
    assert (turn.effects, turn.interview.version) == ((Submit(),), 2)


def test_a_choice_that_is_called_none_can_be_chosen():
    kind = sheet(q("risk", "choice", choices=("high", "none"), required=True))
    assert say(asked(kind), "none").interview.answers == {"risk": "none"}


def test_an_offer_for_another_question_is_used_there_and_adds():
    before = asked(answers=ALL, said={"highlights": (Reply(LONG, message="1"),)})
    offered = step(
        before, Offer("highlights", Reply("It was also said that a list helps.", message="2")), CONTEXT
    )
    assert screen(offered) == (On.OFFER, "highlights")
    used = say(offered.interview, "use it")
    assert used.interview.answers["highlights"] == f"{LONG}\n\nIt was also said that a list helps."


def test_words_that_are_no_answer_to_an_old_question_are_offered_to_the_open_one_and_then_left():
    before = asked(answers=ALL)
    offered = step(before, Offer("event", Reply("Seminar", message="2")), CONTEXT)
    turn = say(offered.interview, "no")
    assert (turn.interview.answers, screen(turn)) == (ALL, (On.OFFER, "session"))
    assert say(turn.interview, "use it").interview.answers == ALL | {"session": "Seminar"}
    turn = say(turn.interview, "no")
    assert (turn.interview.answers, screen(turn)) == (ALL, (On.QUESTION, "session"))
    assert turn.interview.kept == {"session": "Seminar"}


def test_a_reason_to_skip_that_is_no_answer_is_not_offered_to_the_next_question():
    why = at(On.REASON, "highlights", answers=ALL, skipped={"highlights": ""})
    turn = say(why, "The organizers sent the whole programme much too late.")
    assert screen(turn) == (On.OFFER, "highlights")
    assert screen(say(turn.interview, "no")) == (On.QUESTION, "session")


@pytest.mark.parametrize("text", ["looks good", "ok", "what?", "the title is wrong"])
def test_words_at_the_last_card_are_told_how_to_go_on_and_the_card_does_not_come_again(text):
    whole = at(
        On.REVIEW, answers=ALL, skipped=dict.fromkeys(q.key for q in NOTE.questions if q.key not in ALL)
    )
    turn = say(whole, text)
    assert (turn.effects, screen(turn)) == ((Tell("review_how", quote=text),), (On.REVIEW, ""))


def test_a_typed_answer_does_not_replace_one_that_is_offered():
    turn = say(at(On.OFFER, "session", "Roundtable"), "Plenary")
    assert turn.effects[0] == Tell("not_understood", quote="Plenary")
    assert turn.interview.screen.said[0].text == "Roundtable"


def test_a_paragraph_at_an_offer_for_the_same_question_is_offered_with_the_words_before_it():
    first, more = "It was said that a list helps.", "Several States asked for help with it."
    before = asked(answers=ALL, skipped=dict.fromkeys(("session", "supporters"), ""))
    offered = step(before, Offer("background", Reply(first, message="1")), CONTEXT).interview
    turn = say(offered, more)
    assert screen(turn) == (On.OFFER, "background")
    assert say(turn.interview, "use it").interview.answers["background"] == f"{first}\n\n{more}"


def test_a_paragraph_at_an_offer_for_another_question_is_offered_to_the_open_one():
    before = asked(answers=ALL)
    offered = step(before, Offer("event", Reply("Seminar", message="2")), CONTEXT).interview
    turn = say(offered, "Roundtable on safety and culture")
    assert (told(turn), screen(turn)) == (["offer_kept", "offer"], (On.OFFER, "session"))
    assert turn.interview.kept == {"event": "Seminar"}
    used = say(turn.interview, "use it").interview.answers
    assert used == ALL | {"session": "Roundtable on safety and culture"}


@pytest.mark.parametrize("text", ["pause", "edit highlights", "preview", "in 2 hours"])
def test_words_that_were_offered_are_kept_when_the_person_goes_elsewhere(text):
    before = asked(answers=ALL)
    offered = step(before, Offer("event", Reply("Seminar", message="2")), CONTEXT).interview
    assert say(offered, text).interview.kept == {"event": "Seminar"}


def test_a_question_to_the_bot_is_not_kept():
    assert say(asked(), "what does event mean?", "pause").interview.kept == {}


def test_an_offer_shows_the_answer_that_it_would_replace():
    before = asked(answers=ALL)
    turn = step(before, Offer("event", Reply("Seminar", message="2")), CONTEXT)
    assert turn.effects[1] == Tell("stands_until_yes", {"key": "event"}, quote=ALL["event"])
    assert told(step(before, Offer("highlights", Reply(LONG, message="2")), CONTEXT)) == ["offer"]


def test_questions_of_items_are_edited_by_number_key_and_label():
    answers = {
        "format": "several places",
        "leg.1.more": True,
        "leg.2.more": False,
        "leg.2.leg_place": "Graz, Austria",
    }
    before = asked(answers=answers)
    number = keys(before.numbered).index("leg.2.leg_place") + 1
    assert screen(say(before, f"edit {number}")) == (On.EDITING, "leg.2.leg_place")
    assert screen(say(before, "edit leg.2.leg_place")) == (On.EDITING, "leg.2.leg_place")
    assert told(say(before, "edit place")) == ["edit_which"]
    assert screen(say(before, f"edit {number}", "back")) == (On.QUESTION, "leg.2.leg_dates")


def test_an_answer_in_a_group_is_saved_for_its_item():
    answers = {"format": "several places", "leg.1.more": True}
    turn = say(at(On.QUESTION, "leg.2.leg_place", answers=answers), "Graz, Austria")
    assert turn.effects[0] == Save("leg.2.leg_place", "Graz, Austria", turn.interview.said["leg.2.leg_place"])


def test_the_note_type_of_the_tests_is_the_real_one():
    assert (NOTE.name, len(NOTE.questions)) == ("information_note", 16)
