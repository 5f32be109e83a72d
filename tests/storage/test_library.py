"""One process, one SQLite, and one place to name it."""

from __future__ import annotations

import ast
import sqlite3 as standard  # noqa: TID251 - to compare with
from pathlib import Path

import pytest
import sqlite_utils.db
import sqlite_utils.utils

import storage
from storage.sqlite.library import sqlite3


def test_sqlite_utils_and_we_use_the_same_library():
    assert sqlite_utils.utils.sqlite3 is sqlite3
    assert sqlite_utils.db.sqlite3 is sqlite3


def test_the_newer_sqlite_is_used_where_it_is_installed():
    newer = pytest.importorskip("pysqlite3")
    assert sqlite3 is newer
    assert newer.sqlite_version_info > standard.sqlite_version_info
    assert newer.sqlite_version_info >= (3, 51, 3)


def test_sql_and_the_library_are_named_below_storage_sqlite_only():
    package = Path(storage.__file__).parent
    outside = {path for path in package.rglob("*.py") if "sqlite" not in path.relative_to(package).parts}
    assert {path.name for path in outside} == {"__init__.py", "records.py", "store.py", "repositories.py"}
    for path in outside:
        names = {
            name.name for node in ast.walk(ast.parse(path.read_text())) for name in getattr(node, "names", [])
        }
        assert not names & {"sqlite3", "pysqlite3", "sqlite_utils"}
