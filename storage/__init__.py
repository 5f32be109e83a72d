"""The one door to the rows: open a store here, and name its types from here; nobody imports deeper."""

from __future__ import annotations

import re
from pathlib import Path

from storage.records import (
    Answer,
    Decision,
    Delivery,
    Draft,
    Entry,
    Event,
    Found,
    Json,
    Note,
    Paper,
    Person,
    Piece,
    PinnedType,
    Review,
    Upload,
    Wish,
)
from storage.sqlite import VERSION, Backups, backup_file, open_file, restore_file
from storage.store import Store, StoreBusyError, StoreError, Transaction

__all__ = [
    "VERSION",
    "Answer",
    "Backups",
    "Decision",
    "Delivery",
    "Draft",
    "Entry",
    "Event",
    "Found",
    "Json",
    "Note",
    "Paper",
    "Person",
    "Piece",
    "PinnedType",
    "Review",
    "Store",
    "StoreBusyError",
    "StoreError",
    "Transaction",
    "Upload",
    "Wish",
    "backup_store",
    "open_store",
    "restore_store",
]

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def open_store(url_or_path: str | Path) -> Store:
    """Open, or create, the store at a path or `sqlite:///path` (a fourth slash makes it absolute).

    Raises StoreError, with what to do, when it can not be opened or another process holds it.
    """
    return open_file(file_of(url_or_path))


def backup_store(url_or_path: str | Path, target: Path) -> None:
    """Copy the store, which may be in use, into the new file `target`, and check the copy.

    Raises StoreError when `target` exists, can not be written, or the copy is not sound.
    """
    backup_file(file_of(url_or_path), target)


def restore_store(copy: Path, url_or_path: str | Path) -> None:
    """Make a new store out of a copy; raises StoreError when a store is there already or the copy is bad."""
    restore_file(copy, file_of(url_or_path))


def file_of(url_or_path: str | Path) -> Path:
    text = str(url_or_path)
    match = SCHEME.match(text)
    scheme = match[1].lower() if match else "sqlite"
    path = text[match.end() :] if match else text
    # never the whole text in the message: another engine's address carries a password
    if scheme != "sqlite" or (match and not path.startswith("/")):
        raise StoreError(f"No store for {scheme}:// addresses like this one. {ACCEPTED}")
    path = path.removeprefix("/") if match else path
    if path in {"", ":memory:"}:
        raise StoreError(f"A store is a file, and {path!r} names none. {ACCEPTED}")
    return Path(path)


ACCEPTED = "Give a path or sqlite:///path, for example storage/rapporteur.db or sqlite:////var/lib/r/bot.db."
