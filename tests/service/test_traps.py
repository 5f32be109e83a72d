"""Traps that other programs fell into, by their number: those that stand in no other file, and that none is missing."""

import re
from pathlib import Path

import pytest

from bot.core.forms import Deed
from bot.core.messages import Item
from bot.core.retention import last_human_activity
from bot.service.coordinator.board import Boards
from bot.service.coordinator.steering import Steering
from bot.service.coordinator.traces import traces_of
from tests.service.test_reminders import live
from tests.service.town import ANSWERS, FACTS, Town

TESTS = Path(__file__).parents[1]
TRAPS = range(1, 26)
HARD = ("1-2|3_4.5", "|||", "a:b,c", '{"note": 2}', "None", "__import__('os')", "2 | 2 - 2", "--1", "1;waive")


def test_every_trap_has_a_test_by_its_number():
    texts = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
    found = {int(number) for text in texts for number in re.findall(r"def test_trap_(\d+)_", text)}
    assert found == set(TRAPS)


@pytest.mark.parametrize("answered", range(1, len(ANSWERS)))
def test_trap_10_whoever_stops_after_any_answer_finds_all_of_them_again(town, tmp_path, answered):
    """The file is closed and opened again; a list that was not finished is among what is found."""
    town.begin("ada")
    for key, text in list(ANSWERS.items())[:answered]:
        town.write("ada", f"edit {key}", text)
    before, screen = town.answers(), town.screen("ada")
    town.store.close()
    again = Town(tmp_path)
    assert (again.answers(), again.screen("ada")) == (before, screen)
    assert set(again.values()) | {"highlights"} >= set(list(ANSWERS)[:answered])
    again.store.close()


def test_trap_11_going_back_to_an_answer_loses_nothing_that_came_after_it(town):
    town.answer_all()
    before = town.values()
    town.write("ada", "edit organizers", "UNODA")
    assert town.values() == before | {"organizers": ["UNODA"]}
    town.write("ada", "edit dates", "back")
    assert town.values() == before | {"organizers": ["UNODA"]}


def test_trap_17_reminders_keep_no_note_young(town):
    """What counts as the age of a note is when somebody last did something with it."""

    def last():
        with town.office.transaction() as tx:
            return last_human_activity(traces_of(tx, tx.notes.get(1)))

    town.owe()
    town.write("ada", "start now", "yes, all right", "skip")
    answered, changed = last(), town.note().changed_at
    assert len([who for _, who, _ in live(town, days=60, hours=6) if who == "ada"]) > 3
    assert (last(), town.note().changed_at) == (answered, changed)
    for act, fields in (("nudge", {"words": "Three sentences"}), ("waive", {"why": "informal"})):
        before = town.now
        Steering(town.office).send(Deed(person="bo", act=act, about="1", key=act, values=fields))
        town.deliver()
        assert last() >= before
        town.tick(days=3)


@pytest.mark.parametrize("title", HARD)
def test_trap_20_a_button_names_a_note_by_its_number_whatever_its_title_is(town, title):
    town.owe()
    assert town.owe("cy", (title, *FACTS[1:])).startswith("Noted")
    town.tick(days=20)
    with town.office.transaction() as tx:
        parts = Boards(town.office).parts(tx, "bo", backup=None)
    named = {button.about for part in parts if isinstance(part, Item) for button in part.buttons}
    assert named == {"1", "2"}


@pytest.mark.parametrize("about", [*HARD, "1.2", " 1", "1\n", "٣", "999999999999"])
def test_trap_20_what_is_no_number_of_a_note_does_nothing_to_any(town, about):
    town.owe()
    before = (town.note(), town.counts())
    told = Steering(town.office).press(Deed(person="bo", act="waive", about=about, key="k", values={}))
    assert told.lines[0].startswith("I do not know this note")
    assert (town.note(), town.counts()) == before
