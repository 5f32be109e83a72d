"""A policy is what its file says, what the page on reminders says, and what dates follow from it."""

import tomllib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from bot.core.calendar import Calendar
from bot.core.policy import ANCHORS, RECIPIENTS, STEPS, Policy, changes_date, due_date, review_date
from bot.render.checking import check
from bot.render.library import Folder, LibraryError, read_folder
from bot.render.policies import NUMBERS, POLICY, WEEKDAYS, policy, policy_faults, read_policy

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
PAGE = (ROOT / "docs" / "reminders.md").read_text(encoding="utf-8")
USUAL = Policy()
TABLE = "| step | comes | not before | to |\n| --- | --- | --- | --- |"
COUNTED_FROM = {
    "start": "the first day of the event",
    "end": "the last day of the event",
    "activity": "the last thing done",
    "due": "the day on which it is due",
    "handoff": "the hand-off",
    "review_due": "the day by which it should be read",
    "offer": "the offer",
}
PEOPLE = {
    "expert": "the expert",
    "coordinator": "the coordinators",
    "reviewer": "the reviewers",
    "new_owner": "whoever was offered it",
}


def comes(step):
    if not step.days:
        return f"on {COUNTED_FROM[step.anchor]}"
    days = f"{abs(step.days)} working day{'s' if abs(step.days) > 1 else ''}"
    text = f"{days} {'after' if step.days > 0 else 'before'} {COUNTED_FROM[step.anchor]}"
    return text if step.weekday is None else f"the first {WEEKDAYS[step.weekday]}, {text} or later"


def table(kept):
    """Return the steps of a policy as the page shows them."""
    return "\n".join(
        f"| `{step.name}` | {comes(step)} | {step.hour:02}:{step.minute:02} | {PEOPLE[step.to]} |"
        for step in kept.steps
    )


def faults(text):
    return [str(fault) for fault in policy_faults(tomllib.loads(text))]


def test_the_page_on_reminders_shows_the_usual_policy():
    assert f"{TABLE}\n{table(USUAL)}\n\n" in PAGE


def test_the_page_on_reminders_names_every_number_with_its_default():
    rows = [f"| `{key}` | {getattr(USUAL, key)} |" for key in NUMBERS]
    assert [row for row in rows if row not in PAGE] == []


def test_every_step_has_a_name_of_its_own_an_anchor_and_somebody_to_hear_it():
    assert len({step.name for step in STEPS}) == len(STEPS)
    assert {step.anchor for step in STEPS} == set(ANCHORS) == set(COUNTED_FROM)
    assert {step.to for step in STEPS} == set(RECIPIENTS) == set(PEOPLE)


def test_every_number_of_a_policy_can_be_set_and_its_default_is_allowed():
    assert set(NUMBERS) == {each.name for each in fields(Policy)} - {"steps", "digest"}
    assert [key for key, (least, most) in NUMBERS.items() if not least <= getattr(USUAL, key) <= most] == []


def test_the_information_note_writes_out_the_usual_policy():
    raw = tomllib.loads((TEMPLATES / "information_note" / POLICY).read_text(encoding="utf-8"))
    assert read_policy(raw) == USUAL
    assert raw.keys() == {"leave_out", "digest", *NUMBERS, *(step.name for step in STEPS)}


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/policy.toml")), ids=lambda path: path.parent.name)
def test_the_policies_of_the_house_have_no_faults(path):
    assert check(path.parent) == []
    assert policy(read_folder(path.parent)).in_all > 1


def test_a_note_type_without_a_policy_has_the_usual_one():
    assert policy(Folder("some", {})) == USUAL


def test_what_an_author_writes_is_read():
    text = 'leave_out = ["r1"]\nin_all = 6\n[r2]\ndays = -2\n[after1]\nweekday = "Friday"\n[due]\nminute = 45'
    read = policy(Folder("some", {POLICY: text}))
    steps = {step.name: step for step in STEPS}
    assert read.in_all == 6
    assert {step.name: step for step in read.steps} == {
        **{name: step for name, step in steps.items() if name != "r1"},
        "r2": replace(steps["r2"], days=-2),
        "after1": replace(steps["after1"], weekday=4),
        "due": replace(steps["due"], minute=45),
    }


