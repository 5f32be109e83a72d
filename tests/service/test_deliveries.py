"""Slack delivers what happens again when it is in doubt: whatever comes several times, at any time, is one."""

import random
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.forms import Deed
from bot.core.replies import File, Reply
from bot.service.coordinator.steering import Steering
from bot.service.expert.attachments import Attachments
from bot.service.expert.owing import Owed
from bot.service.expert.picking import Picking
from bot.service.review.reviews import Reviews
from storage.sqlite.library import sqlite3
from tests.service.town import ANSWERS, EVENING, FACTS, Town, place

AGENDA = File(id="F1", name="agenda.pdf", media_type="application/pdf", size=900)


class Weeks:
    """What happens to a note, one thing after the other; each gives how it is delivered, and that once more."""

    def __init__(self, town):
        self.town = town
        self.said = {}

    def all(self):
        """Give the names of all that happens: what it is made of is known when those before have happened."""
        yield "command", lambda: self.call(self.town.notes.begin, "cy", key="begin")
        yield "typed", lambda: self.typed("Seminar on fish", who="cy")
        yield "command", self.owe
        yield "press", lambda: self.press("Start now")
        yield "press", lambda: self.press("Yes, all right")
        yield "typed", lambda: self.typed("Plenary")
        yield "edit", lambda: self.edit("Plenary", "Roundtable")
        yield "file", self.file
        yield "press", lambda: self.press("Skip")
        yield "typed", lambda: self.typed("pause")
        yield (
            "form",
            lambda: self.form(Picking, "ada", "pick", day="2009-06-08", hour="09:00", about=self.card()),
        )
        yield "command", lambda: self.call(self.town.notes.resume, "ada", "2", key="resume")
        yield "form", lambda: self.form(Steering, "bo", "nudge", words="Three sentences", about="2")
        yield "form", lambda: self.form(Steering, "bo", "until", day="2009-06-26", about="2")
        for key, text in ANSWERS.items():
            if key not in {"event", "dates"}:
                yield "typed", lambda key=key: self.typed(f"edit {key}")
                yield "typed", lambda text=text: self.typed(text)
        yield "delete", lambda: self.delete("online")
        yield "typed", lambda: self.typed("edit format")
        yield "typed", lambda: self.typed("in person")
        yield "typed", lambda: self.typed("submit")
        yield "form", lambda: self.form(Reviews, "cy", "comment", comment="Thank you", about="2.1")
        yield "form", lambda: self.form(Reviews, "bo", "changes", participants="How many?", about="2.1")
        yield "typed", lambda: self.typed("Some 70 participants from 14 States")
        yield "form", lambda: self.form(Reviews, "bo", "approve", about="2.2")
        yield "edit", lambda: self.edit("share experiences", "share good practices")
        yield "edit", lambda: self.edit("share experiences", "share lessons")

    def owe(self):
        return self.call(self.town.notes.owe, Owed(by="bo", person="ada", facts=FACTS, key="owe"))

    def call(self, deed, *facts, **named):
        return lambda: deed(*facts, **named)

    def press(self, label):
        said = self.town.press("ada", label, deliver=False)
        return self.call(self.town.interviews.reply, said)

    def typed(self, text, who="ada"):
        said = self.said[text] = self.town.said(who, text)
        return self.call(self.town.interviews.reply, said)

    def file(self):
        said = self.town.said("ada", "")
        return self.call(
            Attachments(self.town.office).take, replace(said, reply=Reply("", (AGENDA,), said.message))
        )

    def edit(self, before, text):
        said = self.town.said("ada", text, key=f"edit {text}", message=self.said[before].message)
        return self.call(self.town.interviews.amend, said)

    def delete(self, text):
        said = self.town.said("ada", "", key=f"delete {text}", message=self.said[text].message)
        return self.call(self.town.interviews.forget, said)

    def card(self):
        return f"{place('ada')} {self.town.card('ada', 'When shall I come back?')}"

    def form(self, kind, person, act, *, about, **values):
        deed = Deed(person=person, act=act, about=about, key=f"{person} {act}", values=values)
        return lambda: kind(self.town.office).send(deed)


def happen(path, chance=None):
    """Let it all happen: each thing once, or three times by chance; return the rows."""
    path.mkdir()
    town = Town(path)
    town.office = replace(town.office, reviewers=("bo", "cy"))
    again, kinds = [], set()
    for number, (kind, make) in enumerate(Weeks(town).all()):
        town.now = EVENING + timedelta(minutes=20 * number)
        deliver = make()
        deliver()
        kinds.add(kind)
        if chance:
            again += [deliver, deliver]
            chance.shuffle(again)
            for each in [again.pop() for _ in range(chance.randrange(min(5, len(again)) + 1))]:
                each()
        town.deliver()
    for each in again:
        each()
    town.deliver()
    assert (town.status(2), len(town.drafts(2))) == ("approved", 2)
    assert kinds == {"command", "press", "typed", "edit", "delete", "file", "form"}
    town.store.close()
    return rows(path / "rapporteur.db")


def rows(path):
    """Return every row of every table."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in names}


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return happen(tmp_path_factory.mktemp("once") / "town")


@pytest.mark.parametrize("seed", range(4))
def test_trap_14_whatever_comes_three_times_in_any_order_leaves_the_same_rows(tmp_path, once, seed):
    found = happen(tmp_path / "town", random.Random(seed))
    assert {name for name in once if found[name] != once[name]} == set()
    assert found == once
