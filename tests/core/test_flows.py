"""The conversation, turn by turn, in terms of the core: answer, error, back, edit, interruption, preview."""

import pytest

from bot.core.engine import step
from bot.core.moves import Answer, Keep, On, Pass, Save, Show, Submit, Tell
from bot.core.remarks import Remark
from bot.core.replies import Reply
from tests.core.rig import ANSWERS, CONTEXT, LONG, amend, asked, at, q, say, screen, sheet, told

PARTS = sheet(q("story", "text", parts=True, least=5, nothing="There was nothing.", required=True), q("end"))
MORE = "It was also said that a list helps."
CITY = sheet(q("mode", "choice", choices=("here", "there")), q("city", when={"mode": ("there",)}), q("end"))


def said(*texts):
    return tuple(Reply(text, message=f"{n}") for n, text in enumerate(texts, 100))


# ------------------------------------------------------------------ an answer


def test_an_answer_is_saved_with_a_receipt_and_the_next_question():
    turn = say(asked(), "Seminar")
    assert turn.effects[:2] == (
        Save("event", "Seminar", said("Seminar")),
        Tell("saved", {"key": "event", "value": "Seminar", "again": False}),
    )
    assert screen(turn) == (On.QUESTION, "session")


def test_an_answer_may_come_in_several_messages():
    turn = say(asked(PARTS), "First of all.", "Then this.")
    assert (turn.interview.answers, screen(turn)) == (
        {"story": "First of all.\n\nThen this."},
        (On.MORE, "story"),
    )
    assert screen(say(turn.interview, "done")) == (On.QUESTION, "end")


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "none",
        "-",
        "that is all",
        "next",
        "that\u2019s all",
        "that's all",
        "ok that is all",
        "that is it",
    ],
)
def test_nothing_more_ends_the_parts_and_is_not_one_of_them(text):
    turn = say(asked(PARTS), "First of all.", text)
    assert (turn.interview.answers, screen(turn)) == ({"story": "First of all."}, (On.QUESTION, "end"))


def test_messages_that_arrive_out_of_order_are_joined_as_they_were_written():
    later = say(asked(PARTS), "Then this.", first=200).interview
    turn = say(later, "First of all.", first=100)
    assert turn.interview.answers == {"story": "First of all.\n\nThen this."}


def test_two_quick_messages_to_one_question_are_one_answer_where_the_kind_adds():
    kind = sheet(q("aims", "lines"), q("end"))
    first = say(asked(kind), "see this").interview
    again = at(On.QUESTION, "aims", kind=kind, answers=first.answers, said=first.said)
    assert say(again, "hear that", first=101).interview.answers == {"aims": ["see this", "hear that"]}


def test_enough_is_said_once_when_the_last_required_answer_comes():
    rest = {key: value for key, value in ANSWERS.items() if key not in {"sensitive", "participants"}}
    turn = say(at(On.QUESTION, "participants", answers=rest), "Some 60 participants")
    assert told(turn) == ["saved", "enough"]
    assert told(say(turn.interview, "edit event", "Seminar")) == ["saved"]


# ------------------------------------------------------------------ a reply that does not fit


def test_two_tries_and_then_a_way_out():
    turn = say(at(On.QUESTION, "dates"), "4-3 June", "soon")
    assert (screen(turn), turn.interview.kept) == ((On.STUCK, "dates"), {"dates": "4-3 June\n\nsoon"})


def test_a_reply_that_does_not_fit_is_kept_and_answered_with_its_fault():
    turn = say(at(On.QUESTION, "event"), "x")
    assert turn.effects[0] == Keep("event", said("x"))
    assert (told(turn), turn.interview.kept) == (["too_short"], {"event": "x"})


def test_one_more_try_from_the_way_out_may_fit():
    turn = say(at(On.STUCK, "dates", answers={"format": "online"}, tries=2), "3-4 June 2009")
    assert turn.interview.answers["dates"] == {"days": [["2009-06-03", "2009-06-04"]]}


