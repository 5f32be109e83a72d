"""Approval: any, all, most or so many of the reviewers, and never the author."""

import pytest

from bot.core.approval import Standing, standing
from bot.core.authoring import build, faults
from bot.core.faults import Fault

REVIEWERS = ("bo", "cy", "dee", "eli")


def needed(policy, reviewers=REVIEWERS, authors=("ada",)):
    return standing(policy, reviewers=reviewers, authors=authors, approved=()).needed


@pytest.mark.parametrize(("policy", "number"), [("any", 1), ("all", 4), ("majority", 3), (2, 2), (4, 4)])
def test_each_policy_needs_its_number_of_four_reviewers(policy, number):
    assert needed(policy) == number


@pytest.mark.parametrize(("reviewers", "number"), [(1, 1), (2, 2), (3, 2), (4, 3)])
def test_a_majority_is_more_than_half(reviewers, number):
    assert needed("majority", REVIEWERS[:reviewers]) == number


def test_more_than_there_are_is_all_of_them():
    assert needed(9) == 4


def test_it_says_who_approved_and_who_is_still_to_be_asked():
    found = standing("all", reviewers=REVIEWERS, authors=["ada"], approved=["dee", "bo"])
    assert found == Standing(given=("bo", "dee"), waiting=("cy", "eli"), needed=4)
    assert found.approved is False


def test_the_last_approval_that_is_needed_approves():
    assert [
        standing(2, reviewers=REVIEWERS, authors=[], approved=REVIEWERS[:n]).approved for n in range(4)
    ] == [False, False, True, True]


def test_an_author_who_reviews_is_not_counted_at_all():
    found = standing("all", reviewers=("ada", "bo"), authors=["ada"], approved=["ada"])
    assert (found.given, found.waiting, found.needed, found.approved) == ((), ("bo",), 1, False)


def test_an_approval_of_somebody_who_is_no_reviewer_counts_for_nothing():
    found = standing("any", reviewers=("bo",), authors=["ada"], approved=["cy"])
    assert (found.given, found.approved) == ((), False)


@pytest.mark.parametrize("policy", ["any", "all", "majority", 1])
def test_without_a_reviewer_nothing_is_approved(policy):
    assert standing(policy, reviewers=("ada",), authors=["ada"], approved=["ada"]).approved is False


def test_a_reviewer_who_is_named_twice_counts_once():
    assert needed("all", ("bo", "bo", "cy")) == 2


QUESTION = {"key": "city", "kind": "line", "label": "City", "prompt": "Which?"}


def reviewed(**review):
    return {"title": "Trip", "prefix": "T", "question": [QUESTION], "review": review}


@pytest.mark.parametrize("approvals", ["any", "all", "majority", 1, 99])
def test_a_note_type_says_how_many_must_approve(approvals):
    raw = reviewed(approvals=approvals, working_days=5)
    assert faults(raw) == []
    assert (build("trip", raw).approvals, build("trip", raw).review_days) == (approvals, 5)


def test_a_note_type_that_says_nothing_of_review_needs_any_approval_within_three_days():
    kind = build("trip", {key: value for key, value in reviewed().items() if key != "review"})
    assert (kind.approvals, kind.review_days) == ("any", 3)


@pytest.mark.parametrize("approvals", ["most", "", 0, -1, 100, True, 1.5, ["any"]])
def test_a_policy_that_there_is_not_is_named_with_those_that_there_are(approvals):
    mend = 'Write "any", "all", "majority" or a number from 1 to 99'
    assert faults(reviewed(approvals=approvals)) == [
        Fault("[review]", f"has approvals = {approvals!r}", mend)
    ]


@pytest.mark.parametrize(
    ("review", "what"),
    [
        ({"working_days": 0}, "has working_days = 0"),
        ({"working_days": 366}, "has working_days = 366"),
        ({"working_days": "3"}, "working_days must be a whole number"),
        ({"approval": "any"}, "has the unknown setting 'approval'"),
    ],
)
def test_a_fault_of_the_review_is_named(review, what):
    assert [(fault.where, fault.what) for fault in faults(reviewed(**review))] == [("[review]", what)]


def test_a_review_that_is_no_table_is_named():
    assert [fault.where for fault in faults({**reviewed(), "review": "any"})] == ["the note type"]
