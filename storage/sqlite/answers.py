"""What is known about each question of each note, as revisions that are only ever added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.records import Answer, Piece
from storage.sqlite.values import from_json, to_json, to_moment, to_moment_or_none, to_text, to_text_or_null

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from storage.records import Json
    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

ADD = """
insert into answers (
    team, note, key, revision, position, state, value, pieces, reason, again_at, kept, by, at
)
values (
    :team, :note, :key,
    (
        select coalesce(max(revision), 0) + 1 from answers
        where team = :team and note = :note and key = :key
    ),
    (select coalesce(max(position), 0) + 1 from answers where team = :team),
    :state, :value, :pieces, :reason, :again_at, :kept, :by, :at
)
returning revision
"""
# one answer may take two pieces from one message, hence the conflict
ADD_PIECES = """
insert into pieces (team, message, note, key, revision)
select :team, json_extract(value, '$[0]'), :note, :key, :revision from json_each(:pieces) where true
on conflict do nothing
"""
LATEST = """
select answers.* from answers
join (
    select key, max(revision) as newest, min(position) as touched
    from answers where team = :team and note = :note group by key
) as each_key on each_key.key = answers.key and each_key.newest = answers.revision
where team = :team and note = :note
order by each_key.touched
"""
# the plus keeps SQLite from reading the answers to every note in the order of their positions
HISTORY = "select * from answers where team = :team and note = :note order by +position"
# a cross join, so that SQLite looks for the answers of these notes, and not through all answers
TOLD = """
select answers.note, answers.value from notes indexed by notes_in
cross join answers on answers.team = notes.team and answers.note = notes.id and answers.key = :key
where notes.team = :team and notes.status in (select value from json_each(:statuses))
order by answers.note, answers.revision
"""
BY_MESSAGE = """
select * from answers as found
where team = :team
and position = (
    select max(position) from pieces cross join answers using (team, note, key, revision)
    where team = :team and message = :message and (:by = '' or by = :by)
)
and not exists (
    select 1 from answers as newer
    where newer.team = :team and newer.note = found.note and newer.key = found.key
    and newer.revision > found.revision
)
"""


class SqliteAnswers:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, answer: Answer) -> Answer:
        pieces = to_json([(piece.message, piece.text) for piece in answer.pieces])
        revision = self._rows.number(
            ADD,
            note=answer.note,
            key=answer.key,
            state=answer.state,
            value=to_json(answer.value),
            pieces=pieces,
            reason=answer.reason,
            again_at=to_text_or_null(answer.again_at),
            kept=answer.kept,
            by=answer.by,
            at=to_text(answer.at),
        )
        if answer.pieces:
            self._rows.run(ADD_PIECES, note=answer.note, key=answer.key, revision=revision, pieces=pieces)
        return replace(answer, revision=revision)

    def latest(self, note: int) -> Mapping[str, Answer]:
        return {row["key"]: to_answer(row) for row in self._rows.all(LATEST, note=note)}

    def history(self, note: int) -> Sequence[Answer]:
        return [to_answer(row) for row in self._rows.all(HISTORY, note=note)]

    def told(self, key: str, *, statuses: Collection[str]) -> Mapping[int, Json]:
        rows = self._rows.all(TOLD, key=key, statuses=to_json(list(statuses)))
        return {row["note"]: from_json(row["value"]) for row in rows}

    def by_message(self, message: str, *, by: str = "") -> Answer | None:
        row = self._rows.one(BY_MESSAGE, message=message, by=by)
        return None if row is None else to_answer(row)


def to_answer(row: sqlite3.Row) -> Answer:
    return Answer(
        note=row["note"],
        key=row["key"],
        revision=row["revision"],
        state=row["state"],
        value=from_json(row["value"]),
        pieces=tuple(Piece(message=message, text=text) for message, text in from_json(row["pieces"])),
        reason=row["reason"],
        again_at=to_moment_or_none(row["again_at"]),
        kept=row["kept"],
        by=row["by"],
        at=to_moment(row["at"]),
    )
