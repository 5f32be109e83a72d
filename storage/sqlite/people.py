"""The people the bot talks with, as last looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Person
from storage.sqlite.values import to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

GET = "select * from people where team = :team and id = :id"
ALL = "select * from people where team = :team order by name, id"
PUT = """
insert into people (team, id, name, zone, locale, address, known_at)
values (:team, :id, :name, :zone, :locale, :address, :known_at)
on conflict (team, id) do update set
    name = excluded.name, zone = excluded.zone, locale = excluded.locale,
    address = excluded.address, known_at = excluded.known_at
"""


class SqlitePeople:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, person: str) -> Person | None:
        row = self._rows.one(GET, id=person)
        return None if row is None else to_person(row)

    def all(self) -> Sequence[Person]:
        return [to_person(row) for row in self._rows.all(ALL)]

    def put(self, person: Person) -> None:
        self._rows.run(
            PUT,
            id=person.id,
            name=person.name,
            zone=person.zone,
            locale=person.locale,
            address=person.address,
            known_at=to_text(person.known_at),
        )


def to_person(row: sqlite3.Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        zone=row["zone"],
        locale=row["locale"],
        address=row["address"],
        known_at=to_moment(row["known_at"]),
    )
