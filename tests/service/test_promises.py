"""Promises by the clock on somebody's wall: which moments are offered, and that each is kept."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Outbox
from tests.service.test_reminders import at, live, times
from tests.service.town import TEMPLATES, Town


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
    return [button.label for button in message.buttons if button.label.endswith(("08:00", "09:00"))]


POLICY = "morning = 8"


@pytest.fixture
def early(tmp_path):
    """A town in which the mornings of a note begin at eight."""
    kind = tmp_path / "templates" / "information_note"
    shutil.copytree(TEMPLATES / "information_note", kind)
    (kind / "policy.toml").write_text(POLICY, encoding="utf-8")
    town = Town(tmp_path, templates=tmp_path / "templates")
    yield town
    town.store.close()


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


@pytest.mark.parametrize("how", ["press", "write"])
def test_the_hour_of_a_morning_is_a_number_of_the_policy(early, how):
    assert choices(early, day=10) == ["Tomorrow 08:00", "Monday 08:00", "Friday 08:00"]
    getattr(early, how)("ada", "Monday 08:00")
    assert times(live(early, until=at(15, 12)), "ada") == ["Mon 15 Jun 08:00"]


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("tomorrow", 8), ("tomorrow 09:00", 9), ("friday", 8), ("12 June", 8), ("in 3 days", 8)],
)
def test_a_day_without_an_hour_begins_with_that_of_the_policy(early, typed, hour):
    choices(early, day=10)
    early.write("ada", typed)
    assert f", {hour:02}:00 (Accra time)." in early.last("ada")


def test_one_question_that_is_put_off_comes_at_that_hour(early):
    early.owe()
    early.press("ada", "Start now")
    early.write("ada", "yes", "edit participants", "skip", "I will get it")
    early.press("ada", "Monday 08:00")
    assert "I will ask just this one on Monday 8 June 2009, 08:00 (Accra time)." in "\n".join(
        early.heard("ada")
    )
