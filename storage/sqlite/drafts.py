"""The notes as they were handed in, version by version; only ever added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.records import Draft
from storage.sqlite.notes import to_note
from storage.sqlite.values import from_json, to_json, to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from storage.records import Note
    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

ADD = """
insert into drafts (team, note, version, text, sha256, type_hash, revisions, by, at)
values (
    :team, :note, (select coalesce(max(version), 0) + 1 from drafts where team = :team and note = :note),
    :text, :sha256, :type_hash, :revisions, :by, :at
)
returning version
"""
OF = "select * from drafts where team = :team and note = :note order by version"
# each revision of an answer is one more than that before it: as many as the version names are as old as it is
OUTDATED = """
select notes.* from notes indexed by notes_of
cross join drafts on drafts.team = notes.team and drafts.note = notes.id
where notes.team = :team and notes.person = :person
and notes.status in (select value from json_each(:statuses))
and drafts.version = (
    select max(this.version) from drafts as this
    where this.team = notes.team and this.note = notes.id
    and not exists (
        select 1 from reviews
        where team = this.team and note = this.note and version = this.version and verdict = :undone
    )
)
and (select count(*) from answers where team = notes.team and note = notes.id)
    > (select total(value) from json_each(drafts.revisions))
order by notes.opened_at, notes.id
"""


class SqliteDrafts:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, draft: Draft) -> Draft:
        version = self._rows.number(
            ADD,
            note=draft.note,
            text=draft.text,
            sha256=draft.sha256,
            type_hash=draft.type_hash,
            revisions=to_json(dict(draft.revisions)),
            by=draft.by,
            at=to_text(draft.at),
        )
        return replace(draft, version=version)

    def of(self, note: int) -> Sequence[Draft]:
        return [to_draft(row) for row in self._rows.all(OF, note=note)]

    def outdated(self, person: str, *, statuses: Collection[str], undone: str) -> Sequence[Note]:
        rows = self._rows.all(OUTDATED, person=person, statuses=to_json(list(statuses)), undone=undone)
        return [to_note(row) for row in rows]


def to_draft(row: sqlite3.Row) -> Draft:
    return Draft(
        note=row["note"],
        version=row["version"],
        text=row["text"],
        sha256=row["sha256"],
        type_hash=row["type_hash"],
        revisions=from_json(row["revisions"]),
        by=row["by"],
        at=to_moment(row["at"]),
    )
