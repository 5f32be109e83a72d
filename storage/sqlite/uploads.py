"""The files that people sent for a note: first what is known of them, their contents once fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Upload
from storage.sqlite.contents import keep_content
from storage.sqlite.values import to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

ADD = """
insert into uploads (team, id, note, number, name, media_type, size, by, at)
values (
    :team, :id, :note, (select coalesce(max(number), 0) + 1 from uploads where team = :team and note = :note),
    :name, :media_type, :size, :by, :at
)
on conflict (team, id) do nothing
"""
IS_KEPT = "select sha256 is not null from uploads where team = :team and id = :id"
KEEP = "update uploads set sha256 = :sha256 where team = :team and id = :id"
OF = """
select * from uploads left join contents using (team, sha256)
where team = :team and note = :note
order by number
"""
MISSING = """
select *, null as content from uploads
where team = :team and sha256 is null
order by note, number
"""


class SqliteUploads:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, upload: Upload) -> bool:
        if upload.sha256 or upload.content is not None:
            raise ValueError(f"The content of {upload.id!r} was given at once; give it to `keep`.")
        added = self._rows.run(
            ADD,
            id=upload.id,
            note=upload.note,
            name=upload.name,
            media_type=upload.media_type,
            size=upload.size,
            by=upload.by,
            at=to_text(upload.at),
        )
        return added.rowcount == 1

    def keep(self, upload: str, *, sha256: str, content: bytes) -> None:
        row = self._rows.one(IS_KEPT, id=upload)
        if row is None:
            raise LookupError(f"There is no upload {upload} in this team.")
        if row[0]:  # fetched twice: the first content stays
            return
        keep_content(self._rows, sha256=sha256, content=content)
        self._rows.run(KEEP, id=upload, sha256=sha256)

    def of(self, note: int) -> Sequence[Upload]:
        return [to_upload(row) for row in self._rows.all(OF, note=note)]

    def missing(self) -> Sequence[Upload]:
        return [to_upload(row) for row in self._rows.all(MISSING)]


def to_upload(row: sqlite3.Row) -> Upload:
    return Upload(
        id=row["id"],
        note=row["note"],
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"] or "",
        content=row["content"],
        by=row["by"],
        at=to_moment(row["at"]),
    )
