"""The four weeks of the demo: the same story each time, in two pages; and the check at their end can fail."""

from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from click import ClickException

from bot.cli.demo_limits import Hearer, Silence, broken
from bot.cli.demo_office import BOSS, Member, Weeks
from bot.cli.demo_weeks import BACK, EXPERTS, at, bring, play
from bot.core.calendar import Calendar
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


@pytest.fixture
def weeks(tmp_path):
    """An office into which the programme has come."""
    office = Weeks(load({}, None), tmp_path, at(2, 8), {**EXPERTS, BOSS: Member("Bo", "Europe/Brussels")})
    bring(office)
    yield office
    office.store.close()


def steps(seen, person):
    return [one.step for one in seen if one.to == person and one.step in HEARS]


def said(played, words):
    """Return the lines with these words, without their moment."""
    return [line[39:] for line in played[0] if words in line]


def test_the_programme_comes_in_as_a_file_and_everybody_is_asked_for_one_event(played):
    lines, seen = played
    assert said(played, "; + ") == [
        f"new; 3-4 June 2026; {event}; + {name}"
        for event, name in (
            ("Workshop on export controls, Geneva, Switzerland", "Ada"),
            ("Seminar on safe laboratories, Vienna, Austria", "Lea"),
            ("Meeting of contact points, Tirana, Albania", "Max"),
            ("Round table on transport, Lima, Peru", "Cy"),
        )
    ]
    asked = {(one.to, f"{one.local:%a %H:%M}") for one in seen if one.step == "ask"}
    late = {"cy": "Thu 19:00"}  # in New York: in Lima, where the round table is, it is 18:00
    assert asked == {(person, late.get(person, "Thu 18:00")) for person in EXPERTS}
    assert len({one.at for one in seen if one.step == "ask"}) == 3  # in three zones
    assert lines.index(next(line for line in lines if "(Apply)" in line)) < 10


def test_one_answers_one_is_away_one_snoozes_and_one_stays_silent_until_the_hand_off(played):
    _, seen = played
    assert steps(seen, "ada") == ["ask", "r1"]
    assert steps(seen, "lea") == ["ask", "r1", "r1"]
    assert steps(seen, "max") == ["ask", "r1"]
    assert steps(seen, "cy") == ["ask", "r1", "r2", "due", "nudge"]
    assert [one.step for one in seen if one.to == BOSS and one.step == "handoff"] == ["handoff"]
    woken = [one for one in seen if one.step == "wake"]
    assert [(one.to, f"{one.local:%a %d %H:%M}") for one in woken] == [("max", "Fri 12 09:00")]


def test_whoever_snoozed_hands_over_to_somebody_who_takes_it_and_writes_it(played):
    did = [line[39:] for line in played[0] if line[27:39].strip() == "Max"]
    assert did == ["Friday 09:00", "hand over", "Ada"]
    assert said(played, "(Accept)") == ["(Accept) of “can you take”"]
    assert [text for text in said(played, "Ada has taken") if text.endswith("Thank you.")] == [
        "Ada has taken the note on Meeting of contact points. Thank you."
    ]
    assert len(said(played, "approved by Bo (1 of 1)")) == 2


def test_digests_come_on_mondays_and_when_a_note_is_late_and_the_coordinator_acts_in_two_of_them(played):
    _, seen = played
    digests = [one for one in seen if one.step == "digest"]
    days = [f"{one.local:%a %d}" for one in digests]
    assert days == ["Mon 08", "Mon 15", "Fri 19", "Mon 22", "Mon 29"]
    assert said(played, "beside Cy") == [
        "(Nudge) beside Cy in “Notes owed, Friday 19 June”: Three sentences are enough.",
        "(Waive) beside Cy in “Notes owed, Monday 29 June”: It was an informal meeting.",
    ]
    assert said(played, "owes no note") == ["Noted: Cy owes no note on Round table on transport."]


def test_a_button_that_a_digest_does_not_have_is_not_pressed(weeks):
    with pytest.raises(
        ClickException, match="no message to bo that says “Notes owed, Friday 19 June” has “Waive”"
    ):
        weeks.press(BOSS, "Waive", of="Notes owed, Friday 19 June", beside="Cy", why="informal")


def test_what_is_refused_ends_the_demo(weeks):
    weeks.until(at(19, 14))
    with pytest.raises(ClickException, match="Nudge was refused: "):
        weeks.press(BOSS, "Nudge", of="Notes owed, Friday 19 June", beside="Cy", words="")
    weeks.press(BOSS, "Nudge", of="Notes owed, Friday 19 June", beside="Cy", words="Three sentences.")
    with pytest.raises(ClickException, match="Cy has had such words today already"):
        weeks.press(BOSS, "Nudge", of="Notes owed, Friday 19 June", beside="Cy", words="Again")


def test_it_is_two_pages_and_ends_with_the_check(played):
    lines, _ = played
    assert len(lines) < 115
    assert max(map(len, lines)) <= 120
    assert lines[-1] == "Checked: 12 messages came by themselves to 4 experts, and no limit was broken."


def heard(*moments, to="ada", step="r1", about=""):
    return [Coming(at=at, to=to, name=to, zone="UTC", step=step, about=about) for at in moments]


WRONG = {
    "at night": heard(MONDAY.replace(hour=20)),
    "on a Sunday": heard(MONDAY - timedelta(days=1)),
    "within twenty hours": heard(MONDAY.replace(hour=15), MONDAY.replace(day=23, hour=9)),
    "twice a day": heard(MONDAY, MONDAY.replace(hour=17)),
    "while away": heard(MONDAY - timedelta(days=3), to="lea"),
    "eight times": heard(*(MONDAY.replace(day=1) + timedelta(days=7 * n) for n in range(8))),
    "about what is approved": heard(MONDAY, about="Seminar"),
    "two digests": heard(MONDAY, MONDAY.replace(hour=11), to="bo", step="digest"),
    "to a coordinator at night": heard(MONDAY.replace(hour=20), to="bo", step="handoff"),
    "to a coordinator twice a day": heard(MONDAY, MONDAY.replace(hour=17), to="bo", step="rv3"),
    "six times before a hand-off": heard(*(MONDAY.replace(day=1) + timedelta(days=7 * n) for n in range(6))),
    "on a public holiday": heard(MONDAY.replace(day=19), to="max"),
}
HOLIDAY = Calendar(holidays=frozenset({date(2026, 6, 19)}))
HEARERS = {key: Hearer(one.name) for key, one in EXPERTS.items()} | {
    "bo": Hearer("Bo"),
    "max": Hearer("Max", HOLIDAY),
}
SILENT = [
    Silence("lea", "is away", BACK - timedelta(days=9), BACK),
    Silence("ada", "has it approved", MONDAY, MONDAY + timedelta(days=9), about="Seminar"),
]


@pytest.mark.parametrize("seen", WRONG.values(), ids=WRONG)
def test_what_the_policy_forbids_is_noticed(seen):
    assert len(list(broken(Policy(), HEARERS, seen, SILENT))) == 1


def test_what_it_allows_is_not(played):
    _, seen = played
    assert list(broken(Policy(), HEARERS, seen, SILENT)) == []
    assert list(broken(replace(Policy(), in_all=4), HEARERS, seen, [])) == [
        "Cy heard 5 messages about one note."
    ]
    assert list(broken(Policy(), HEARERS, heard(MONDAY, about="Workshop"), SILENT)) == []
