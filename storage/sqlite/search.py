"""The words by which notes are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.rows import Rows

PUT = "insert into search (team, note, version, text) values (:team, :note, :version, :text)"
POINT = "insert into findable (team, note, row) values (:team, :note, :row)"
DROP = """
delete from search
where rowid = (select row from findable where team = :team and note = :note)
"""
UNPOINT = "delete from findable where team = :team and note = :note"
FIND = """
select note, version, snippet(search, 3, '«', '»', '…', 16) as snippet from search
where search match :query and team = :team
order by rank, rowid desc limit :most
"""
# what goes to a person arrives at another place than their id; `cross` keeps SQLite from reading all that was sent
ROOMS = """
select distinct outbox.recipient from findable
cross join outbox on outbox.team = findable.team and outbox.note = findable.note and outbox.purpose = 'post'
where findable.team = :team and outbox.state = 'sent' and outbox.place = outbox.recipient
order by outbox.recipient
"""


class SqliteSearch:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, note: int, version: int, text: str) -> None:
        self.drop(note)
        row = self._rows.run(PUT, note=note, version=version, text=text).lastrowid
        self._rows.run(POINT, note=note, row=row)

    def drop(self, note: int) -> None:
        self._rows.run(DROP, note=note)
        self._rows.run(UNPOINT, note=note)

    def find(self, words: str, *, most: int) -> Sequence[Found]:
        query = to_query(words)
        rows = self._rows.all(FIND, query=query, most=max(most, 0)) if query else []
        return [Found(note=row["note"], version=row["version"], snippet=row["snippet"]) for row in rows]

    def rooms(self) -> Sequence[str]:
        return [row["recipient"] for row in self._rows.all(ROOMS)]


def to_query(words: str) -> str:
    """Quote each word, so that AND, NEAR, * and the like are words too."""
    # a NUL would end the query for SQLite, in the middle of a quoted word
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
