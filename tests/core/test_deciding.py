"""Before a draft is handed in, each finding waits for a word; a yes changes those words alone, a no nothing."""

from dataclasses import replace

import pytest

from bot.core.deciding import MOST, Verdict, asked_about, undecided
from bot.core.housestyle import written
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.moves import Ask, Decide, On, Pass, Save, Submit, Wake
from bot.core.replies import Reply
from tests.core.rig import ANSWERS, CONTEXT, LONG, NOTE, amend, asked, at, q, say, screen, sheet, told

STYLED = f"{LONG} It was opened on June 3rd, 2009. We agreed."
PRIVATE = f"{LONG} Write to a.lund@mfa.example. All was said off the record."


def reviewing(highlights, **changes):
    return at(On.REVIEW, answers=ANSWERS | {"highlights": highlights}, **changes)


def asks(turn):
    """Return the words that are asked about; nothing once the draft is handed in."""
    now = turn.interview
    return next((each.words for each in undecided(now) if each.id == now.screen.about), "")


def handed_in(turn):
    return isinstance(turn.effects[-1], Submit)


def verdicts(turn):
    return [effect.verdict for effect in turn.effects if isinstance(effect, Decide)]


def test_a_draft_without_findings_is_handed_in_at_once():
    assert say(reviewing(LONG), "submit").effects == (Submit(),)


def test_each_finding_is_asked_about_before_the_draft_is_handed_in():
    first = say(reviewing(STYLED), "submit")
    second = say(first.interview, "keep mine")
    assert (screen(first), asks(first), asks(second)) == ((On.FINDING, "highlights"), "June 3rd, 2009", "We")
    assert handed_in(say(second.interview, "keep mine"))


def test_what_is_sensitive_is_asked_first_also_where_it_stands_last():
    turn = say(reviewing(f"We agreed. {PRIVATE}"), "submit")
    assert asks(turn) == "a.lund@mfa.example"


def test_use_it_changes_those_words_alone_and_makes_a_new_revision():
    turn = say(reviewing(STYLED), "submit", "use it")
    text = STYLED.replace("June 3rd, 2009", "3 June 2009")
    assert (verdicts(turn), told(turn)) == ([Verdict.USED], ["mended"])
    assert [effect for effect in turn.effects if isinstance(effect, Save)] == [
        Save("highlights", text, (Reply(text),))
    ]


def test_keep_mine_changes_nothing():
    turn = say(reviewing(STYLED), "submit", "keep mine", "keep mine")
    assert turn.interview.answers["highlights"] == STYLED
    assert [type(effect) for effect in turn.effects] == [Decide, Submit]


def test_what_was_kept_is_not_asked_about_again():
    kept = say(reviewing(STYLED), "submit", "keep all").interview.decided
    assert handed_in(say(reviewing(STYLED, decided=kept), "submit"))


def test_words_that_come_back_after_they_were_changed_are_asked_about_again():
    used = say(reviewing(STYLED), "submit", "use it").interview.decided
    assert asks(say(reviewing(STYLED, decided=used), "submit")) == "June 3rd, 2009"


def test_keep_all_leaves_every_suggestion_of_style():
    turn = say(reviewing(STYLED), "submit", "keep all")
    assert (verdicts(turn), handed_in(turn)) == ([Verdict.KEPT, Verdict.KEPT], True)


def test_keep_all_is_no_word_about_what_is_sensitive():
    turn = say(reviewing(PRIVATE), "submit", "keep all")
    assert (verdicts(turn), asks(turn)) == ([], "a.lund@mfa.example")


@pytest.mark.parametrize(
    "word", ["use it", "skip", "hm", "yes", "done", "submit", "remove 2", "later", "cancel", ""]
)
def test_nothing_that_is_sensitive_goes_out_by_a_word_that_does_not_say_so(word):
    turn = say(reviewing(PRIVATE), "submit", word)
    assert (verdicts(turn)[:1], turn.interview.version) == ([Verdict.REMOVED] if "2" in word else [], 0)


