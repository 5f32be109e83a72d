"""Who writes a note beside its first author; only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.sqlite.values import to_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.sqlite.rows import Rows

ADD = """
insert into authors (team, note, number, person, at)
select
    :team, :note, (select coalesce(max(number), 0) + 1 from authors where team = :team and note = :note),
    :person, :at
where not exists (select 1 from notes where team = :team and id = :note and person = :person)
on conflict (team, note, person) do nothing
"""
# a note may pass to one of its authors, who then is the first one
OF = """
select person from authors
where team = :team and note = :note
and person <> (select notes.person from notes where notes.team = :team and notes.id = :note)
order by number
"""


class SqliteAuthors:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, note: int, person: str, *, at: datetime) -> bool:
        return self._rows.run(ADD, note=note, person=person, at=to_text(at)).rowcount == 1

    def of(self, note: int) -> Sequence[str]:
        return [row["person"] for row in self._rows.all(OF, note=note)]
