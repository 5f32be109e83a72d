"""How a database file is opened: whose it is, how careful SQLite is with it, how new its tables are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database

from storage.sqlite.backup import replace_copy
from storage.sqlite.files import NotOursError, make_private
from storage.sqlite.library import sqlite3
from storage.sqlite.migrations import APPLICATION_ID, STEPS, to_migrations
from storage.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from storage.sqlite.migrations import Step

PATIENCE = 5000
"""How many milliseconds another program may hold the file."""

SETTINGS = f"""
pragma busy_timeout = {PATIENCE};
pragma synchronous = full;
pragma foreign_keys = on;
pragma trusted_schema = off;
pragma secure_delete = on;
pragma recursive_triggers = on;
"""
# recursive_triggers: without it `insert or replace` deletes a row past the append-only triggers

STATEMENTS = 1000
"""More than there are: where there is no room, pysqlite compiles what a turn needs once anew at every turn."""


def connect(path: Path, *, steps: tuple[Step, ...] = STEPS) -> sqlite3.Connection:
    """Connect with every setting made and the newest tables; `path` is there and locked by us.

    Raises StoreError when the file is not ours, is newer than this program, or is damaged.
    """
    connection = sqlite3.connect(
        str(path), timeout=5, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
    )
    try:
        prepare(connection, path, steps)
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, path: Path, steps: tuple[Step, ...]) -> None:
    version = check_owner(connection, path)
    if version > len(steps):
        raise StoreError(
            f"{path} was written by a newer Rapporteur (schema {version}, this one knows {len(steps)}). "
            f"Install that version again, or restore the copy it made: {path.name}.before-{version}."
        )
    make_private(path)
    connection.executescript(SETTINGS)
    use_wal(connection, path)
    check_health(connection, path)
    migrate(connection, path, steps=steps, version=version)
    connection.row_factory = sqlite3.Row


def check_owner(connection: sqlite3.Connection, path: Path) -> int:
    """Give the version of the schema, 0 for an empty file; raises StoreError for another program's file."""
    owner = read(connection, "pragma application_id")
    if owner == APPLICATION_ID:
        return int(read(connection, "pragma user_version"))
    if owner or read(connection, "select count(*) from sqlite_schema"):
        raise NotOursError(
            f"{path} is a database of another program (application id {owner:#010x}, ours is "
            f"{APPLICATION_ID:#010x}); it was left as it is. Give the path of a file of ours or of a new one."
        )
    return 0


def use_wal(connection: sqlite3.Connection, path: Path) -> None:
    mode = read(connection, "pragma journal_mode = wal")
    if mode != "wal":
        raise StoreError(
            f"{path} can not be kept in WAL mode (it stays in {mode!r}), as on a network filesystem. "
            f"Put it on a local disk."
        )


def check_health(connection: sqlite3.Connection, path: Path) -> None:
    found = read(connection, "pragma quick_check(1)")
    if found != "ok":
        raise StoreError(
            f"{path} is damaged ({found}). Move it and its -wal and -shm away, keep them, and restore "
            f"the newest backup."
        )


def migrate(connection: sqlite3.Connection, path: Path, *, steps: tuple[Step, ...], version: int) -> None:
    # plugins of sqlite-utils that happen to be installed have no business in our connection
    db = Database(connection, execute_plugins=False)
    if 0 < version < len(steps):
        replace_copy(path, path.with_name(f"{path.name}.before-{len(steps)}"))
    connection.execute("begin immediate")
    try:
        to_migrations(steps).apply(db)
        # written at every start, so that a full or read-only disk is found now and not at the first answer
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {len(steps)}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def read(connection: sqlite3.Connection, sql: str) -> str | int:
    found: str | int = connection.execute(sql).fetchone()[0]
    return found


def explain(path: Path, fault: Exception) -> StoreError:
    """Tell the person who started us what a fault of SQLite or the system means, and what to do."""
    name = getattr(fault, "sqlite_errorname", "")
    remedies = {
        "SQLITE_READONLY": "Make the file and its folder writable for the user the bot runs as.",
        "SQLITE_CANTOPEN": "Check that the folder exists and is writable for the user the bot runs as.",
        "SQLITE_FULL": "Make room on the disk; nothing was lost, the last transaction was undone.",
        "SQLITE_IOERR": "Check the disk and the system's log; then start again.",
        "SQLITE_BUSY": "Another program holds the file, perhaps a shell of sqlite3; end it.",
        "SQLITE_NOTADB": "It is no SQLite database. Give another path, or restore the newest backup.",
        "SQLITE_CORRUPT": "It is damaged. Keep it, its -wal and -shm elsewhere; restore the newest backup.",
    }
    kind = next((known for known in remedies if name.startswith(known)), "")
    remedy = remedies.get(kind, "Check the path and that the user the bot runs as may read and write there.")
    return StoreError(f"{path} can not be opened: {fault}. {remedy}")
