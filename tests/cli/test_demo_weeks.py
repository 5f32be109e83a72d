"""The four weeks of the demo: the same story each time, in a page; and the check at their end can fail."""

from contextlib import redirect_stdout
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO

import pytest

from bot.cli.demo_weeks import BACK, PEOPLE, Silence, broken, play
from bot.core.policy import HEARS, Policy
from bot.service.sweeps.simulation import Coming
from bot.settings import load

MONDAY = datetime.fromisoformat("2026-06-22T10:00+00:00")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """What was printed, and what was sent."""
    printed = StringIO()
    with redirect_stdout(printed):
        seen = play(load({}, None), tmp_path_factory.mktemp("weeks"))
    return printed.getvalue().splitlines(), seen


def steps(seen, person):
    return [one.step for one in seen if one.to == person and one.step in HEARS]


def test_one_answers_one_is_away_and_one_stays_silent_until_the_hand_off(played):
    _, seen = played
    assert steps(seen, "ada") == ["ask", "r1"]
    assert steps(seen, "lea") == ["ask", "r1", "r1"]
    assert steps(seen, "cy") == ["ask", "r1", "r2", "due", "r3", "r1", "r2"]
    assert steps(seen, "bo") == ["handoff"]
    assert [f"{one.local:%a %d}" for one in seen if one.step == "digest"] == [
        "Mon 08",
        "Mon 15",
        "Fri 19",
        "Mon 22",
        "Mon 29",
    ]


def test_each_hears_at_one_hour_of_their_own_day(played):
    _, seen = played
    asked = {(one.to, f"{one.local:%a %H:%M}") for one in seen if one.step == "ask"}
    assert asked == {(person, "Thu 18:00") for person in PEOPLE}
    assert len({one.at for one in seen if one.step == "ask"}) == 3


def test_it_is_one_page_and_ends_with_the_check(played):
    lines, _ = played
    assert len(lines) < 60
    assert max(map(len, lines)) <= 120
    assert lines[-1] == "Checked: 12 messages came by themselves to three experts, and no limit was broken."


def heard(*moments, to="ada", step="r1"):
    return [Coming(at=at, to=to, name=to, zone="UTC", step=step) for at in moments]


WRONG = {
    "at night": heard(MONDAY.replace(hour=20)),
    "on a Sunday": heard(MONDAY - timedelta(days=1)),
    "within twenty hours": heard(MONDAY.replace(hour=15), MONDAY.replace(day=23, hour=9)),
    "twice a day": heard(MONDAY, MONDAY.replace(hour=17)),
    "while away": heard(MONDAY - timedelta(days=3), to="lea"),
    "eight times": heard(*(MONDAY.replace(day=1) + timedelta(days=7 * n) for n in range(8))),
    "two digests": heard(MONDAY, MONDAY.replace(hour=11), to="bo", step="digest"),
}
SILENT = [Silence("lea", "is away", BACK - timedelta(days=9), BACK)]


@pytest.mark.parametrize("seen", WRONG.values(), ids=WRONG)
def test_what_the_policy_forbids_is_noticed(seen):
    assert len(list(broken(Policy(), seen, SILENT))) == 1


def test_what_it_allows_is_not(played):
    _, seen = played
    assert list(broken(Policy(), seen, SILENT)) == []
    assert list(broken(replace(Policy(), in_all=6), seen, [])) == ["Cy heard 7 messages."]
