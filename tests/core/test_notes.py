"""A note's life: which status may follow which, who may do what, and who has the ball."""

from itertools import combinations, product

import pytest

from bot.core.notes import (
    NOT_TO_ONES_OWN,
    OPEN,
    TALKING,
    TRANSITIONS,
    Act,
    Role,
    Status,
    ball,
    before,
    may,
)

LAWFUL = {
    (Status.OWED, Status.STARTED),
    (Status.OWED, Status.DECLINED),
    (Status.OWED, Status.WAIVED),
    (Status.STARTED, Status.DRAFTED),
    (Status.STARTED, Status.DECLINED),
    (Status.STARTED, Status.WAIVED),
    (Status.DRAFTED, Status.STARTED),
    (Status.DRAFTED, Status.IN_REVIEW),
    (Status.STARTED, Status.APPROVED),
    (Status.DRAFTED, Status.APPROVED),
    (Status.CHANGES_ASKED, Status.APPROVED),
    (Status.DRAFTED, Status.DECLINED),
    (Status.DRAFTED, Status.WAIVED),
    (Status.IN_REVIEW, Status.IN_REVIEW),
    (Status.IN_REVIEW, Status.CHANGES_ASKED),
    (Status.IN_REVIEW, Status.APPROVED),
    (Status.IN_REVIEW, Status.WAIVED),
    (Status.CHANGES_ASKED, Status.CHANGES_ASKED),
    (Status.CHANGES_ASKED, Status.IN_REVIEW),
    (Status.CHANGES_ASKED, Status.WAIVED),
    (Status.IN_REVIEW, Status.DRAFTED),
    (Status.CHANGES_ASKED, Status.DRAFTED),
    (Status.APPROVED, Status.IN_REVIEW),
    (Status.APPROVED, Status.WITHDRAWN),
    (Status.DECLINED, Status.OWED),
}

# E expert, R reviewer, C coordinator, O other; "-" nobody.
# Columns: owed, started, drafted, in review, changes asked, approved, declined, waived, withdrawn.
PERMITTED = """
answer   E  E  E  E     E     E     -  -  -
hand_in  -  -  E  E     E     E     -  -  -
read     -  -  -  ERCO  ERCO  ERCO  -  -  -
comment  -  -  -  RCO   RCO   RCO   -  -  -
changes  -  -  -  RC    RC    -     -  -  -
approve  -  -  -  R     -     -     -  -  -
join     -  -  -  RCO   RCO   -     -  -  -
release  -  -  -  C     C     C     -  -  -
withdraw -  -  -  -     -     C     -  -  -
take_back - - -  E     E     -     -  -  -
undo     -  -  -  E     -     -     -  -  -
"""
ROWS = [line.split() for line in PERMITTED.strip().splitlines()]
CELLS = [(Act(act), status, cell) for act, *row in ROWS for status, cell in zip(Status, row, strict=True)]
LETTERS = {"E": Role.EXPERT, "R": Role.REVIEWER, "C": Role.COORDINATOR, "O": Role.OTHER}
MIXED = [*combinations(Role, 2), *combinations(Role, 3)]


def test_only_the_lawful_ways_are_open():
    assert {(was, becomes) for was, becomes in product(Status, Status) if was in before(becomes)} == LAWFUL


def test_every_status_stands_in_the_table():
    assert set(TRANSITIONS) == set(Status)


def test_every_status_can_be_reached_and_the_first_one_again_from_declined_alone():
    assert {status for status in Status if before(status)} == set(Status)
    assert before(Status.OWED) == {Status.DECLINED}


@pytest.mark.parametrize("status", [Status.WAIVED, Status.WITHDRAWN])
def test_nothing_leads_out_of_a_waived_or_a_withdrawn_note(status):
    assert TRANSITIONS[status] == frozenset()


@pytest.mark.parametrize(("letter", "role"), LETTERS.items())
def test_trap_19_each_role_may_do_what_the_table_says_and_nothing_else(letter, role):
    told = {(act, status) for act, status, cell in CELLS if letter in cell}
    assert {(act, status) for act, status, _ in CELLS if may({role}, act, status)} == told


def test_the_table_has_a_line_for_every_act():
    assert {act for act, _, _ in CELLS} == set(Act)


@pytest.mark.parametrize("roles", MIXED, ids="-".join)
def test_several_roles_may_do_what_one_of_them_may_but_not_to_ones_own_note(roles):
    letters = {letter for letter, role in LETTERS.items() if role in roles}
    barred = NOT_TO_ONES_OWN if Role.EXPERT in roles else ()
    told = {(act, status) for act, status, cell in CELLS if letters & set(cell) and act not in barred}
    assert {(act, status) for act, status, _ in CELLS if may(set(roles), act, status)} == told


def test_somebody_without_a_role_may_do_nothing():
    assert [cell for cell in product(Act, Status) if may((), *cell)] == []


def test_the_author_can_never_approve_even_as_a_reviewer_who_coordinates():
    roles = {Role.EXPERT, Role.REVIEWER, Role.COORDINATOR}
    assert [status for status in Status if may(roles, Act.APPROVE, status)] == []


def test_whoever_has_the_ball_is_known_in_every_status():
    assert {status: ball(status) for status in Status} == {
        Status.OWED: Role.EXPERT,
        Status.STARTED: Role.EXPERT,
        Status.DRAFTED: Role.EXPERT,
        Status.IN_REVIEW: Role.REVIEWER,
        Status.CHANGES_ASKED: Role.EXPERT,
        Status.APPROVED: None,
        Status.DECLINED: None,
        Status.WAIVED: None,
        Status.WITHDRAWN: None,
    }


def test_a_version_that_is_held_back_or_that_nobody_may_review_waits_for_a_coordinator():
    assert ball(Status.IN_REVIEW, held=True) == Role.COORDINATOR
    assert ball(Status.IN_REVIEW, reviewers=False) == Role.COORDINATOR
    assert ball(Status.CHANGES_ASKED, held=True) == Role.EXPERT


def test_what_is_open_is_exactly_where_somebody_has_the_ball():
    assert {status for status in Status if ball(status)} == OPEN


def test_answers_are_taken_until_a_note_is_declined_waived_or_withdrawn():
    assert set(Status) - {Status.DECLINED, Status.WAIVED, Status.WITHDRAWN} == TALKING
