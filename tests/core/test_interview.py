"""An interview as it stands: what is open, what is missing, what has which number."""

import pytest

from bot.core.interview import Interview
from bot.core.moves import On, Screen
from bot.core.replies import Reply
from tests.core.rig import ANSWERS, FACTS, NOTE, asked, keys, q, sheet

SAID = (Reply("words", message="1"),)
PAIR = sheet(q("city", required=True), q("hotel", section=True), q("extra"))
TRIP = sheet(q("start"), q("where", label="Place", group="leg"), leg=3)


def test_known_facts_are_values_and_no_answers():
    interview = asked(known=FACTS)
    assert (interview.values, interview.answers) == (FACTS, {})


def test_an_answer_outranks_a_fact():
    assert asked(known={"place": "Vienna"}, answers={"place": "Graz"}).values == {"place": "Graz"}


def test_facts_are_not_counted():
    interview = asked(known=FACTS, facts=frozenset(FACTS))
    assert (interview.number("event"), interview.number("session"), interview.number("supporters")) == (
        0,
        1,
        2,
    )


def test_a_question_beside_the_path_has_no_number():
    assert asked(answers={"format": "online"}).number("place") == 0


def test_skipped_questions_are_not_open_but_still_missing():
    interview = asked(PAIR, skipped={"city": ""})
    assert (keys(interview.open), keys(interview.missing)) == (["hotel", "extra"], ["city"])


def test_gaps_are_what_the_draft_has_a_place_for():
    assert keys(asked(PAIR).gaps) == ["city", "hotel"]


def test_a_fact_that_nobody_confirmed_is_missing():
    assert keys(asked(PAIR, known={"city": "Graz"}).missing) == ["city"]


@pytest.mark.parametrize(
    ("changes", "screen"),
    [
        ({"known": {"city": "Graz"}}, Screen(on=On.FACTS)),
        ({}, Screen(on=On.QUESTION, key="city")),
        ({"answers": {"city": "Graz"}}, Screen(on=On.QUESTION, key="hotel")),
        ({"skipped": dict.fromkeys(("city", "hotel", "extra"), "")}, Screen(on=On.REVIEW)),
    ],
)
def test_what_comes_next(changes, screen):
    assert Interview(type=PAIR, **changes).onward() == screen


def test_the_number_of_questions_is_exact_once_nothing_can_add_to_it():
    assert asked().total() == (12, True)
    assert asked(answers={"format": "online"}).total() == (13, False)
    assert asked(answers={"format": "several places"}).total() == (15, True)
    assert asked(answers={"format": "several places", "leg.1.more": False}).total() == (15, False)


def test_a_condition_within_a_group_may_add_to_the_number():
    far = q("far", "yes_no", group="leg")
    kind = sheet(far, q("hotel", group="leg", when={"far": (True,)}), leg=1)
    assert asked(kind).total() == (1, True)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("1", "event"),
        ("2", "session"),
        ("0", None),
        ("99", None),
        ("participants", "participants"),
        ("Additional  Comments.", "comments"),
        ("comments", "comments"),
        ("nobody", None),
        ("", None),
        ("place", None),
    ],
)
def test_a_question_is_called_by_number_key_or_label(name, key):
    found = asked(answers={"format": "online"}).called(name)
    assert (found and found.key) == key


def test_a_label_that_several_items_have_calls_none_of_them():
    assert asked(TRIP).called("place").key == "leg.1.where"
    several = asked(TRIP, answers={"leg.1.more": True})
    assert several.called("place") is None
    assert several.called("leg.2.where").key == "leg.2.where"


def test_a_key_outranks_a_label():
    kind = sheet(q("one", label="two"), q("two", label="three"))
    assert asked(kind).called("two").key == "two"


def test_before_is_the_counted_question_before():
    interview = asked(known={"hotel": "Plaza"}, kind=PAIR, facts=frozenset({"hotel"}))
    assert (interview.before("city"), interview.before("extra").key) == (None, "city")


def test_an_answer_settles_whatever_was_known_skipped_or_kept():
    before = asked(
        PAIR, known={"city": "Graz"}, skipped={"city": "later"}, kept={"city": "hm"}, changed=False
    )
    after = before.saved("city", "Vienna", SAID)
    assert (after.answers, after.said, after.changed) == ({"city": "Vienna"}, {"city": SAID}, True)
    assert (after.known, after.skipped, after.kept) == ({}, {}, {})


def test_passing_takes_an_answer_back_and_keeps_the_words():
    before = asked(PAIR, answers={"city": "Graz"}, said={"city": SAID}, kept={"city": "hm"}, changed=False)
    after = before.passed("city", "later")
    assert (after.answers, after.said, after.skipped, after.kept) == (
        {},
        {},
        {"city": "later"},
        {"city": "hm"},
    )
    assert after.changed


def test_confirming_makes_answers_of_facts_and_changes_no_draft():
    after = asked(
        PAIR, known={"city": "Graz", "hotel": "Plaza"}, answers={"hotel": "Ritz"}, changed=False
    ).confirmed()
    assert (after.answers, after.known, after.changed) == ({"city": "Graz", "hotel": "Ritz"}, {}, False)


def test_words_that_were_only_kept_change_no_draft():
    after, _ = asked(PAIR, changed=False).keep("city", SAID)
    assert (after.kept, after.changed) == ({"city": "words"}, False)


def test_everything_required_of_an_online_event_is_enough():
    interview = asked(answers=ANSWERS)
    assert (interview.missing, keys(interview.open)) == (
        (),
        ["session", "supporters", "background", "documents", "comments"],
    )
    assert not interview.done


def test_nothing_is_missing_in_a_sheet_that_asks_for_nothing():
    assert Interview(type=sheet(q("one"))).missing == ()
    assert Interview(
        type=NOTE, answers=ANSWERS, skipped=dict.fromkeys(keys(asked(answers=ANSWERS).open), "")
    ).done


def test_words_that_are_kept_stand_there_once_where_they_were_said_last():
    before = asked(PAIR, kept={"city": "words\n\nhm"})
    after, kept = before.keep("city", (Reply("words", message="3"),))
    assert after.kept == {"city": "hm\n\nwords"}
    assert [reply.text for reply in kept.said] == ["hm", "words"]
