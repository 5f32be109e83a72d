"""The store in one SQLite file; `storage` is its only caller."""

from __future__ import annotations

from storage.sqlite.backup import backup_file, restore_file
from storage.sqlite.backups import Backups
from storage.sqlite.library import sqlite3
from storage.sqlite.store import open_file

__all__ = ["VERSION", "Backups", "backup_file", "open_file", "restore_file"]

VERSION: str = sqlite3.sqlite_version
"""Of the SQLite that this process uses, such as 3.51.3."""
