"""One answer as a use case, from the reply to the commit; what is promised is marked as sent in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.answers import ANSWERS, Expected, words
from bench.rows import TEAM
from bot.app import build_office
from bot.core.replies import Reply
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Arrival, Outbox
from bot.service.said import Said
from bot.settings import load
from storage import open_store

START = 1_800_000_000


class UseCase:
    """Experts who answer one after the other, without a Slack."""

    def __init__(self, folder: Path) -> None:
        database = folder / "use_case.db"
        settings = load({"DATABASE": str(database)}, None)
        self.store = open_store(database)
        self.office = build_office(settings, self.store, team=TEAM)
        self.notes, self.interviews, self.outbox = (
            Notes(self.office),
            Interviews(self.office),
            Outbox(self.office),
        )
        self.stamp = START
        self._said = self._all()

    def answer(self) -> float:
        """Give the next answer; return the seconds that the use case took."""
        said = next(self._said)
        started = perf_counter()
        self.interviews.reply(said)
        seconds = perf_counter() - started
        self._send()
        return seconds

    def _all(self) -> Iterator[Said]:
        number = 0
        while True:
            number += 1
            person = f"U{number:08}"
            self.notes.begin(person, key=f"command:{number}")
            self._send()
            yield from (self._one(person, answer) for answer in ANSWERS)

    def _one(self, person: str, answer: Expected) -> Said:
        ts = self._tick()
        return Said(
            person=person, reply=Reply(words(answer, person), message=ts), key=f"event:{ts}", message=ts
        )

    def _send(self) -> None:
        for letter in self.outbox.claim():
            self.outbox.sent(Arrival(letter, "D0BENCH01", self._tick()))

    def _tick(self) -> str:
        self.stamp += 1
        return f"{self.stamp}.000000"

    def close(self) -> None:
        """Close the store."""
        self.store.close()
