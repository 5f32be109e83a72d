"""The notes that are owed; the only rows besides people and deliveries that change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.records import Note
from storage.sqlite.values import to_json, to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

ADD = """
insert into notes (team, id, type, type_hash, person, asked_by, status, opened_at, changed_at)
values (
    :team, (select coalesce(max(id), 0) + 1 from notes where team = :team),
    :type, :type_hash, :person, :asked_by, :status, :opened_at, :changed_at
)
returning id
"""
GET = "select * from notes where team = :team and id = :id"
OF = """
select * from notes indexed by notes_of
where team = :team and person = :person and status in (select value from json_each(:statuses))
order by opened_at, id
"""
ALL = """
select * from notes indexed by notes_in
where team = :team and status in (select value from json_each(:statuses))
order by opened_at, id
"""
SINCE = """
select * from notes indexed by notes_since
where team = :team and status in (select value from json_each(:statuses)) and changed_at >= :since
order by changed_at, id
"""
SET_PERSON = "update notes set person = :person, changed_at = :at where team = :team and id = :id"
SET_STATUS = """
update notes set status = :becomes, changed_at = :at
where team = :team and id = :id and status in (select value from json_each(:was))
"""


class SqliteNotes:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, note: Note) -> Note:
        number = self._rows.number(
            ADD,
            type=note.type,
            type_hash=note.type_hash,
            person=note.person,
            asked_by=note.asked_by,
            status=note.status,
            opened_at=to_text(note.opened_at),
            changed_at=to_text(note.changed_at),
        )
        return replace(note, id=number)

    def get(self, note: int) -> Note | None:
        row = self._rows.one(GET, id=note)
        return None if row is None else to_note(row)

    def of(self, person: str, *, statuses: Collection[str]) -> Sequence[Note]:
        rows = self._rows.all(OF, person=person, statuses=to_json(list(statuses)))
        return [to_note(row) for row in rows]

    def all(self, *, statuses: Collection[str]) -> Sequence[Note]:
        return [to_note(row) for row in self._rows.all(ALL, statuses=to_json(list(statuses)))]

    def since(self, at: datetime, *, statuses: Collection[str]) -> Sequence[Note]:
        rows = self._rows.all(SINCE, statuses=to_json(list(statuses)), since=to_text(at))
        return [to_note(row) for row in rows]

    def set_person(self, note: int, person: str, *, at: datetime) -> None:
        if not self._rows.run(SET_PERSON, id=note, person=person, at=to_text(at)).rowcount:
            raise LookupError(f"There is no note {note} in this team.")

    def set_status(self, note: int, *, was: Collection[str], becomes: str, at: datetime) -> bool:
        changed = self._rows.run(SET_STATUS, id=note, was=to_json(list(was)), becomes=becomes, at=to_text(at))
        return changed.rowcount == 1


def to_note(row: sqlite3.Row) -> Note:
    return Note(
        id=row["id"],
        type=row["type"],
        type_hash=row["type_hash"],
        person=row["person"],
        asked_by=row["asked_by"],
        status=row["status"],
        opened_at=to_moment(row["opened_at"]),
        changed_at=to_moment(row["changed_at"]),
    )
