"""Promises by the clock on somebody's wall: which moments are offered, and that each is kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Outbox
from tests.service.test_reminders import at, live, times


def resettle(town, **facts):
    """Let the town have an office with other settings."""
    town.office = replace(town.office, **facts)
    town.outbox, town.notes, town.interviews = (each(town.office) for each in (Outbox, Notes, Interviews))


def choices(town, *, day):
    """Return the mornings that are offered to Ada, who stops on this day of June at noon."""
    town.owe()
    town.press("ada", "Start now")
    town.now = at(day, 12)
    town.write("ada", "pause")
    message = town.letters[-1][0].message
    return [button.label for button in message.buttons if button.label.endswith("09:00")]


# ------------------------------------------------------------------ what is offered


@pytest.mark.parametrize(
    ("country", "day", "offered"),
    [
        ("", 10, ["Tomorrow 09:00", "Monday 09:00", "Friday 09:00"]),
        ("", 12, ["Monday 09:00", "Friday 09:00"]),
        ("EG", 10, ["Tomorrow 09:00", "Sunday 09:00"]),  # a Wednesday; Friday and Saturday are free
        ("EG", 11, ["Sunday 09:00", "Thursday 09:00"]),
        ("EG", 14, ["Tomorrow 09:00", "Sunday 09:00", "Thursday 09:00"]),
    ],
)
def test_what_is_offered_are_mornings_on_which_they_work(town, country, day, offered):
    resettle(town, holidays={"Africa/Accra": country})
    assert choices(town, day=day) == offered


def test_no_holiday_is_offered(town):
    resettle(town, holiday_dates=frozenset({date(2009, 6, 12), date(2009, 6, 15)}))
    assert choices(town, day=11) == ["Tuesday 09:00"]


@pytest.mark.parametrize("how", ["press", "write"])
def test_the_day_on_the_button_is_the_day_on_which_it_comes(town, how):
    resettle(town, holidays={"Africa/Accra": "EG"})
    choices(town, day=11)
    getattr(town, how)("ada", "Sunday 09:00")
    assert times(live(town, until=at(14, 12)), "ada") == ["Sun 14 Jun 09:00"]


def test_a_question_that_is_left_open_is_asked_again_when_the_week_begins(town):
    resettle(town, holidays={"Africa/Accra": "EG"})
    town.begin("ada")
    town.write("ada", "edit format", "by horse", "by boat")
    town.press("ada", "Ask me Sunday")
    assert "I will ask just this one on Sunday 7 June 2009, 09:00 (Accra time)." in "\n".join(
        town.heard("ada")
    )