def test_a_doubt_does_not_forget_the_tries_before_it():
    kind = sheet(q("number", "number", extra={"usual": 10}, required=True))
    turn = say(asked(kind), "many", "9000", "no, ask again", "lots")
    assert screen(turn) == (On.STUCK, "number")


@pytest.mark.parametrize("text", ["yes", "keep it"])
def test_what_is_odd_counts_when_the_person_says_so(text):
    doubt = say(at(On.QUESTION, "event"), 'Workshop "odd')
    assert (told(doubt), screen(doubt)) == (["unbalanced_quotes"], (On.DOUBT, "event"))
    assert say(doubt.interview, text).interview.answers == {"event": 'Workshop "odd'}


def test_words_after_a_short_text_stand_alone_and_those_before_are_kept():
    turn = say(at(On.QUESTION, "highlights"), "Good event.", LONG)
    assert turn.interview.answers == {"highlights": LONG}
    assert turn.effects[0] == Keep("highlights", (Reply("Good event.", message="100"),))
    assert told(turn) == ["instead", "saved"]


def test_a_second_try_that_is_short_too_is_in_doubt_alone():
    turn = say(at(On.QUESTION, "highlights"), "hm fine", "All well.")
    assert [reply.text for reply in turn.interview.screen.said] == ["All well."]
    assert turn.interview.kept == {"highlights": "hm fine"}


def test_a_quick_message_that_was_written_before_the_doubt_was_seen_is_added():
    before = say(at(On.QUESTION, "highlights"), "Good event.").interview
    turn = step(before, Answer(Reply(LONG, message="101"), quick=True), CONTEXT)
    assert turn.interview.answers == {"highlights": f"Good event.\n\n{LONG}"}


def test_other_words_instead_of_an_addition_in_doubt_are_added_too():
    link, drive, other = ("http://a.example/1", "http://drive.google.com/2", "http://a.example/3")
    before = say(at(On.QUESTION, "documents"), link, "edit documents", "add to it", drive).interview
    assert before.screen.on is On.DOUBT
    turn = say(before, other, first=110)
    assert [each["url"] for each in turn.interview.answers["documents"]] == [link, other]


def test_nothing_more_of_a_short_text_leaves_it_as_it_is():
    assert say(at(On.QUESTION, "highlights"), "Good event.", "none").interview.answers == {
        "highlights": "Good event."
    }


def test_nothing_is_believed_on_the_second_time():
    turn = say(asked(PARTS), "none")
    assert (told(turn), turn.interview.answers) == (["nothing_sure"], {})
    turn = say(turn.interview, "none", first=101)
    assert (turn.interview.answers, screen(turn)) == ({"story": "There was nothing."}, (On.QUESTION, "end"))


def test_nothing_is_not_believed_only_because_something_else_did_not_fit():
    kind = sheet(q("story", "lines", extra={"item_least": 5}, nothing="There was nothing.", required=True))
    turn = say(asked(kind), "x", "none")
    assert (told(turn), turn.interview.answers) == (["nothing_sure"], {})


def test_the_sentence_for_nothing_gives_way_to_what_is_said():
    turn = say(asked(PARTS), "none", "none", "edit story", "add to it", "There was one thing.")
    assert turn.interview.answers == {"story": "There was one thing."}


def test_nothing_passes_an_optional_question():
    turn = say(at(On.QUESTION, "comments"), "n/a")
    assert turn.effects[0] == Pass("comments", "nothing")
    assert turn.interview.answers == {}


# ------------------------------------------------------------------ back and edit


def test_back_shows_the_answer_before_and_keep_returns():
    turn = say(asked(answers={"event": "Seminar"}), "back")
    assert screen(turn) == (On.EDITING, "event")
    assert screen(say(turn.interview, "keep it")) == (On.QUESTION, "session")


def test_back_twice_goes_to_the_first_and_says_so_there():
    turn = say(asked(answers={"event": "Seminar", "session": "Plenary"}), "back", "back", "back")
    assert (told(turn), screen(turn)) == (["first_question"], (On.EDITING, "event"))


