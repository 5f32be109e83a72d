"""One connection behind one lock: transactions, one at a time, each on one team's rows."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.sqlite.answers import SqliteAnswers
from storage.sqlite.authors import SqliteAuthors
from storage.sqlite.decisions import SqliteDecisions
from storage.sqlite.drafts import SqliteDrafts
from storage.sqlite.erasures import SqliteErasures
from storage.sqlite.events import SqliteEvents
from storage.sqlite.files import NotOursError, create_private, filesystem_of, mode_of, prepare_folder
from storage.sqlite.inbox import SqliteInbox
from storage.sqlite.journal import SqliteJournal
from storage.sqlite.library import sqlite3
from storage.sqlite.lock import FileLock
from storage.sqlite.migrations import STEPS
from storage.sqlite.notes import SqliteNotes
from storage.sqlite.opening import PATIENCE, connect, explain, read
from storage.sqlite.outbox import SqliteOutbox
from storage.sqlite.papers import SqlitePapers
from storage.sqlite.people import SqlitePeople
from storage.sqlite.reviews import SqliteReviews
from storage.sqlite.rows import Rows
from storage.sqlite.search import SqliteSearch
from storage.sqlite.types import SqliteTypes
from storage.sqlite.uploads import SqliteUploads
from storage.sqlite.wishes import SqliteWishes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from storage.sqlite.migrations import Step


FORGET = "pragma wal_checkpoint(truncate)"
"""What was erased is overwritten in the file with the next checkpoint; until then it can be read there.

While another process reads the file it can not be done, and is not waited for: all turns would wait.
"""

TEAMS = "select distinct team from notes order by team"


class SqliteTransaction:
    def __init__(self, rows: Rows) -> None:
        self.people = SqlitePeople(rows)
        self.types = SqliteTypes(rows)
        self.notes = SqliteNotes(rows)
        self.answers = SqliteAnswers(rows)
        self.outbox = SqliteOutbox(rows)
        self.inbox = SqliteInbox(rows)
        self.drafts = SqliteDrafts(rows)
        self.journal = SqliteJournal(rows)
        self.reviews = SqliteReviews(rows)
        self.papers = SqlitePapers(rows)
        self.uploads = SqliteUploads(rows)
        self.decisions = SqliteDecisions(rows)
        self.authors = SqliteAuthors(rows)
        self.search = SqliteSearch(rows)
        self.erasures = SqliteErasures(rows)
        self.events = SqliteEvents(rows)
        self.wishes = SqliteWishes(rows)


class SqliteStore:
    """A store in one file; made by `open_file`, which has taken the lock of that file."""

    def __init__(self, connection: sqlite3.Connection, *, path: Path, file_lock: FileLock) -> None:
        self._connection = connection
        self._path = path
        self._file_lock = file_lock
        self._turn = threading.RLock()
        self._inside = False
        self._closed = False
        self._owes_forgetting = True
        """Words that were erased may still be in the -wal; also of a process that was killed."""

    @contextmanager
    def transaction(self, team: str) -> Iterator[SqliteTransaction]:
        """Wait for the turn of this thread; RuntimeError inside another one of the same thread, a bug."""
        if not team:
            raise ValueError("A transaction needs the id of a team, for example 'T024BE7LD'.")
        with self._turn:
            self._refuse_if_inside_or_closed()
            rows = Rows(self._connection, team)
            self._inside = True
            try:
                self._connection.execute("begin immediate")
                yield SqliteTransaction(rows)
                self._connection.execute("commit")
                self._forget(rows)
            finally:
                rows.finish()
                self._inside = False
                # still open after an exception, or after a commit that found the disk full
                if self._connection.in_transaction:
                    self._connection.execute("rollback")

    def _forget(self, rows: Rows) -> None:
        """Empty the log of what was erased; where that fails, the next transaction tries again."""
        self._owes_forgetting = self._owes_forgetting or rows.forgot
        if not self._owes_forgetting:
            return
        self._connection.execute("pragma busy_timeout = 0")
        try:
            [(is_busy, *_)] = self._connection.execute(FORGET).fetchall()
            self._owes_forgetting = bool(is_busy)
        except sqlite3.OperationalError:  # a full disk, say: what was committed stays so
            self._owes_forgetting = True
        finally:
            self._connection.execute(f"pragma busy_timeout = {PATIENCE}")

    def teams(self) -> Sequence[str]:
        with self._turn:
            self._refuse_if_inside_or_closed()
            return [row["team"] for row in self._connection.execute(TEAMS).fetchall()]

    def facts(self) -> Mapping[str, str]:
        """Say what `doctor` shows. Reads the whole file to check it; the bot waits meanwhile."""
        with self._turn:
            if self._closed:
                raise RuntimeError("The store is closed.")
            return {
                "engine": f"sqlite ({sqlite3.__name__})",
                "version": sqlite3.sqlite_version,
                "file": str(self._path),
                "file_mode": mode_of(self._path),
                "file_bytes": str(self._path.stat().st_size),
                "filesystem": filesystem_of(self._path),
                "schema": str(read(self._connection, "pragma user_version")),
                "journal_mode": str(read(self._connection, "pragma journal_mode")),
                "integrity": str(read(self._connection, "pragma quick_check(1)")),
            }

    def close(self) -> None:
        """Let go of the file; closing again does nothing. RuntimeError inside a transaction."""
        with self._turn:
            if self._closed:
                return
            self._refuse_if_inside_or_closed()
            self._closed = True
            self._connection.close()
            self._file_lock.release()

    def _refuse_if_inside_or_closed(self) -> None:
        if self._closed:
            raise RuntimeError("The store is closed.")
        # the lock lets its own thread in again; SQLite would take the rows of both for one transaction
        if self._inside:
            raise RuntimeError("This thread is in a transaction already; pass that one on instead.")


def open_file(path: Path, *, steps: tuple[Step, ...] = STEPS) -> SqliteStore:
    """Open or create the store at `path`; raises StoreError when it can not, saying why and what to do."""
    path = path.expanduser().resolve()
    try:
        prepare_folder(path)
        lock = FileLock(path)
        try:
            create_private(path)
            return SqliteStore(connect(path, steps=steps), path=path, file_lock=lock)
        except BaseException as fault:
            name = getattr(fault, "sqlite_errorname", "")
            lock.discard() if isinstance(fault, NotOursError) or name == "SQLITE_NOTADB" else lock.release()
            raise
    except (sqlite3.Error, OSError) as fault:
        raise explain(path, fault) from fault
