"""A store of each kind, and rows to put into it: Ada the expert, Bo who coordinates."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage import (
    Answer,
    Decision,
    Delivery,
    Draft,
    Entry,
    Event,
    Note,
    Paper,
    Person,
    Piece,
    PinnedType,
    Review,
    Upload,
    Wish,
    open_store,
)
from tests.rows import new_store

ROOT = Path(__file__).parents[2]
NOW = datetime(2009, 6, 4, 10, tzinfo=UTC)

settings.register_profile(
    "storage",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class New:
    """Rows as a test wants them: only what matters to it is said."""

    now = NOW

    def after(self, **duration: float) -> datetime:
        return NOW + timedelta(**duration)

    def person(self, **changes) -> Person:
        return Person(**{"id": "ada", "name": "Ada", "known_at": NOW} | changes)

    def pinned(self, **changes) -> PinnedType:
        return PinnedType(**{"hash": "h1", "name": "mission", "files": {"questions.toml": "é"}} | changes)

    def note(self, **changes) -> Note:
        given = {
            "id": 0,
            "type": "mission",
            "type_hash": "h1",
            "person": "ada",
            "asked_by": "bo",
            "status": "open",
            "opened_at": NOW,
            "changed_at": NOW,
        }
        return Note(**given | changes)

    def answer(self, *messages: str, **changes) -> Answer:
        pieces = tuple(Piece(message=message, text=f"said in {message}") for message in messages)
        given = {"note": 1, "key": "city", "state": "given", "pieces": pieces, "by": "ada", "at": NOW}
        return Answer(**given | changes)

    def delivery(self, key: str, **changes) -> Delivery:
        given = {"key": key, "recipient": "ada", "purpose": "prompt", "body": {"text": key}, "due_at": NOW}
        return Delivery(**given | changes)

    def draft(self, **changes) -> Draft:
        given = {
            "note": 1,
            "version": 0,
            "text": "# Note",
            "sha256": "00",
            "type_hash": "h1",
            "revisions": {"city": 1},
            "by": "ada",
            "at": NOW,
        }
        return Draft(**given | changes)

    def entry(self, **changes) -> Entry:
        return Entry(**{"who": "ada", "what": "answered", "note": 1, "at": NOW} | changes)

    def review(self, **changes) -> Review:
        return Review(**{"note": 1, "version": 1, "person": "bo", "verdict": "approved", "at": NOW} | changes)

    def paper(self, **changes) -> Paper:
        given = {"note": 1, "version": 1, "format": "pdf", "sha256": "aa", "content": b"%PDF", "at": NOW}
        return Paper(**given | changes)

    def upload(self, **changes) -> Upload:
        given = {"id": "F1", "note": 1, "name": "a.png", "media_type": "image/png", "size": 4, "by": "ada"}
        return Upload(**given | {"at": NOW} | changes)

    def decision(self, **changes) -> Decision:
        return Decision(**{"note": 1, "about": "f1", "verdict": "kept", "by": "ada", "at": NOW} | changes)

    def event(self, **changes) -> Event:
        given = {
            "uid": "e1",
            "title": "Workshop",
            "first": date(2009, 6, 2),
            "last": date(2009, 6, 4),
            "status": "planned",
            "source": "programme.csv",
            "sha256": "00",
            "at": NOW,
        }
        return Event(**given | changes)

    def wish(self, **changes) -> Wish:
        return Wish(**{"note": 1, "person": "ada", "kind": "snooze", "by": "ada", "at": NOW} | changes)


@pytest.fixture
def new() -> New:
    return New()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "rapporteur.db"


@pytest.fixture
def old_file(path, new):
    """A file with a row in it, closed."""
    store = open_store(path)
    with store.transaction("T1") as tx:
        tx.people.put(new.person(name="Ada"))
    store.close()
    return path


@pytest.fixture(params=["sqlite"])
def store(request, tmp_path):
    """Every store there is; another engine adds its name to the params and its address here."""
    addresses = {"sqlite": tmp_path / "rapporteur.db"}
    store = new_store(addresses[request.param])
    yield store
    store.close()


@pytest.fixture
def tx(store):
    with store.transaction("T1") as tx:
        yield tx


@pytest.fixture
def outbox(tx):
    return tx.outbox


@pytest.fixture
def promise(outbox, new):
    """Enqueue by key, and give the id."""

    def enqueue(key, **changes):
        return outbox.enqueue(new.delivery(key, **changes)).id

    return enqueue


@pytest.fixture
def claim(outbox, new):
    """The keys that a claim takes."""

    def keys(*, after=timedelta(0), busy=(), most=99):
        return [row.key for row in outbox.claim(now=new.now + after, busy=busy, most=most)]

    return keys


@pytest.fixture
def send(outbox, claim):
    """Claim one and say that it arrived."""

    def arrived(receipt, **how):
        (key,) = claim(**how)
        outbox.sent(outbox.by_key(key).id, place="D1", receipt=receipt)
        return key

    return arrived


@pytest.fixture
def other_process():
    """Run a piece of Python in a process of its own, ended at the latest when the test ends."""
    started = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