@pytest.mark.parametrize("text", ["in_all = ", "in_all = 0"])
def test_a_policy_with_faults_is_not_used(text):
    with pytest.raises(LibraryError, match=r"policy\.toml"):
        policy(Folder("some", {POLICY: text}))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("in_al = 7", "policy.toml, in_al: is no step and no number of a policy. Did you mean 'in_all'?"),
        ("[r9]\ndays = 1", "policy.toml, r9: is no step and no number of a policy. "),
        ("r1 = 3", "policy.toml, r1: must be a table. Write [r1], and its settings below"),
        ('closes = "18"', "policy.toml: closes must be a whole number. It is '18' now"),
        ("closes = true", "policy.toml: closes must be a whole number. It is True now"),
        ("a_day = 6", "policy.toml: has a_day = 6. Write a number from 1 to 5"),
        ("[r1]\nday = 1", "policy.toml, [r1]: has the unknown setting 'day'. Did you mean 'days'?"),
        ("[r1]\ndays = 1.5", "policy.toml, [r1]: days must be a whole number. It is 1.5 now"),
        ("morning = 24", "policy.toml: has morning = 24. Write a number from 0 to 23"),
        ("dnd_days = 11", "policy.toml: has dnd_days = 11. Write a number from 0 to 10"),
        ("[r1]\nhour = 24", "policy.toml, [r1]: has hour = 24. Write a number from 0 to 23"),
        ("[r1]\nminute = 60", "policy.toml, [r1]: has minute = 60. Write a number from 0 to 59"),
        ("[due]\ndays = 61", "policy.toml, [due]: has days = 61. Write a number from -60 to 60"),
        ("[eve]\ndays = 0", "policy.toml, [eve]: has days = 0. Write a number from -60 to -1"),
        ("[ask]\ndays = -1", "policy.toml, [ask]: has days = -1. Write a number from 0 to 60"),
        ("[r1]\ndays = 0", "policy.toml, [r1]: has days = 0. Write a number from 1 to 60"),
        ('[r1]\nweekday = "Fryday"', "policy.toml, [r1]: has weekday = 'Fryday'. Did you mean 'Friday'?"),
        ("[r1]\nweekday = 5", "policy.toml, [r1]: weekday must be a text in quotes. It is 5 now"),
        ('leave_out = "r1"', "policy.toml: leave_out must be a list in [ ]. It is 'r1' now"),
        ('leave_out = ["r9"]', "policy.toml: leave_out names 'r9', which is no step. There are: after1,"),
        (
            'leave_out = ["r1"]\n[r1]\ndays = 2',
            "policy.toml, [r1]: is left out and has settings. Take out one of them",
        ),
        (
            'leave_out = ["handoff", "after2"]',
            "policy.toml: leave_out names 'handoff', from which after1 counts. Write it into leave_out as well",
        ),
        (
            "first_until = 12",
            "policy.toml: has closes = 18 above first_until = 12. Write closes = 12 at most",
        ),
        (
            "in_all = 3",
            "policy.toml: has before_handoff = 5 above in_all = 3. Write before_handoff = 3 at most",
        ),
        (
            "opens = 18",
            "policy.toml: opens at 18 and closes at 18. Leave an hour between them at least",
        ),
        (
            "[r1]\nhour = 22",
            "policy.toml, [r1]: has hour = 22, when nothing is sent. Write an hour from 9 to 17, or change",
        ),
        (
            "closes = 17",
            "policy.toml, [eve]: has hour = 17, when nothing is sent. Write an hour from 9 to 16, or change",
        ),
        (
            "[digest]\nhour = 18",
            "policy.toml, [digest]: has hour = 18, when nothing is sent. Write an hour from 9 to 17, or change",
        ),
        ("[digest]\ndays = 1", "policy.toml, [digest]: has the unknown setting 'days'"),
        ('leave_out = ["digest"]', "policy.toml: leave_out names 'digest', which is no step"),
        (
            "[r2]\ndays = 1",
            "policy.toml, [due]: comes at day 0, not after r2, at day 1. Write more days, or put r2 earlier",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_mending(text, fault):
    (said,) = faults(text)
    assert said.startswith(fault)


def test_all_faults_are_told_at_once():
    text = 'leave_out = ["x"]\nin_al = 1\ncloses = "x"\n[r1]\nhour = 99\nhours = 9\n[r2]\ndays = 5'
    assert len(faults(text)) == 6


def test_the_faults_of_a_policy_are_found_by_check(tmp_path):
    for name in ("questions.toml", "note.md.j2"):
        (tmp_path / name).write_bytes((TEMPLATES / "information_note" / name).read_bytes())
    (tmp_path / POLICY).write_text("closes = 99\n")
    found = [str(fault) for fault in check(tmp_path, phrases=TEMPLATES / "phrases" / "en.toml")]
    assert "policy.toml: has closes = 99. Write a number from 1 to 24" in found


AWAY = Calendar(away=((date(2026, 6, 8), date(2026, 6, 12)),))
THURSDAY = date(2026, 6, 4)


@pytest.mark.parametrize(
    ("calendar", "registered", "due"),
    [
        (Calendar(), None, date(2026, 6, 18)),
        (Calendar(), date(2026, 5, 4), date(2026, 6, 18)),
        (Calendar(), date(2026, 6, 11), date(2026, 6, 18)),
        (Calendar(), date(2026, 6, 12), date(2026, 6, 19)),
        (Calendar(), date(2026, 6, 27), date(2026, 7, 3)),
        (AWAY, None, date(2026, 6, 25)),
        (AWAY, date(2026, 6, 10), date(2026, 6, 25)),
    ],
)
def test_a_note_is_due_ten_working_days_after_the_event_and_not_late_when_it_is_registered(
    calendar, registered, due
):
    assert due_date(USUAL, calendar, last=THURSDAY, working_days=10, registered=registered) == due


def test_changes_are_due_some_days_after_they_were_asked_but_not_before_the_note():
    due = date(2026, 6, 18)
    assert changes_date(USUAL, Calendar(), due=due, asked=date(2026, 6, 10)) == due
    assert changes_date(USUAL, Calendar(), due=due, asked=date(2026, 6, 18)) == date(2026, 6, 23)


@pytest.mark.parametrize(("days", "version", "read"), [(3, 1, 9), (3, 2, 8), (3, 7, 8), (1, 2, 5)])
def test_a_version_that_is_handed_in_again_is_read_sooner(days, version, read):
    by = review_date(USUAL, Calendar(), handed_in=THURSDAY, days=days, version=version)
    assert by == date(2026, 6, read)


@pytest.mark.parametrize(("registered", "due"), [(4, date(2026, 6, 8)), (5, date(2026, 6, 12))])
def test_an_urgent_note_has_more_time_only_when_it_is_registered_after_the_event(registered, due):
    registered = date(2026, 6, registered)
    assert due_date(USUAL, Calendar(), last=THURSDAY, working_days=2, registered=registered) == due
