"""The clock of a trial: whenever it begins, everybody in the small workspace is at work."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cli.processes import ahead
from bot.core.policy import Policy
from bot.fakeslack.workspace import STANDARD_PEOPLE

DAYS = [datetime(2026, month, day, tzinfo=UTC) for month in (2, 7) for day in range(1, 9)]
HOURS = [day + timedelta(hours=hour, minutes=59) for day in DAYS for hour in range(24)]


@pytest.mark.parametrize("zone", [zone for _, _, zone in STANDARD_PEOPLE])
def test_at_any_hour_of_any_day_people_may_be_written_to_for_an_hour_from_then_on(zone):
    policy = Policy()
    for now in HOURS:
        for later in (timedelta(), timedelta(hours=1)):
            wall = (now + ahead(now) + later).astimezone(ZoneInfo(zone))
            assert policy.opens <= wall.hour < policy.closes, (now, wall)
            assert wall.weekday() < 5, (now, wall)


def test_a_clock_is_moved_ahead_by_less_than_a_weekend_and_only_where_it_must_be():
    assert max(ahead(now) for now in HOURS) < timedelta(days=3)
    assert ahead(datetime(2026, 11, 25, 14, 30, tzinfo=UTC)) == timedelta()
