"""Copies of a store that is in use, and a new store out of a copy; no copy is trusted unchecked."""

from __future__ import annotations

import glob
import os
import time
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkstemp

from storage.sqlite.files import prepare_folder, sync
from storage.sqlite.library import sqlite3
from storage.sqlite.lock import FileLock
from storage.sqlite.migrations import APPLICATION_ID
from storage.store import StoreError

UNFINISHED = ".unfinished"
"""What a copy is named besides while it is made, after some letters that make its name its own."""
STALE = 24 * 60 * 60.0
"""How many seconds after the last write nobody goes on with one."""


def backup_file(path: Path, target: Path) -> None:
    """Copy the store at `path`, used or not, into the new file `target` (0600).

    Raises StoreError when there is something at `target`, it can not be written, or the copy is not sound.
    """
    target = target.expanduser().resolve()
    if target.exists():
        raise StoreError(
            f"{target} exists, and a copy overwrites nothing. Give another name or move it away."
        )
    replace_copy(path, target)


def restore_file(backup: Path, path: Path) -> None:
    """Make the store at `path` out of a copy; raises StoreError when something is there already."""
    path = path.expanduser().resolve()
    prepare_folder(path)
    lock = FileLock(path)
    try:
        # a -wal left by another database would be played into this one
        there = [name for name in (path.name, path.name + "-wal") if path.with_name(name).exists()]
        if there:
            raise StoreError(f"{path.with_name(there[0])} exists. Move it away first; then restore again.")
        backup_file(backup, path)
    finally:
        lock.release()


def replace_copy(path: Path, target: Path) -> None:
    """As `backup_file`, but an older copy of that name gives way once the new one is complete."""
    source, target = path.expanduser().resolve(), target.expanduser().resolve()
    try:
        copy(source, target)
    except (sqlite3.Error, OSError) as fault:
        said = f"{source} could not be copied to {target}: {fault}."
        if getattr(fault, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise StoreError(f"{said} It is damaged, or no database of ours: use an older copy.") from fault
        raise StoreError(
            f"{said} Check that both can be reached and that there is room for another "
            f"{source.stat().st_size if source.exists() else 0} bytes."
        ) from fault


def copy(source: Path, target: Path) -> None:
    """Make the copy under a name of its own first: whatever kills us, `target` is a whole copy or not there."""
    clear(target.parent, glob.escape(target.name))
    # mode=ro: a reader never checkpoints, so the bot that is using the file notices nothing
    with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError(f"{source} is no store of Rapporteur; there is nothing in it to copy.")
        # VACUUM INTO alone would make the file 0644; into an empty file of ours, and its journal, it keeps 0600
        descriptor, name = mkstemp(prefix=f"{target.name}.", suffix=UNFINISHED, dir=target.parent)
        os.close(descriptor)
        unfinished = Path(name)
        try:
            connection.execute("vacuum into :target", {"target": name})
            check(unfinished)
            sync(unfinished)
            unfinished.replace(target)
            sync(target)
        except BaseException:
            for half in (unfinished, Path(f"{name}-journal")):
                half.unlink(missing_ok=True)
            raise


def clear(folder: Path, names: str) -> None:
    """Delete what copies of such names left behind that were killed; one of today may still be in the making."""
    for half in folder.glob(f"{names}.????????{UNFINISHED}*"):
        with suppress(OSError):
            if abs(time.time() - half.stat().st_mtime) > STALE:
                half.unlink()


def check(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("pragma integrity_check").fetchall()
        strays = connection.execute("pragma foreign_key_check").fetchall()
    if found != [("ok",)] or strays:
        raise StoreError(
            f"The copy {path} is damaged ({(found + strays)[:3]}) and was deleted; use an older one."
        )
