"""The limits over weeks of sweeps: experts and coordinators in several zones, some away, who do whatever people do."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.core.notes import OPEN
from bot.service.chase.away import returns_at
from bot.service.chase.steps import step_of
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Outbox
from bot.service.sweeps.digests import Digests
from storage import Wish
from tests.service.town import FACTS, ZONES, Town

ZONE = ZONES | {"dee": "Pacific/Auckland"}
BEGIN = datetime(2009, 6, 1, 9, tzinfo=UTC)
DAYS = ("1-2 June 2009", "1-2 June 2009", "1-4 June 2009", "10-11 June 2009")
WORDS = (
    ("start now", "yes, all right"),
    ("tomorrow",),
    ("Friday 09:00",),
    ("away until 18 June",),
    ("edit participants", "skip", "I will get it", "Monday 09:00"),
    ("I did not attend", "Nobody went"),
    ("stop reminding me",),
    ("hand over", "Cy"),
)


class Weeks:
    """Some weeks of a town by a seed; `heard` is what came by itself: to whom, and when where they are."""

    def __init__(self, town, seed):
        self.town, self.random = town, Random(seed)
        self.heard = []
        self.broken = []
        self._arrive, town.arrive = town.arrive, self.arrive
        town.people.know("dee", name="Dee", zone=ZONE["dee"], locale="en")
        town.now = BEGIN
        town.office = replace(town.office, coordinators=("bo", "dee"))
        town.interviews, town.notes = Interviews(town.office), Notes(town.office)
        town.outbox, self.digests = Outbox(town.office), Digests(town.office)
        with town.office.transaction() as tx:
            until = BEGIN + timedelta(days=self.random.choice((16, 24)), hours=self.random.randrange(9))
            tx.wishes.add(Wish(note=None, person="bo", kind="away", by="bo", at=BEGIN, until=until))

    def arrive(self, letter):
        with self.town.office.transaction() as tx:
            row = tx.outbox.get(letter.id)
            if row.purpose in {"reminder", "opening", "digest"}:
                wall = self.town.now.astimezone(ZoneInfo(ZONE[row.recipient]))
                self.heard.append((row.recipient, wall))
                self.broken += [(row.key, wall, why) for why, holds in self.faults(tx, row, wall) if holds]
        self._arrive(letter)

    def faults(self, tx, row, wall):
        closes = 20 if row.purpose != "digest" and step_of(row) == "ask" else 18
        until = returns_at(tx, row.recipient)
        yield "the hour", not 9 <= wall.hour < closes
        yield "the weekend", wall.weekday() > 4
        yield "away", until is not None and wall.date() < until.astimezone(wall.tzinfo).date()
        yield "closed", row.note is not None and tx.notes.get(row.note).status not in OPEN

    def live(self, days):
        for number in range(5):
            self.owe(number)
        while self.town.now < BEGIN + timedelta(days=days):
            self.town.now += timedelta(minutes=self.random.choice((179, 240, 301, 363)))
            self.digests.sweep()
            self.town.sweep()
            if self.random.random() < 0.03:
                self.town.write(self.random.choice(("ada", "cy")), *self.random.choice(WORDS))
        return self

    def owe(self, number):
        person, by = self.random.choice(("ada", "cy")), self.random.choice(("bo", "dee", "dee"))
        if number == 0:  # that nobody registered, so that both of them hear of it
            self.town.answer_all("ada", dates="1 June 2009")
            return
        facts = (f"Event {number}", self.random.choice(DAYS), *FACTS[2:])
        self.town.owe(person, facts, by=by)


@pytest.mark.parametrize(("seed", "days"), [(4, 27), (7, 10), (11, 10)])
def test_nobody_hears_twice_a_day_or_out_of_hours_or_of_a_closed_note(tmp_path, seed, days):
    town = Town(tmp_path)
    weeks = Weeks(town, seed).live(days)
    town.store.close()
    assert weeks.broken == []
    moments = defaultdict(list)
    for person, wall in weeks.heard:
        moments[person].append(wall)
    assert set(moments) == {"ada", "cy", "bo", "dee"} or days < 27
    assert len(weeks.heard) >= 5
    twice = [
        (who, first, then)
        for who, walls in moments.items()
        for first, then in pairwise(walls)
        if first.date() == then.date() or then - first < timedelta(hours=20)
    ]
    assert twice == []
