"""What writers decided about findings of style; only ever added, and the last one about each counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.sqlite.values import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.records import Decision
    from storage.sqlite.rows import Rows

ADD = """
insert into decisions (team, note, number, about, verdict, by, at)
values (
    :team, :note, (select coalesce(max(number), 0) + 1 from decisions where team = :team and note = :note),
    :about, :verdict, :by, :at
)
"""
OF = "select about, verdict from decisions where team = :team and note = :note order by number"


class SqliteDecisions:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, decision: Decision) -> None:
        self._rows.run(
            ADD,
            note=decision.note,
            about=decision.about,
            verdict=decision.verdict,
            by=decision.by,
            at=to_text(decision.at),
        )

    def of(self, note: int) -> Mapping[str, str]:
        return {row["about"]: row["verdict"] for row in self._rows.all(OF, note=note)}