def test_remove_it_takes_the_words_out_wherever_they_stand():
    twice = f"{PRIVATE} Again: a.lund@mfa.example."
    turn = say(reviewing(twice), "submit", "remove it", "remove it")
    assert turn.interview.answers["highlights"] == f"{LONG} Write to. Again."
    assert handed_in(say(turn.interview, "submit"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dr. Osei (a.lund@mfa.example, room 12) spoke.", "Dr. Osei (room 12) spoke."),
        ("Dr. Osei (room 12, a.lund@mfa.example) spoke.", "Dr. Osei (room 12) spoke."),
        ("Dr. Osei (a.lund@mfa.example) spoke.", "Dr. Osei spoke."),
        ("Ask the chair, a.lund@mfa.example, or us.", "Ask the chair, or us."),
        ("Ask the chair, a.lund@mfa.example. Then go.", "Ask the chair. Then go."),
        ("Contact: a.lund@mfa.example, the chair.", "Contact: the chair."),
    ],
)
def test_where_an_address_is_removed_no_comma_and_no_brackets_stay_behind(text, left):
    turn = say(reviewing(f"{LONG} {text}"), "submit", "remove it")
    assert turn.interview.answers["highlights"] == f"{LONG} {left}"


def test_what_is_left_after_the_last_removal_is_seen_before_it_is_handed_in():
    turn = say(reviewing(f"{LONG} Write to a.lund@mfa.example."), "submit", "remove it")
    assert (told(turn), screen(turn), turn.interview.version) == (["mended"], (On.REVIEW, ""), 0)
    assert handed_in(say(turn.interview, "submit"))


def test_what_is_left_is_seen_also_where_the_next_version_would_go_by_itself():
    text = f"{LONG} Write to a.lund@mfa.example."
    asked_for = {"changes_asked": True, "version": 1, "changed": True}
    turn = say(reviewing(text, **asked_for), "submit", "remove it")
    assert (screen(turn), turn.interview.version) == ((On.REVIEW, ""), 1)


@pytest.mark.parametrize("words", [("resume",), ("pause", "resume"), ("pause", "pause", "go on now")])
def test_who_stops_at_a_suggestion_goes_on_with_it(words):
    first = say(reviewing(STYLED), "submit")
    turn = say(first.interview, *words)
    assert turn.interview.screen == first.interview.screen
    assert asks(turn) == "June 3rd, 2009"


def test_a_promise_to_come_back_brings_the_suggestion_at_which_they_stopped():
    turn = say(reviewing(STYLED), "submit", "pause", "tomorrow")
    assert [(e.screen.on, e.screen.about) for e in turn.effects if isinstance(e, Wake)] == [
        (On.FINDING, turn.interview.screen.about)
    ]


def test_a_suggestion_that_went_during_the_pause_is_not_asked_about():
    said = {"highlights": (Reply(STYLED, message="1"),)}
    paused = say(reviewing(STYLED, said=said), "submit", "pause").interview
    turn = say(amend(paused, "highlights", LONG, "1").interview, "resume")
    assert screen(turn) == (On.QUESTION, "session")


def test_keep_it_lets_what_is_sensitive_pass():
    turn = say(reviewing(PRIVATE), "submit", "keep it", "keep it")
    assert (verdicts(turn), handed_in(turn), asked_about(turn.interview)) == ([Verdict.LEFT], True, ())


def test_the_coordinator_is_asked_about_what_the_person_marks():
    turn = say(reviewing(PRIVATE), "submit", "ask the coordinator", "keep it")
    assert [each.words for each in asked_about(turn.interview)] == ["a.lund@mfa.example"]
    assert handed_in(turn)


def test_the_coordinator_is_not_asked_about_words_that_are_gone():
    marked = say(reviewing(PRIVATE), "submit", "ask the coordinator").interview.decided
    assert asked_about(reviewing(LONG, decided=marked)) == ()


