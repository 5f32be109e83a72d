"""The keys of everything that came in, so that a redelivery is known as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.sqlite.values import to_text

if TYPE_CHECKING:
    from datetime import datetime

    from storage.sqlite.rows import Rows

SEE = "insert into inbox (team, key, at) values (:team, :key, :at) on conflict (team, key) do nothing"


class SqliteInbox:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def seen(self, key: str, *, at: datetime) -> bool:
        return self._rows.run(SEE, key=key, at=to_text(at)).rowcount == 0
