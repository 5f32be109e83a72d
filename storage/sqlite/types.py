"""Note types as they were when an interview began; kept once, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import PinnedType
from storage.sqlite.values import from_json, to_json

if TYPE_CHECKING:
    from storage.sqlite.rows import Rows

PIN = """
insert into types (team, hash, name, files) values (:team, :hash, :name, :files)
on conflict (team, hash) do nothing
"""
GET = "select * from types where team = :team and hash = :hash"


class SqliteTypes:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def pin(self, pinned: PinnedType) -> None:
        self._rows.run(PIN, hash=pinned.hash, name=pinned.name, files=to_json(dict(pinned.files)))

    def get(self, type_hash: str) -> PinnedType | None:
        row = self._rows.one(GET, hash=type_hash)
        if row is None:
            return None
        return PinnedType(hash=row["hash"], name=row["name"], files=from_json(row["files"]))