def test_a_required_answer_that_would_be_left_empty_is_asked_for():
    answers = ANSWERS | {"event": "a.lund@mfa.example"}
    turn = say(at(On.REVIEW, answers=answers), "submit", "remove it")
    assert (screen(turn), told(turn), turn.interview.answers["event"]) == (
        (On.EDITING, "event"),
        ["empty"],
        "a.lund@mfa.example",
    )


@pytest.mark.parametrize("text", ["a.lund@mfa.example", "a.lund@mfa.example."])
def test_an_answer_that_may_be_left_out_and_would_be_left_empty_is_skipped(text):
    answers = ANSWERS | {"background": text}
    turn = say(at(On.REVIEW, answers=answers), "submit", "remove it")
    assert (verdicts(turn), told(turn)) == ([Verdict.REMOVED], ["emptied"])
    assert Pass("background") in turn.effects
    assert "background" not in turn.interview.answers
    assert handed_in(say(turn.interview, "submit"))


def test_no_more_than_twelve_suggestions_are_asked_about():
    text = f"{LONG} " + " ".join(f"The A{letter}Z spoke." for letter in "BCDEFGHJKNOPQRST")
    interview = reviewing(text)
    turns = [turn := say(interview, "submit")]
    while not handed_in(turn):
        turns.append(turn := say(turn.interview, "keep mine"))
    assert (len(interview.findings), len(turns) - 1) == (16, MOST)


def test_an_emoji_is_asked_about_however_many_suggestions_there_were():
    kept = {f"{n:016}": Verdict.KEPT for n in range(MOST)}
    turn = say(reviewing(f"{LONG} We went 🎉 home.", decided=kept), "submit")
    assert asks(turn) == "went 🎉"
    done = say(turn.interview, "use it")
    assert (done.interview.answers["highlights"], handed_in(done)) == (f"{LONG} We went home.", True)


def test_an_emoji_that_is_kept_stays():
    turn = say(reviewing(f"{LONG} It went 🎉 well."), "submit", "keep mine")
    assert (verdicts(turn), handed_in(turn)) == ([Verdict.KEPT], True)


def test_the_words_can_be_changed_by_hand_instead():
    turn = say(reviewing(STYLED), "submit", "edit highlights")
    assert screen(turn) == (On.EDITING, "highlights")
    assert handed_in(say(turn.interview, LONG, "submit"))


def test_an_edited_message_makes_a_finding_pointless_and_what_comes_next_is_asked():
    said = {"highlights": (Reply(STYLED, message="5"),)}
    turn = say(reviewing(STYLED, said=said), "submit")
    edited = amend(turn.interview, "highlights", LONG, "5")
    assert screen(say(edited.interview, "keep mine")) == (On.QUESTION, "session")
    assert handed_in(say(edited.interview, "submit"))


def test_what_became_missing_in_between_is_asked_for_and_the_decision_is_kept():
    turn = say(reviewing(STYLED), "submit")
    here = replace(turn.interview, answers=ANSWERS | {"highlights": STYLED, "format": "in person"})
    kept = say(here, "keep all")
    assert (verdicts(kept), told(kept), screen(kept)) == (
        [Verdict.KEPT, Verdict.KEPT],
        ["not_without"],
        (On.QUESTION, "place"),
    )


def test_after_the_draft_was_handed_in_an_old_card_does_nothing():
    done = say(reviewing(STYLED), "submit", "keep all").interview
    turn = say(done, "keep mine")
    assert (turn.interview.version, verdicts(turn), isinstance(turn.effects[-1], Ask)) == (1, [], True)


def test_what_is_looked_through_is_the_answer_as_its_kind_shows_it():
    link = [{"title": "Paper", "url": "http://www.example.org/a"}, {"title": "", "url": "http://b.example"}]
    values = {"line": "Two words", "text": "a\n\nb", "lines": ["see", "hear"], "url": link, "person": "Ada"}
    assert {kind: written(value) for kind, value in values.items()} == {
        kind: KINDS[kind].show(value, q("one", kind), CONTEXT) for kind, value in values.items()
    }
    assert [written(value) for value in (True, 7, [], {"days": []}, None)] == [""] * 5