@pytest.mark.parametrize("on", [On.REVIEW, On.PAUSED])
def test_back_from_the_end_is_the_last_question(on):
    assert screen(say(at(on, answers=ANSWERS), "back")) == (On.EDITING, "sensitive")


def test_editing_replaces_the_answer_and_nothing_else():
    turn = say(asked(answers={"event": "Seminar", "session": "Plenary"}), "edit 1", "Workshop")
    assert (turn.interview.answers, screen(turn)) == (
        {"event": "Workshop", "session": "Plenary"},
        (On.QUESTION, "organizers"),
    )


def test_an_edit_that_does_not_fit_is_still_an_edit():
    before = asked(answers={"objectives": ["see this"]}, said={"objectives": said("see this")})
    turn = say(before, "edit objectives", "x")
    assert screen(turn) == (On.EDITING, "objectives")
    assert say(turn.interview, "hear that").interview.answers["objectives"] == ["hear that"]


def test_a_doubt_shows_the_answer_that_would_be_replaced():
    stands = f"{LONG} {LONG}"
    turn = say(asked(answers={"highlights": stands}), "edit highlights", "hm fine")
    assert turn.effects[-2] == Tell("stands_until_yes", {"key": "highlights"}, quote=f"{stands[:139]}…")
    assert (told(turn), screen(turn)) == (["short", "stands_until_yes"], (On.DOUBT, "highlights"))


@pytest.mark.parametrize("text", ["hm fine", "keep it", "cancel", "none", "nothing", "n/a", "no", "what?"])
def test_only_a_yes_replaces_an_answer_by_what_is_in_doubt(text):
    doubt = say(asked(answers={"highlights": LONG}), "edit highlights", "hm fine").interview
    assert say(doubt, text).interview.answers == {"highlights": LONG}
    assert say(doubt, text, text).interview.answers == {"highlights": LONG}
    assert say(doubt, "yes").interview.answers == {"highlights": "hm fine"}


def test_keep_in_a_doubt_keeps_the_answer_and_goes_on():
    turn = say(asked(answers={"highlights": LONG}), "edit highlights", "hm fine", "keep it")
    assert (told(turn), screen(turn)) == (["as_it_was"], (On.QUESTION, "event"))
    assert turn.interview.kept == {"highlights": "hm fine"}


def test_cancel_in_a_doubt_where_nothing_stands_drops_the_words_and_asks_again():
    turn = say(at(On.QUESTION, "highlights", answers={"event": "Seminar"}), "hm fine", "cancel")
    assert (told(turn), screen(turn)) == (["cancelled"], (On.QUESTION, "highlights"))
    assert (turn.interview.answers, turn.interview.kept) == ({"event": "Seminar"}, {})
    assert [effect for effect in turn.effects if isinstance(effect, (Save, Keep))] == []


def test_a_doubt_about_an_addition_names_no_loss():
    link = "http://a.example/1"
    before = say(at(On.QUESTION, "documents"), link, "edit documents", "add to it").interview
    assert told(say(before, "http://drive.google.com/2", first=110)) == ["private_link"]


def test_an_edit_in_doubt_that_is_taken_back_is_still_an_edit():
    before = asked(PARTS, answers={"story": "First of all."}, said={"story": said("First of all.")})
    turn = say(before, "edit story", "hm", "no", "Something else.")
    assert turn.interview.answers == {"story": "Something else."}


def test_a_line_is_added_or_removed():
    before = at(On.EDITING, "objectives", answers={"objectives": ["see this", "hear that"]})
    assert say(before, "add a line", "go there").interview.answers["objectives"] == [
        "see this",
        "hear that",
        "go there",
    ]
    assert say(before, "remove 1").interview.answers["objectives"] == ["hear that"]
    assert told(say(before, "remove 3")) == ["remove_which"]
    assert told(say(before, "remove 1", "edit objectives", "remove 1")) == ["remove_which"]


@pytest.mark.parametrize("text", ["remove 2", "2", "2.", "hear that"])
def test_a_line_is_removed_by_its_number_or_its_words(text):
    before = at(On.EDITING, "objectives", answers={"objectives": ["see this", "hear that"]})
    asking = say(before, "remove a line")
    assert screen(asking) == (On.REMOVING, "objectives")
    assert say(asking.interview, text).interview.answers["objectives"] == ["see this"]


