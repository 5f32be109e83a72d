"""The SQLite this process uses: one process, one library, or their file locks undo each other (ADR 9)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__all__ = ["sqlite3"]

if TYPE_CHECKING:
    import sqlite3  # noqa: TID251 - this file is the place the ban points to; types only, for both libraries
else:
    # sqlite-utils chooses in the same way; tests/storage/test_library.py proves that both chose alike
    try:
        sqlite3 = importlib.import_module("pysqlite3")
    except ImportError:
        sqlite3 = importlib.import_module("sqlite3")
