"""The versions of a note as files; only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Paper
from storage.sqlite.contents import keep_content
from storage.sqlite.values import to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.rows import Rows

IS_KEPT = """
select 1 from papers where team = :team and note = :note and version = :version and format = :format
"""
ADD = """
insert into papers (team, note, version, format, sha256, at, pattern)
values (:team, :note, :version, :format, :sha256, :at, :pattern)
"""
OF = """
select * from papers join contents using (team, sha256)
where team = :team and note = :note and version = :version
order by format
"""


class SqlitePapers:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, paper: Paper) -> None:
        # looked up first, or the content of a second rendering would be kept for nobody
        if self._rows.one(IS_KEPT, note=paper.note, version=paper.version, format=paper.format):
            return
        keep_content(self._rows, sha256=paper.sha256, content=paper.content)
        self._rows.run(
            ADD,
            note=paper.note,
            version=paper.version,
            format=paper.format,
            sha256=paper.sha256,
            at=to_text(paper.at),
            pattern=paper.pattern,
        )

    def of(self, note: int, version: int) -> Sequence[Paper]:
        return [
            Paper(
                note=row["note"],
                version=row["version"],
                format=row["format"],
                sha256=row["sha256"],
                content=row["content"],
                at=to_moment(row["at"]),
                pattern=row["pattern"],
            )
            for row in self._rows.all(OF, note=note, version=version)
        ]