@pytest.mark.parametrize("text", ["cancel", "keep it", "no"])
@pytest.mark.parametrize("way", ["replace", "remove a line"])
def test_who_thinks_better_of_a_change_leaves_the_answer(way, text):
    before = at(On.EDITING, "objectives", answers={"objectives": ["see this", "hear that"]})
    turn = say(before, way, text)
    assert (told(turn), turn.interview.answers) == ([], before.answers)
    assert turn.interview.screen.on is On.QUESTION


def test_words_that_are_no_line_change_nothing():
    before = at(On.REMOVING, "objectives", answers={"objectives": ["see this", "hear that"]})
    turn = say(before, "the last one")
    assert (told(turn), screen(turn)) == (["not_understood"], (On.REMOVING, "objectives"))
    assert turn.interview.answers == before.answers


def test_the_word_replace_is_no_new_answer():
    turn = say(at(On.EDITING, "event", answers={"event": "Seminar"}), "replace", "Workshop in Vienna")
    assert (told(turn), turn.interview.answers["event"]) == (["saved"], "Workshop in Vienna")


def test_only_what_takes_more_can_be_added_to():
    turn = say(at(On.EDITING, "event", answers={"event": "Seminar"}), "add to it")
    assert screen(turn) == (On.EDITING, "event")


def test_an_addition_that_does_not_fit_is_still_an_addition():
    before = at(
        On.ADDING, "objectives", answers={"objectives": ["see this"]}, said={"objectives": said("see this")}
    )
    turn = say(before, "x", "hear that")
    assert turn.interview.answers["objectives"] == ["see this", "hear that"]


def test_a_change_that_switches_a_condition_says_what_no_longer_applies():
    before = asked(CITY, answers={"mode": "there", "city": "Graz"})
    turn = say(before, "edit mode", "here")
    assert turn.effects[2] == Tell("left_path", {"labels": ["City"]})
    assert say(turn.interview, "edit mode", "there").interview.path[1].key == "city"


# ------------------------------------------------------------------ an edited message


def test_an_edited_message_changes_its_part_of_the_answer():
    before = say(asked(PARTS), "First of all.", "Then this.").interview
    turn = amend(before, "story", "In the beginning.", "100")
    assert turn.interview.answers == {"story": "In the beginning.\n\nThen this."}
    assert (told(turn), screen(turn)) == (["amended"], (On.MORE, "story"))


@pytest.mark.parametrize("text", ["", "none", "-"])
def test_an_edit_to_nothing_leaves_the_answer(text):
    turn = amend(say(asked(), "Seminar").interview, "event", text, "100")
    assert (told(turn), turn.interview.answers) == (["amend_unclear"], {"event": "Seminar"})


def test_an_edit_into_something_odd_is_asked_about():
    turn = amend(say(asked(), "Seminar").interview, "event", 'Seminar "odd', "100")
    assert (screen(turn), turn.interview.answers) == ((On.DOUBT, "event"), {"event": "Seminar"})


def test_an_edit_of_an_answer_that_left_the_path_is_taken():
    before = asked(
        answers={"format": "online", "leg.2.leg_place": "Graz"}, said={"leg.2.leg_place": said("Graz")}
    )
    turn = amend(before, "leg.2.leg_place", "Linz, Austria", "100")
    assert turn.interview.answers["leg.2.leg_place"] == "Linz, Austria"


def test_an_edit_that_switches_a_condition_takes_its_question_off_the_screen():
    before = say(asked(CITY), "there").interview
    assert screen(amend(before, "mode", "here", "100")) == (On.QUESTION, "end")


def test_an_edit_in_a_pause_leaves_the_pause():
    before = say(asked(), "Seminar", "back", "pause").interview
    assert screen(amend(before, "event", "Workshop", "100")) == (On.PAUSED, "event")


