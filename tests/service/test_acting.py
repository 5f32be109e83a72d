"""Who may do what to a note from a digest, and when: every act, every role, every status, against a small table."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.forms import Deed
from bot.core.notes import BEFORE, Status
from bot.render.lexicons import read_phrases
from bot.service.coordinator.steering import Steering

ROOT = Path(__file__).parents[2]

# C whoever coordinates, E whoever writes it; "-" nobody.
# Columns: owed, started, drafted, in review, changes asked, approved, declined, waived, withdrawn.
PERMITTED = """
nudge     C   C   C   C   C   -   -   -   -
until     C   C   C   -   C   -   -   -   -
hand      CE  CE  CE  -   CE  -   -   -   -
pair      C   C   C   -   C   -   -   -   -
reviewer  -   -   -   C   -   -   -   -   -
waive     C   C   C   C   C   -   -   -   -
confirm   -   -   -   -   -   -   C   -   -
again     -   -   -   -   -   -   CE  -   -
"""
ROWS = [line.split() for line in PERMITTED.strip().splitlines()]
CELLS = [(act, status, cell) for act, *row in ROWS for status, cell in zip(Status, row, strict=True)]
PEOPLE = {"C": "bo", "E": "ada"}
OTHERS = {
    "wrote it with Ada": "dee",
    "reviews it": "rae",
    "owes a note of her own": "cy",
    "is known to nobody": "gus",
}
FIELDS = {
    "nudge": {"words": "Three sentences are enough."},
    "until": {"day": "2009-08-03"},
    "hand": {"person": "cy", "why": "on mission"},
    "pair": {"person": "cy", "why": "was there too"},
    "reviewer": {"person": "bo", "why": "knows the matter"},
    "waive": {"why": "informal"},
}
KEPT = {"hand": "offer", "pair": "offer"}
"""The wish that tells of an act, where it has another name."""

WHILE = {
    "open": {status for act, status, cell in CELLS if act == "nudge" and cell != "-"},
    "with its expert": BEFORE | {Status.CHANGES_ASKED},
    "in review": {Status.IN_REVIEW},
    "closed by its expert": {Status.DECLINED},
}
"""How the page for coordinators says in which statuses a note is."""


def posted(town):
    """Ada's note of the programme is handed in."""
    town.owe()
    town.write("ada", "start now", "yes, all right")
    for key, text in (
        ("format", "online"),
        ("participants", "Some 60 participants from 14 States"),
        ("objectives", "share experiences"),
        ("highlights", "Several speakers underlined the cooperative dimension of resolution 1540 (2004)."),
        ("sensitive", "no"),
    ):
        town.write("ada", f"edit {key}", text)
        if key == "highlights":
            town.write("ada", "that is all")
    town.write("ada", "submit")


def owed(town):
    """Ada owes a note and has answered nothing."""
    town.owe()


@pytest.fixture
def table(town):
    """Return a function that gives Steering over a note in a status."""

    def laid(status):
        before = status in BEFORE | {Status.DECLINED, Status.WAIVED}
        town.recall(owed if before else posted)
        for person, zone in (("dee", "Africa/Accra"), ("rae", "Europe/Brussels")):
            town.people.know(person, name=person.capitalize(), zone=zone, locale="en")
        town.owe("cy", ("Seminar", "3-4 June 2009", "Vienna, Austria", "UNODA"))
        with town.office.transaction() as tx:
            tx.authors.add(1, "dee", at=town.now)
            tx.notes.set_status(1, was=set(Status), becomes=status, at=town.now)
        town.tick(days=20)
        town.deliver()
        return Steering(replace(town.office, reviewers=("rae",)))

    return laid


def deed(town, who, act, **values):
    return Deed(person=who, act=act, about="1", key=f"deed{town.tick()}", values=values)


def all_of_it(town):
    """Return everything that an act could change."""
    with town.office.transaction() as tx:
        return tx.notes.get(1), list(tx.wishes.of(1)), dict(tx.outbox.counts()), list(tx.journal.of(1))


def test_the_table_has_a_line_for_every_act():
    assert {act for act, *_ in ROWS} == Steering.acts


@pytest.mark.parametrize(("act", "status", "cell"), CELLS)
def test_trap_19_nobody_else_may_whatever_they_are_to_the_note(town, table, act, status, cell):
    steering = table(status)
    refused = [who for letter, who in PEOPLE.items() if letter not in cell] + list(OTHERS.values())
    before = all_of_it(town)
    for person in refused:
        told = steering.press(deed(town, person, act))
        assert (person, told.submit, told.fields, all_of_it(town)) == (person, "", (), before)
        if act in FIELDS:
            assert list(steering.send(deed(town, person, act, **FIELDS[act])).values()) == [
                " ".join(told.lines)
            ]
            assert all_of_it(town) == before
        if person != "bo":
            alone = act in {"hand", "again"} and person == "ada"
            assert ("Only a coordinator can do this: Bo." in told.lines) == (not alone)


@pytest.mark.parametrize(
    ("act", "status", "letter"),
    [(act, status, letter) for act, status, cell in CELLS for letter in cell if letter != "-"],
)
def test_whoever_may_does_it_and_it_is_kept(town, table, act, status, letter):
    steering, person = table(status), PEOPLE[letter]
    form = steering.press(deed(town, person, act))
    if act != "again":
        assert form.submit
        assert steering.send(deed(town, person, act, **FIELDS.get(act, {}))) == {}
    _, wishes, _, _ = all_of_it(town)
    assert (wishes[-1].kind, wishes[-1].by) == (KEPT.get(act, act), person)


def test_the_page_for_coordinators_says_the_same():
    page = (ROOT / "docs" / "coordinator.md").read_text(encoding="utf-8")
    labels = read_phrases(ROOT / "templates" / "phrases" / "en.toml").buttons
    said = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", page, flags=re.MULTILINE))
    for act, *_ in ROWS:
        allowed = {status for each, status, cell in CELLS if each == act and "C" in cell}
        assert (act, WHILE[said[labels[f"board_{act}"]]]) == (act, allowed)
    assert "an expert can hand over their own note, and undo that they closed it" in page
