"""The copy of the store that is made each night: what there is says whether it is due, so a restart changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import on_the_wall
from bot.service.office import Office

HOUR = 2
"""Of the night, in the time zone of the bot: nobody is asked anything then."""
AGAIN = timedelta(hours=1)
"""How long after one that failed it is tried again."""


class Nightly:
    """Sweeps: one call makes one copy or none; it raises StoreError where that fails."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._failed_at: datetime | None = None

    def sweep(self) -> bool:
        """Make the copy of this night, if none was made since it was due; say whether."""
        backups, now = self.office.backups, self.office.clock()
        if backups is None or self._rests(now):
            return False
        self._failed_at = now  # until it is known that it did not
        last = backups.last_at(now)
        is_due = last is None or last < self._due(now)
        if is_due:
            backups.make(now)
        self._failed_at = None
        return is_due

    def _rests(self, now: datetime) -> bool:
        """Say whether one has just failed; a moment that is still to come is of a clock that was ahead."""
        return self._failed_at is not None and timedelta() <= now - self._failed_at < AGAIN

    def _due(self, now: datetime) -> datetime:
        """Return when the newest copy was to be made, at the latest: last night, or this one."""
        today = now.astimezone(ZoneInfo(self.office.zone)).date()
        tonight = on_the_wall(self.office.zone, today, HOUR)
        return tonight if tonight <= now else on_the_wall(self.office.zone, today - timedelta(days=1), HOUR)
