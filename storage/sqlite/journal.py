"""Who did what to which note; only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Entry
from storage.sqlite.values import from_json, to_json, to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.rows import Rows

ADD = """
insert into journal (team, id, who, what, note, facts, at)
values (
    :team, (select coalesce(max(id), 0) + 1 from journal where team = :team),
    :who, :what, :note, :facts, :at
)
"""
# left to itself SQLite prefers the primary key, and reads the whole journal of the team
OF = "select * from journal indexed by journal_of where team = :team and note = :note order by id"


class SqliteJournal:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, entry: Entry) -> None:
        self._rows.run(
            ADD,
            who=entry.who,
            what=entry.what,
            note=entry.note,
            facts=to_json(dict(entry.facts)),
            at=to_text(entry.at),
        )

    def of(self, note: int) -> Sequence[Entry]:
        return [
            Entry(
                who=row["who"],
                what=row["what"],
                note=row["note"],
                facts=from_json(row["facts"]),
                at=to_moment(row["at"]),
            )
            for row in self._rows.all(OF, note=note)
        ]
