"""What somebody wants gone: the words leave the rows and the file, the rows stay and keep their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.sqlite.values import to_json, to_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from storage.records import Json
    from storage.sqlite.rows import Rows

ADD = "insert into erasures (team, note, key, at, by) values (:team, :note, :key, :at, :by)"
ANSWER = """
update answers set state = :state, value = 'null', pieces = '[]', reason = '', again_at = null, kept = ''
where team = :team and note = :note and key = :key
"""
# words that another kept beside an answer stand in a row of theirs, with the answer, which is whose it was first
FIRST = """
coalesce((
    select made.by from answers as made
    where made.team = answers.team and made.note = answers.note and made.key = answers.key
    and made.pieces = answers.pieces and made.pieces <> '[]'
    order by made.revision limit 1
), by)
"""
KEPT = f"""
update answers set kept = ''
where team = :team and note = :note and key = :key and by = :by and {FIRST} <> :by
"""  # noqa: S608  constants
OWN = f"{ANSWER} and {FIRST} = :by"
DRAFT = """
update drafts set text = :text, sha256 = :sha256
where team = :team and note = :note and version = :version
"""
PAPERS = "delete from papers where team = :team and note = :note and version = :version returning sha256"
CONTENTS = """
delete from contents where team = :team and sha256 in (select value from json_each(:hashes))
and sha256 not in (select sha256 from papers where team = :team)
and sha256 not in (select sha256 from uploads where team = :team and sha256 is not null)
"""
UPLOADS = """
delete from uploads where team = :team and note = :note and id in (select value from json_each(:ids))
and exists (select 1 from erasures as e where e.team = uploads.team and e.note = uploads.note and e.at >= uploads.at)
returning sha256
"""
REVIEW = "update reviews set remarks = :remarks where team = :team and note = :note and number = :number"
MESSAGE = "update outbox set body = :body, screen = :screen where team = :team and id = :id"


class SqliteErasures:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def answer(self, note: int, key: str, *, state: str, by: str, at: datetime) -> None:
        self._rows.run(ADD, note=note, key=key, at=to_text(at), by=by)
        self._rows.forget(ANSWER, note=note, key=key, state=state)

    def own(self, note: int, key: str, *, state: str, by: str, at: datetime) -> None:
        self._rows.run(ADD, note=note, key=key, at=to_text(at), by=by)
        self._rows.forget(KEPT, note=note, key=key, by=by)
        self._rows.forget(OWN, note=note, key=key, state=state, by=by)

    def draft(self, note: int, version: int, *, text: str, sha256: str) -> None:
        self._rows.forget(DRAFT, note=note, version=version, text=text, sha256=sha256)
        gone = [row["sha256"] for row in self._rows.all(PAPERS, note=note, version=version)]
        self._rows.forget(CONTENTS, hashes=to_json(gone))

    def uploads(self, note: int, ids: Collection[str]) -> None:
        gone = [row["sha256"] for row in self._rows.all(UPLOADS, note=note, ids=to_json(sorted(ids)))]
        self._rows.forget(CONTENTS, hashes=to_json(gone))

    def review(self, note: int, number: int, *, remarks: Mapping[str, str]) -> None:
        self._rows.forget(REVIEW, note=note, number=number, remarks=to_json(dict(remarks)))

    def message(self, delivery: int, *, body: Json, screen: Json) -> None:
        shown = None if screen is None else to_json(screen)
        self._rows.forget(MESSAGE, id=delivery, body=to_json(body), screen=shown)