def test_an_answer_beside_the_path_is_not_looked_through():
    kind = sheet(q("one", "yes_no"), q("two", when={"one": (True,)}))
    answers = {"one": False, "two": "a.lund@mfa.example"}
    assert Interview(type=kind, answers=answers).findings == ()
    assert len(Interview(type=kind, answers=answers | {"one": True}).findings) == 1


def test_facts_of_the_programme_are_looked_through_as_well():
    answers = {key: value for key, value in ANSWERS.items() if key != "event"}
    interview = asked(known={"event": "Talk by a.lund@mfa.example"}, answers=answers)
    assert [each.key for each in interview.findings] == ["event"]


def test_the_address_of_the_house_is_nobodys():
    assert reviewing(f"{LONG} {NOTE.constants['contact']}").findings == ()


HARMLESS = '{{ 7*7 }} <!channel> =cmd() #read("x") </w:t> \\1 \\g<0> {0} R&D a_b_c *x*'


def test_what_looks_like_code_beside_the_words_stays_as_it_was_typed():
    turn = say(reviewing(f"{LONG} {HARMLESS} On June 3rd, 2009. {HARMLESS}"), "submit", "use it")
    assert turn.interview.answers["highlights"] == f"{LONG} {HARMLESS} On 3 June 2009. {HARMLESS}"


def test_a_very_long_answer_is_mended_as_well():
    long = " ".join([LONG] * 400)
    turn = say(reviewing(f"{long} On June 3rd, 2009. {long}"[:39_990]), "submit", "use it")
    assert turn.interview.answers["highlights"] == f"{long} On 3 June 2009. {long}"[:39_987]


# ------------------------------------------------------------------ lines that every note has

LINE = "For further information, please write to the office."


def lacking(**answers):
    kind = replace(NOTE, style=replace(NOTE.style, lacks=(LINE,)))
    return at(On.REVIEW, kind=kind, answers=ANSWERS | answers)


def test_a_line_that_is_missing_is_added_with_a_yes_also_to_an_answer_that_was_skipped():
    turn = say(lacking(), "submit")
    assert (asks(turn), screen(turn)) == (LINE, (On.FINDING, "comments"))
    used = say(turn.interview, "use it")
    assert (used.interview.answers["comments"], handed_in(used)) == (LINE, True)
    longer = say(lacking(comments="All went well."), "submit", "use it")
    assert longer.interview.answers["comments"] == f"All went well.\n\n{LINE}"


def test_a_line_that_is_missing_stays_so_where_the_author_wants_none():
    turn = say(lacking(), "submit", "keep mine")
    assert ("comments" in turn.interview.answers, verdicts(turn)) == (False, [Verdict.KEPT])
    assert handed_in(turn)


def test_no_keeps_private_what_is_sensitive_and_refuses_what_is_suggested():
    turn = say(reviewing(PRIVATE), "submit", "no")
    assert verdicts(turn) == [Verdict.REMOVED]
    assert "mfa.example" not in turn.interview.answers["highlights"]
    assert verdicts(say(reviewing(STYLED), "submit", "no")) == [Verdict.KEPT]
    assert verdicts(say(reviewing(STYLED), "submit", "ok")) == [Verdict.USED]


def test_a_yes_to_what_is_sensitive_is_answered_with_what_to_press():
    turn = say(reviewing(PRIVATE), "submit", "yes")
    assert (verdicts(turn), told(turn), asks(turn)) == ([], ["press_one"], "a.lund@mfa.example")


@pytest.mark.parametrize("text", ["why?", "what?", "why do you ask", "Why is this sensitive?", "help"])
@pytest.mark.parametrize(("highlights", "why"), [(PRIVATE, "why_sensitive"), (STYLED, "why_style")])
def test_who_asks_why_something_is_asked_is_told_that_and_nothing_changes(highlights, why, text):
    before = say(reviewing(highlights), "submit")
    turn = say(before.interview, text)
    assert (told(turn), verdicts(turn), asks(turn)) == ([why], [], asks(before))
