"""What readers said of the versions of a note; only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Review
from storage.sqlite.values import from_json, to_json, to_moment, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.sqlite.rows import Rows

ADD = """
insert into reviews (team, note, number, version, person, verdict, remarks, at)
values (
    :team, :note, (select coalesce(max(number), 0) + 1 from reviews where team = :team and note = :note),
    :version, :person, :verdict, :remarks, :at
)
"""
OF = "select * from reviews where team = :team and note = :note order by number"


class SqliteReviews:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, review: Review) -> None:
        self._rows.run(
            ADD,
            note=review.note,
            version=review.version,
            person=review.person,
            verdict=review.verdict,
            remarks=to_json(dict(review.remarks)),
            at=to_text(review.at),
        )

    def of(self, note: int) -> Sequence[Review]:
        return [
            Review(
                note=row["note"],
                version=row["version"],
                person=row["person"],
                verdict=row["verdict"],
                remarks=from_json(row["remarks"]),
                at=to_moment(row["at"]),
            )
            for row in self._rows.all(OF, note=note)
        ]
