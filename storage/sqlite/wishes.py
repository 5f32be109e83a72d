"""What people decided about being asked; only ever added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.records import Wish
from storage.sqlite.values import to_moment, to_moment_or_none, to_text, to_text_or_null

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

ADD = """
insert into wishes (team, id, note, person, kind, until, other, reason, by, at)
values (
    :team, (select coalesce(max(id), 0) + 1 from wishes where team = :team),
    :note, :person, :kind, :until, :other, :reason, :by, :at
)
returning id
"""
# left to itself SQLite prefers the primary key, and reads all wishes of the team
OF = """
select * from wishes indexed by wishes_of
where team = :team and note = :note
order by id
"""
OF_PERSON = """
select * from wishes indexed by wishes_of_person
where team = :team and person = :person and note is null
order by id
"""


class SqliteWishes:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, wish: Wish) -> Wish:
        number = self._rows.number(
            ADD,
            note=wish.note,
            person=wish.person,
            kind=wish.kind,
            until=to_text_or_null(wish.until),
            other=wish.other,
            reason=wish.reason,
            by=wish.by,
            at=to_text(wish.at),
        )
        return replace(wish, id=number)

    def of(self, note: int) -> Sequence[Wish]:
        return [to_wish(row) for row in self._rows.all(OF, note=note)]

    def of_person(self, person: str) -> Sequence[Wish]:
        return [to_wish(row) for row in self._rows.all(OF_PERSON, person=person)]


def to_wish(row: sqlite3.Row) -> Wish:
    return Wish(
        id=row["id"],
        note=row["note"],
        person=row["person"],
        kind=row["kind"],
        until=to_moment_or_none(row["until"]),
        other=row["other"],
        reason=row["reason"],
        by=row["by"],
        at=to_moment(row["at"]),
    )
