"""What closed notes cost a sweep that finds nothing to send: with a hundred thousand of them, against a thousand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from bench.lines import Line, alternating, ms, p99, ratios
from bench.note_render import seconds
from bench.sizes import Size
from bot.app import build_office
from bot.core.notes import Status
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.office import Office
from bot.service.outbox import Arrival, Outbox
from bot.service.people import People
from bot.service.sweeps.reminders import Reminders
from bot.settings import load
from storage import Answer, Delivery, Entry, Note, Transaction, open_store

TEAM, BOSS = "T0BENCH01", "U0BENCHBO"
ZONES = ("Africa/Accra", "Europe/Brussels", "America/New_York")
FEWER = 100
LONG_AGO = datetime(2024, 3, 4, 12, tzinfo=UTC)
REGISTERED = datetime(2026, 6, 5, 14, tzinfo=UTC)
SUNDAY = datetime(2026, 6, 14, 12, tzinfo=UTC)
"""Every note is owed by then, and nobody is reminded on a Sunday."""


class Place:
    """A bot with as many outstanding notes as experts, who have written all the closed ones; `now` is its clock."""

    def __init__(self, folder: Path, *, closed: int, outstanding: int) -> None:
        self.now = REGISTERED
        database = folder / f"{closed}.db"
        self.store = open_store(database)
        settings = load({"DATABASE": str(database), "COORDINATORS": BOSS}, None)
        self.office: Office = build_office(settings, self.store, team=TEAM, clock=lambda: self.now)
        self.experts = [f"U{number:08}" for number in range(outstanding)]
        for expert, zone in zip((*self.experts, BOSS), cycle(ZONES), strict=False):
            People(self.office).know(expert, name=expert, zone=zone, locale="en")
        for expert in self.experts:
            self._owe(expert)
        with self.office.transaction() as tx:
            pinned = tx.notes.all(statuses={Status.OWED})[0]
            for expert in islice(cycle(self.experts), closed):
                close(tx, pinned, expert)

    def _owe(self, expert: str) -> None:
        facts = ("Seminar on export controls", "3-4 June 2026", "Brussels, Belgium", "European Commission")
        Notes(self.office).owe(Owed(by=BOSS, person=expert, facts=facts, key=f"owe:{expert}"))
        for letter in Outbox(self.office).claim():
            Outbox(self.office).sent(Arrival(letter, letter.recipient, f"{letter.id}.000000"))


def close(tx: Transaction, like: Note, expert: str) -> None:
    """Write the rows of a note that was approved long ago: an answer, what was sent, and the journal."""
    at = LONG_AGO
    row = Note(
        id=0,
        type=like.type,
        type_hash=like.type_hash,
        person=expert,
        asked_by=BOSS,
        status=Status.APPROVED,
        opened_at=at,
        changed_at=at,
    )
    note = tx.notes.add(row).id
    tx.answers.add(Answer(note=note, key="event", state="answered", value="A seminar", by=expert, at=at))
    for step in ("ask", "r2"):
        key = f"reminder:{note}:{step}:0"
        sent = Delivery(
            key=key,
            recipient=expert,
            purpose="reminder",
            note=note,
            body={"parts": []},
            state="sent",
            due_at=at,
            receipt=f"{note}.000000",
        )
        tx.outbox.enqueue(sent)
    tx.journal.add(Entry(who=BOSS, what=Status.APPROVED, note=note, at=at))


@contextmanager
def places(size: Size) -> Iterator[tuple[Place, Place]]:
    """Build a bot with many closed notes, and one with few."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = []
        for closed in (size.closed, size.closed // FEWER):
            place = Place(folder, closed=closed, outstanding=size.outstanding)
            stack.callback(place.store.close)
            found.append(place)
        yield found[0], found[1]


def measure(size: Size) -> Iterator[Line]:
    """Yield what a sweep costs that has nothing to send."""
    with places(size) as (many, few):
        sweeps = [_sweep(place) for place in (many, few)]
        for sweep in sweeps:
            sweep()
        with_many, with_few = alternating(size.sweeps, *sweeps)
    yield Line(
        name="sweep_idle_ratio",
        value=median(ratios(with_many, with_few)),
        p99=p99(with_many) / p99(with_few),
        goal=1.2,
        more={"few_ms": ms(with_few), "many_ms": ms(with_many), "pairs": size.sweeps, "closed": size.closed},
    )
    yield Line(
        name="sweep_per_note_us",
        value=median(with_many) / size.outstanding * 1e6,
        p99=p99(with_many) / size.outstanding * 1e6,
        goal=3000.0,
        more={"outstanding": size.outstanding},
    )


def _sweep(place: Place) -> Callable[[], float]:
    place.now = SUNDAY + timedelta(minutes=1)
    reminders = Reminders(place.office)
    return lambda: seconds(reminders.sweep)
