"""The folder of the copies of a store: each is named by its moment, and the newest are kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from storage.sqlite.backup import backup_file, clear
from storage.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "rapporteur-%Y-%m-%d-%H%M%S.db"
"""In UTC: what an hour that comes twice is called must be told apart."""

KEPT = 14
"""How many are kept. What was deleted for good is in them for as long: two weeks, where one is made a night."""


@dataclass(frozen=True, slots=True)
class Backups:
    """Copies of `store` in `folder`; what is there says all that is known of them."""

    store: Path
    folder: Path

    def make(self, now: datetime) -> Path:
        """Make a copy, and only then let the oldest of more than `KEPT` go. Raises StoreError."""
        while (target := self.folder / now.astimezone(UTC).strftime(NAME)).exists():
            now += timedelta(seconds=1)
        backup_file(self.store, target)
        with suppress(OSError):  # the copy is there; what can not go now goes after the next one
            # what is said to be still to come, of a clock that was ahead, goes first, and the new one never
            for _, old in sorted(self._found(), key=lambda each: (each[0] <= now, each))[:-KEPT]:
                with suppress(OSError):
                    old.unlink()
        clear(self.folder, "rapporteur-????-??-??-??????.db")
        return target

    def last_at(self, now: datetime) -> datetime | None:
        """Return when the newest copy was made; None where there is none. Raises StoreError.

        One that is said to be still to come, of a clock that was ahead, stands for none.
        """
        return max((at for at, _ in self._found() if at <= now), default=None)

    def _found(self) -> list[tuple[datetime, Path]]:
        """Return the copies that are whole; whatever else lies there, such as a folder of that name, is not ours."""
        found = []
        try:
            for path in self.folder.iterdir():
                with suppress(ValueError):
                    at = datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
                    if path.is_file() and path.stat().st_size:
                        found.append((at, path))
        except OSError as fault:
            raise StoreError(f"The folder {self.folder} can not be read: {fault.strerror}.") from fault
        return found
