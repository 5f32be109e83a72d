"""How old a note is: what people did with it counts, and nothing that came by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.notes import OPEN, Status
from bot.core.retention import Trace, is_past, last_human_activity

THEN = datetime(2009, 6, 4, tzinfo=UTC)
LATER = [Trace(THEN + timedelta(days=n), "") for n in range(1, 400)]


def test_what_came_by_itself_makes_no_note_young():
    assert last_human_activity([Trace(THEN, "ada"), *LATER]) == THEN


def test_the_last_thing_that_anybody_did_counts_in_whatever_order_it_is_told():
    for traces in (
        [Trace(THEN, "ada"), Trace(LATER[9].at, "bo")],
        [Trace(LATER[9].at, "bo"), Trace(THEN, "ada")],
    ):
        assert last_human_activity(traces) == LATER[9].at


@pytest.mark.parametrize("traces", [[], LATER])
def test_where_nobody_did_anything_there_is_no_age_and_nothing_is_past(traces):
    assert last_human_activity(traces) is None
    assert not is_past(Status.APPROVED, traces, LATER[-1].at)


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_closed_can_be_past(status):
    traces, moment = [Trace(THEN, "ada"), *LATER], timedelta(microseconds=1)
    assert is_past(status, traces, THEN + moment) is (status not in OPEN)
    assert not is_past(status, traces, THEN)
