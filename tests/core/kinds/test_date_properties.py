"""Any days can be shown and read back; any day that Babel writes in a UN language is read."""

# ruff: noqa: RUF001, SIM905 - scripts are what is tested; a long list would fill the screen

from datetime import date, timedelta
from itertools import pairwise

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.core.kinds.date_range import with_weekdays
from bot.core.kinds.date_style import merged, to_value
from bot.core.replies import Clear, Unclear

DAYS = st.dates(date(1000, 1, 1), date(9990, 12, 31))
NEAR = st.dates(date(2025, 1, 1), date(2026, 12, 31))
LEGS = st.lists(
    st.builds(
        lambda first, length: (first, first + timedelta(days=length)),
        DAYS | NEAR,
        st.just(0) | st.integers(0, 500),
    ),
    min_size=1,
    max_size=8,
)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRAPS = st.sampled_from(
    "0~1~2~3~4~5~6~7~8~9~31~12~2009~09~June~mai~янв~年~月~日~至~-~–~/~.~,~ ~to~and~Wed~th~(~'~\n~de~و".split(
        "~"
    )
)


@given(legs=LEGS)
def test_shown_days_are_read_back(reader, legs):
    value = to_value(legs)
    assert reader.again("date_range", value) == value
    assert reader.parse("date_range", with_weekdays(value, reader.context)).value == value


@given(legs=LEGS)
def test_merged_legs_are_sorted_and_never_touch(legs):
    done = merged(legs)
    assert all(b[0] - a[1] > timedelta(days=1) for a, b in pairwise(done))
    assert {day for leg in legs for day in leg} <= {day for leg in done for day in _each(leg)}


@given(day=DAYS)
def test_a_shown_day_is_read_back(reader, day):
    assert reader.again("date", day.isoformat()) == day.isoformat()


@pytest.mark.parametrize("form", ["long", "full", "d MMM y"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
@given(day=DAYS)
def test_a_day_written_by_babel_is_read(reader, language, form, day):
    assert reader.parse("date", format_date(day, form, language)) == Clear(day.isoformat())


@given(day=DAYS)
def test_arabic_digits_are_read(reader, day):
    written = format_date(day, "long", "ar").translate(ARABIC)
    assert reader.parse("date", written) == Clear(day.isoformat())


@given(day=DAYS)
def test_a_day_in_numbers_is_read_or_asked(reader, day):
    answer = reader.parse("date", f"{day:%d/%m/}{day.year}")
    certain = day.day > 12 or day.day == day.month
    assert answer == Clear(day.isoformat()) if certain else answer.key == "ambiguous_date"


@given(text=st.lists(SCRAPS, max_size=12).map("".join), today=NEAR)
def test_every_suggestion_can_be_sent_back(reader, text, today):
    here = reader.on(today)
    for kind in ("date", "date_range"):
        answer = here.parse(kind, text)
        if isinstance(answer, Unclear):
            for suggestion in answer.facts.get("suggestions", ()):
                assert not isinstance(here.parse("date_range", suggestion), Unclear)


def _each(leg):
    first, last = leg
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
