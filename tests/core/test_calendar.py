"""A calendar knows which days one person works, and when a clock on their wall shows an hour."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.calendar import Calendar, on_the_wall

USUAL = Calendar()
GULF = Calendar(weekend=frozenset({4, 5}))
MAY_DAY = Calendar(holidays=frozenset({date(2026, 5, 1)}))
AWAY = Calendar(away=((date(2026, 5, 4), date(2026, 5, 6)), (date(2026, 5, 6), date(2026, 5, 7))))

calendars = st.builds(
    Calendar,
    weekend=st.sets(st.integers(0, 6), max_size=6).map(frozenset),
    holidays=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20).map(frozenset),
    away=st.lists(st.tuples(st.dates(date(2026, 3, 1), date(2026, 4, 1)), st.just(date(2026, 4, 2)))).map(
        tuple
    ),
)


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2009, 6, 4), 0, date(2009, 6, 4)),
        (date(2009, 6, 4), 1, date(2009, 6, 5)),
        (date(2009, 6, 4), 2, date(2009, 6, 8)),
        (date(2009, 6, 4), 10, date(2009, 6, 18)),
        (date(2009, 6, 6), 1, date(2009, 6, 8)),
        (date(2009, 6, 6), 0, date(2009, 6, 6)),
        (date(2009, 6, 8), -1, date(2009, 6, 5)),
        (date(2009, 6, 7), -1, date(2009, 6, 5)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
    ],
)
def test_weekends_do_not_count(day, number, then):
    assert USUAL.add(day, number) == then


def test_a_weekend_may_be_friday_and_saturday():
    assert [GULF.works(date(2026, 5, day)) for day in range(4, 11)] == [True] * 4 + [False, False, True]
    assert GULF.add(date(2026, 5, 7), 1) == date(2026, 5, 10)


def test_a_public_holiday_does_not_count():
    assert MAY_DAY.add(date(2026, 4, 30), 1) == date(2026, 5, 4)
    assert USUAL.add(date(2026, 4, 30), 1) == date(2026, 5, 1)


def test_a_day_in_two_absences_counts_once():
    assert AWAY.add(date(2026, 5, 1), 1) == date(2026, 5, 8)
    assert AWAY.add(date(2026, 5, 1), 5) == date(2026, 5, 14)


def test_from_a_day_that_is_worked_on_is_that_day():
    assert AWAY.from_(date(2026, 5, 1)) == date(2026, 5, 1)
    assert AWAY.from_(date(2026, 5, 2)) == date(2026, 5, 8)


@pytest.mark.parametrize(
    ("calendar", "today", "after", "before"),
    [
        (USUAL, 1, 4, 8),  # a Friday: Monday, and the Friday after it
        (USUAL, 2, 4, 8),
        (USUAL, 3, 4, 8),  # on a Sunday the next week begins tomorrow
        (USUAL, 4, 11, 8),
        (USUAL, 7, 11, 8),
        (GULF, 7, 10, 14),  # a Thursday: Sunday, and the Thursday after it
        (GULF, 9, 10, 14),
        (GULF, 10, 17, 14),
        (MAY_DAY, 28, 4, 30),  # Friday is the first of May
        (Calendar(weekend=frozenset()), 7, None, None),
        (AWAY, 1, 8, 8),
    ],
)
def test_a_week_begins_and_ends_on_days_that_are_worked(calendar, today, after, before):
    month = 4 if today == 28 else 5
    asked = date(2026, month, today)
    found = (calendar.after_weekend(asked), calendar.before_weekend(asked))
    assert [day and day.day for day in found] == [after, before]


def test_no_day_is_named_that_is_more_than_a_week_ahead():
    closed = Calendar(holidays=frozenset(date(2026, 5, day) for day in range(4, 12)))
    assert (closed.after_weekend(date(2026, 5, 1)), closed.before_weekend(date(2026, 5, 1))) == (None, None)


def test_a_weekend_of_seven_days_is_refused():
    with pytest.raises(ValueError, match="leaves no day to work"):
        Calendar(weekend=frozenset(range(7)))


@settings(deadline=None, max_examples=100)
@given(calendars, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 40))
def test_so_many_working_days_lie_between(calendar, day, number):
    then = calendar.add(day, number)
    days = [day + timedelta(days=n) for n in range(1, (then - day).days + 1)]
    assert sum(calendar.works(each) for each in days) == number
    assert calendar.works(then)
    assert calendar.add(calendar.from_(day), 0) == calendar.from_(day) >= day
    assert calendar.add(calendar.add(then, 7), -7) == then


@pytest.mark.parametrize(
    ("zone", "day", "hour", "minute", "then"),
    [
        ("Africa/Accra", date(2026, 3, 29), 2, 30, datetime(2026, 3, 29, 2, 30, tzinfo=UTC)),
        ("Europe/Brussels", date(2026, 3, 28), 9, 0, datetime(2026, 3, 28, 8, tzinfo=UTC)),
        ("Europe/Brussels", date(2026, 3, 30), 9, 0, datetime(2026, 3, 30, 7, tzinfo=UTC)),
        ("Pacific/Auckland", date(2026, 4, 6), 9, 0, datetime(2026, 4, 5, 21, tzinfo=UTC)),
    ],
)
def test_a_clock_on_the_wall_follows_the_summer(zone, day, hour, minute, then):
    assert on_the_wall(zone, day, hour, minute) == then


def test_an_hour_that_the_clock_skips_is_the_moment_after_it():
    assert on_the_wall("Europe/Brussels", date(2026, 3, 29), 2, 30) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


def test_an_hour_that_the_clock_shows_twice_is_the_first():
    assert on_the_wall("Europe/Brussels", date(2026, 10, 25), 2, 30) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
