"""The bytes of files: of one content once in each team, whoever keeps it; only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.sqlite.rows import Rows

KEEP = """
insert into contents (team, sha256, content) values (:team, :sha256, :content)
on conflict (team, sha256) do nothing
"""


def keep_content(rows: Rows, *, sha256: str, content: bytes) -> None:
    rows.run(KEEP, sha256=sha256, content=content)
