"""The events of the programme, and which note each person owes for one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from storage.records import Event
from storage.sqlite.values import from_json, to_json, to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

PUT = """
insert into events (team, uid, title, first, last, place, organizers, status, source, sha256, at, zone, ends)
values (:team, :uid, :title, :first, :last, :place, :organizers, :status, :source, :sha256, :at, :zone, :ends)
on conflict (team, uid) do update set
    title = excluded.title, first = excluded.first, last = excluded.last, place = excluded.place,
    organizers = excluded.organizers, status = excluded.status, source = excluded.source,
    sha256 = excluded.sha256, at = excluded.at, zone = excluded.zone, ends = excluded.ends
"""
GET = "select * from events where team = :team and uid = :uid"
ALL = "select * from events where team = :team order by first, uid"
LINK = """
insert into obligations (team, uid, person, note) values (:team, :uid, :person, :note)
on conflict (team, uid, person) do update set note = excluded.note
"""
LINKS = "select person, note from obligations where team = :team and uid = :uid order by person"
OF_NOTE = """
select events.* from obligations join events using (team, uid)
where team = :team and note = :note
order by first, uid limit 1
"""


class SqliteEvents:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, event: Event) -> None:
        self._rows.run(
            PUT,
            uid=event.uid,
            title=event.title,
            first=event.first.isoformat(),
            last=event.last.isoformat(),
            place=event.place,
            organizers=to_json(event.organizers),
            status=event.status,
            source=event.source,
            sha256=event.sha256,
            at=to_text(event.at),
            zone=event.zone,
            ends=event.ends,
        )

    def get(self, uid: str) -> Event | None:
        return self._one(GET, uid=uid)

    def all(self) -> Sequence[Event]:
        return [to_event(row) for row in self._rows.all(ALL)]

    def link(self, uid: str, person: str, note: int) -> None:
        self._rows.run(LINK, uid=uid, person=person, note=note)

    def links(self, uid: str) -> Mapping[str, int]:
        return {row["person"]: row["note"] for row in self._rows.all(LINKS, uid=uid)}

    def of_note(self, note: int) -> Event | None:
        return self._one(OF_NOTE, note=note)

    def _one(self, sql: str, **values: str | int) -> Event | None:
        row = self._rows.one(sql, **values)
        return None if row is None else to_event(row)


def to_event(row: sqlite3.Row) -> Event:
    return Event(
        uid=row["uid"],
        title=row["title"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        place=row["place"],
        organizers=tuple(from_json(row["organizers"])),
        status=row["status"],
        source=row["source"],
        sha256=row["sha256"],
        at=to_moment(row["at"]),
        zone=row["zone"],
        ends=row["ends"],
    )
