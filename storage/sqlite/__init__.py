"""The store in one SQLite file; `storage` is its only caller."""

from __future__ import annotations

from storage.sqlite.backup import backup_file, restore_file
from storage.sqlite.backups import Backups
from storage.sqlite.store import open_file

__all__ = ["Backups", "backup_file", "open_file", "restore_file"]
