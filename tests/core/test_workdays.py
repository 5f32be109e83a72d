"""Working days are Monday to Friday."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.workdays import add_working_days


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2009, 6, 4), 0, date(2009, 6, 4)),
        (date(2009, 6, 4), 1, date(2009, 6, 5)),
        (date(2009, 6, 4), 2, date(2009, 6, 8)),
        (date(2009, 6, 4), 10, date(2009, 6, 18)),
        (date(2009, 6, 6), 1, date(2009, 6, 8)),
        (date(2009, 6, 6), 0, date(2009, 6, 6)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_weekends_do_not_count(day, number, then):
    assert add_working_days(day, number) == then


@settings(deadline=None, max_examples=100)
@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 60))
def test_so_many_working_days_lie_between(day, number):
    then = add_working_days(day, number)
    days = [day + timedelta(days=n) for n in range(1, (then - day).days + 1)]
    assert sum(d.weekday() < 5 for d in days) == number
    assert then.weekday() < 5