def test_an_edit_of_one_of_two_messages_in_doubt_keeps_the_other():
    first = say(at(On.QUESTION, "highlights"), "Good event.").interview
    before = step(first, Answer(Reply("All well.", message="101"), quick=True), CONTEXT).interview
    turn = amend(before, "highlights", "Very good event.", "100")
    assert [reply.text for reply in turn.interview.screen.said] == ["Very good event.", "All well."]


def test_an_edit_of_an_offered_message_offers_the_new_words():
    turn = amend(at(On.OFFER, "event", "Semnar"), "event", "Seminar", "1")
    assert (screen(turn), [reply.text for reply in turn.interview.screen.said]) == (
        (On.OFFER, "event"),
        ["Seminar"],
    )


def test_the_words_of_several_tries_are_kept_in_order_and_an_edit_replaces_its_own():
    before = say(at(On.QUESTION, "dates"), "some day", "another day").interview
    assert before.kept == {"dates": "some day\n\nanother day"}
    assert amend(before, "dates", "a third day", "101").interview.kept == {"dates": "some day\n\na third day"}


def test_a_word_for_nothing_is_not_among_the_words_that_are_kept():
    kind = sheet(q("story", "lines", extra={"item_least": 5}, nothing="There was nothing.", required=True))
    assert say(asked(kind), "x", "none").interview.kept == {"story": "x"}


# ------------------------------------------------------------------ interruption, preview


def test_a_question_to_the_bot_is_no_answer_and_the_next_reply_is():
    turn = say(asked(), "what does event mean?")
    assert (told(turn), screen(turn)) == (["interrupted"], (On.OFFER, "event"))
    assert say(turn.interview, "Seminar").interview.answers == {"event": "Seminar"}
    assert say(turn.interview, "it is my answer").interview.answers == {"event": "what does event mean?"}


def test_preview_shows_the_draft():
    turn = say(asked(), "preview")
    assert (turn.effects[0], screen(turn)) == (Show(), (On.REVIEW, ""))


def test_not_yet_goes_on_with_what_is_open():
    assert screen(say(asked(), "preview", "not yet")) == (On.QUESTION, "event")


def test_done_names_what_is_required_and_asks_for_it():
    turn = say(asked(CITY), "done")
    assert screen(turn) == (On.REVIEW, "")
    assert told(say(asked(PARTS), "done")) == ["not_without"]


def test_words_at_the_preview_are_offered_to_the_open_question_that_takes_them():
    answers = {key: value for key, value in ANSWERS.items() if key not in {"format", "sensitive"}}
    skips = dict.fromkeys(("session", "supporters", "format", "background", "documents", "comments"), "")
    turn = say(at(On.REVIEW, answers=answers, skipped=skips), "in person")
    assert (told(turn), screen(turn)) == (["offer"], (On.OFFER, "format"))
    assert screen(say(turn.interview, "no", "preview", "nothing was closed")) == (On.OFFER, "sensitive")
    assert screen(say(at(On.REVIEW, answers=ANSWERS, skipped={**skips, "place": ""}), "hm")) == (
        On.REVIEW,
        "",
    )


def test_a_text_of_several_messages_is_replaced_by_several():
    first = say(at(On.EDITING, "story", kind=PARTS, answers={"story": "Old."}), "replace it", "First of all.")
    assert screen(first) == (On.MORE, "story")
    second = say(first.interview, MORE, "that is all", first=200)
    assert second.interview.answers == {"story": f"First of all.\n\n{MORE}"}
    assert screen(second) == (On.QUESTION, "end")


def test_a_replaced_answer_to_a_reader_is_handed_in_once_it_is_complete():
    asks = {"highlights": Remark(by="Bo Lund", text="Who?")}
    posted = at(On.REPLACING, "highlights", answers=ANSWERS, remarks=asks, changes_asked=True, version=1)
    first = say(posted, f"{LONG} All of them did.")
    assert (screen(first), told(first)) == ((On.MORE, "highlights"), ["saved"])
    assert any(
        isinstance(effect, Submit) for effect in say(first.interview, "that is all", first=200).effects
    )
