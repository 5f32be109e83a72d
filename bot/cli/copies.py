"""A copy of the database, for commands that only read: the bot holds the file itself, and may go on running."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage import Store, StoreError, backup_store, open_store


@contextmanager
def copied(database: Path) -> Iterator[Store]:
    """Open a copy of the database, which goes when the work is done. Raises StoreError."""
    if not database.exists():
        raise StoreError(
            f"there is no database {database}. Say where it is, for example DATABASE=data/talk.db"
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        backup_store(database, copy)
        with closing(open_store(copy)) as store:
            yield store


@contextmanager
def blank() -> Iterator[Store]:
    """Open a database with nothing in it, which goes when the work is done."""
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "blank.db")) as store:
        yield store
