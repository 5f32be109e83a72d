"""Outstanding and the ball are computed from what is known now."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.calendar import Calendar
from bot.core.notes import OPEN, Status
from bot.core.outstanding import Ball, Waiting, ball, outstanding, until
from bot.core.policy import Policy

NOW = datetime(2026, 6, 8, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
EARLIER = NOW - timedelta(days=1)


def test_without_anything_to_wait_for_the_status_says_who_has_the_ball():
    assert {status: ball(status, NOW, Waiting()) for status in Status} == {
        Status.OWED: Ball.EXPERT,
        Status.STARTED: Ball.EXPERT,
        Status.DRAFTED: Ball.EXPERT,
        Status.IN_REVIEW: Ball.REVIEWER,
        Status.CHANGES_ASKED: Ball.EXPERT,
        Status.APPROVED: Ball.NOBODY,
        Status.DECLINED: Ball.NOBODY,
        Status.WAIVED: Ball.NOBODY,
        Status.WITHDRAWN: Ball.NOBODY,
    }


@pytest.mark.parametrize(
    ("status", "waiting", "who"),
    [
        (Status.STARTED, {"snoozed_until": LATER}, Ball.SNOOZED),
        (Status.STARTED, {"away_until": LATER}, Ball.AWAY),
        (Status.STARTED, {"away_until": LATER, "snoozed_until": LATER}, Ball.AWAY),
        (Status.STARTED, {"fact_until": LATER}, Ball.FACT),
        (Status.STARTED, {"fact_until": LATER, "snoozed_until": LATER}, Ball.SNOOZED),
        (Status.OWED, {"offered_until": LATER, "snoozed_until": LATER}, Ball.NEW_OWNER),
        (Status.IN_REVIEW, {"held": True}, Ball.COORDINATOR),
        (Status.IN_REVIEW, {"reviewers": False}, Ball.COORDINATOR),
        (Status.IN_REVIEW, {"away_until": LATER}, Ball.AWAY),
        (Status.IN_REVIEW, {"held": True, "away_until": LATER}, Ball.COORDINATOR),
        (Status.IN_REVIEW, {"fact_until": LATER, "offered_until": LATER}, Ball.REVIEWER),
        (Status.STARTED, {"asks_help": True, "snoozed_until": LATER}, Ball.COORDINATOR),
        (Status.STARTED, {"asks_help": True, "offered_until": LATER}, Ball.NEW_OWNER),
        (Status.IN_REVIEW, {"asks_help": True}, Ball.REVIEWER),
        (Status.APPROVED, {"snoozed_until": LATER}, Ball.NOBODY),
    ],
)
def test_what_a_note_waits_for_has_the_ball(status, waiting, who):
    assert ball(status, NOW, Waiting(**waiting)) == who


def test_what_has_passed_is_waited_for_no_more():
    waiting = Waiting(fact_until=EARLIER, snoozed_until=EARLIER, away_until=NOW)
    assert ball(Status.STARTED, NOW, waiting) == Ball.EXPERT


def test_an_offer_that_nobody_took_is_the_coordinators():
    assert ball(Status.STARTED, NOW, Waiting(offered_until=EARLIER)) == Ball.COORDINATOR


@pytest.mark.parametrize("status", list(Status))
def test_a_note_is_outstanding_while_it_is_open_and_its_event_is_over(status):
    ended = NOW - timedelta(hours=2)
    assert outstanding(Policy(), status, ended, NOW) == (status in OPEN)
    assert not outstanding(Policy(), status, ended, NOW - timedelta(seconds=1))
    assert not outstanding(Policy(), status, None, NOW)


def test_something_is_open_until_the_end_of_a_working_day():
    friday = datetime(2026, 6, 5, 15, tzinfo=UTC)
    assert until(friday, 2, zone="Europe/Brussels", calendar=Calendar()) == datetime(
        2026, 6, 9, 22, tzinfo=UTC
    )
