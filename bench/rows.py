"""The rows of one answer, written twice: through the store, and by hand into tables of the same shape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.answers import ANSWERS
from storage import Answer, Delivery, Entry, Note, Piece, open_store
from storage.sqlite.library import sqlite3

TEAM = "T0BENCH01"
PERSON = "U0BENCH01"
BODY = {"parts": [{"is": "Line", "text": "What was the event called? " * 8}], "buttons": [], "ticks": []}
SCREEN = {"on": "question", "key": "session", "said": [], "tries": 0}


class Stored:
    """Writes through the store: seen, history, answer, next prompt, journal."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(folder / "stored.db")
        self.number = 0
        self.note = 0

    def answer(self) -> float:
        """Write one answer; return the seconds."""
        place = self.number % len(ANSWERS)
        if place == 0:
            self._begin()
        self.number += 1
        started = perf_counter()
        self._write(ANSWERS[place].key, ANSWERS[place].text)
        return perf_counter() - started

    def _begin(self) -> None:
        at = datetime.now(UTC)
        note = Note(
            id=0,
            type="information_note",
            type_hash="x",
            person=PERSON,
            asked_by=PERSON,
            status="started",
            opened_at=at,
            changed_at=at,
        )
        with self.store.transaction(TEAM) as tx:
            self.note = tx.notes.add(note).id

    def _write(self, key: str, text: str) -> None:
        at, note = datetime.now(UTC), self.note
        facts = {"key": key, "revision": 1}
        with self.store.transaction(TEAM) as tx:
            tx.inbox.seen(f"event:{self.number}", at=at)
            tx.answers.history(note)
            tx.answers.add(self._answered(key, text, at))
            tx.outbox.enqueue(self._promised(at))
            tx.journal.add(Entry(who=PERSON, what="answered", note=note, facts=facts, at=at))

    def _answered(self, key: str, text: str, at: datetime) -> Answer:
        said = (Piece(message=f"1.{self.number}", text=text),)
        return Answer(note=self.note, key=key, state="answered", value=text, pieces=said, by=PERSON, at=at)

    def _promised(self, at: datetime) -> Delivery:
        return Delivery(
            key=f"turn:{self.number}",
            recipient=PERSON,
            purpose="turn",
            note=self.note,
            screen=SCREEN,
            body=BODY,
            due_at=at,
        )

    def close(self) -> None:
        """Close the store."""
        self.store.close()


INSERTS = {"inbox": 3, "answers": 13, "pieces": 5, "outbox": 18, "journal": 7}
"""Table -> columns."""


class Raw:
    """Writes the same rows with nothing in between: numbers are counted here, and the statements are the shortest."""

    def __init__(self, folder: Path) -> None:
        open_store(folder / "raw.db").close()
        self.connection = sqlite3.connect(str(folder / "raw.db"), isolation_level=None)
        self.connection.executescript("pragma journal_mode = wal; pragma synchronous = full;")
        self.number = 0
        self.sql = {t: f"insert into {t} values ({', '.join('?' * n)})" for t, n in INSERTS.items()}  # noqa: S608  constants

    def answer(self) -> float:
        """Write one answer; return the seconds."""
        note, place = divmod(self.number, len(ANSWERS))
        self.number += 1
        started = perf_counter()
        self._write(note + 1, ANSWERS[place].key, ANSWERS[place].text)
        return perf_counter() - started

    def _write(self, note: int, key: str, text: str) -> None:
        run, sql, n = self.connection.execute, self.sql, self.number
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        pieces, facts = json.dumps([(f"1.{n}", text)]), json.dumps({"key": key, "revision": 1})
        run("begin immediate")
        run(sql["inbox"], (TEAM, f"event:{n}", at))
        run("select * from answers where team = ? and note = ?", (TEAM, note)).fetchall()
        answer: tuple[Any, ...] = (
            TEAM,
            note,
            key,
            1,
            n,
            "answered",
            json.dumps(text),
            pieces,
            "",
            None,
            "",
            PERSON,
            at,
        )
        run(sql["answers"], answer)
        run(sql["pieces"], (TEAM, f"1.{n}", note, key, 1))
        promise: tuple[Any, ...] = (
            TEAM,
            n,
            f"turn:{n}",
            PERSON,
            "turn",
            note,
            json.dumps(SCREEN),
            json.dumps(BODY),
        )
        run(sql["outbox"], (*promise, "waiting", at, None, 0, None, None, None, "", "", ""))
        run(sql["journal"], (TEAM, n, PERSON, "answered", note, facts, at))
        run("commit")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
