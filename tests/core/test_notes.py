"""A note's life: which status may follow which."""

import pytest

from bot.core.notes import OPEN, TALKING, TRANSITIONS, Status, before

LAWFUL = {
    (Status.OWED, Status.STARTED),
    (Status.OWED, Status.DECLINED),
    (Status.STARTED, Status.IN_REVIEW),
    (Status.STARTED, Status.DECLINED),
    (Status.IN_REVIEW, Status.IN_REVIEW),
}


@pytest.mark.parametrize("was", Status)
@pytest.mark.parametrize("becomes", Status)
def test_only_the_lawful_ways_are_open(was, becomes):
    assert (was in before(becomes)) == ((was, becomes) in LAWFUL)


def test_every_status_stands_in_the_table():
    assert set(TRANSITIONS) == set(Status)


def test_every_status_but_the_first_can_be_reached():
    assert {status for status in Status if before(status)} == set(Status) - {Status.OWED}


def test_nothing_leads_out_of_a_declined_note():
    assert TRANSITIONS[Status.DECLINED] == frozenset()


def test_the_expert_has_the_ball_until_it_is_handed_in():
    assert {Status.OWED, Status.STARTED} == OPEN


def test_answers_are_taken_until_a_note_is_declined():
    assert set(Status) - {Status.DECLINED} == TALKING
