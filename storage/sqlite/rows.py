"""One transaction's access to one team's rows: what every repository runs its SQL through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.sqlite.library import sqlite3


Value = str | int | bytes | None


class Rows:
    """A connection and a team, for as long as the transaction lasts."""

    def __init__(self, connection: sqlite3.Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self._over = False
        self.forgot = False

    def run(self, sql: str, **values: Value) -> sqlite3.Cursor:
        """Run one statement with `:team` filled in; raises RuntimeError when the transaction is over."""
        # SQLite itself rolls back on a full disk: without this the rest of the block would commit row by row
        if self._over or not self._connection.in_transaction:
            raise RuntimeError(
                "This transaction is over; nothing can be read or written through it any more."
            )
        return self._connection.execute(sql, {"team": self._team, **values})

    def forget(self, sql: str, **values: Value) -> None:
        """Run a statement that takes words away; once it is committed they leave the file as well."""
        self.run(sql, **values)
        self.forgot = True

    def one(self, sql: str, **values: Value) -> sqlite3.Row | None:
        # fetchall, not fetchone: a cursor left half read keeps its statement and its locks alive
        found: list[sqlite3.Row] = self.run(sql, **values).fetchall()
        return found[0] if found else None

    def all(self, sql: str, **values: Value) -> list[sqlite3.Row]:
        return self.run(sql, **values).fetchall()

    def number(self, sql: str, **values: Value) -> int:
        """Run a statement that returns one number, such as an insert with `returning`."""
        row = self.one(sql, **values)
        assert row is not None
        return int(row[0])

    def finish(self) -> None:
        self._over = True
