"""Dates in every form that people type, read into days; what is doubtful is asked, never guessed."""

# ruff: noqa: RUF001 - dashes and scripts are what is tested

from datetime import date

import pytest

from bot.core.kinds.date_range import first_day, last_day, with_weekdays
from bot.core.replies import Clear, Doubt, Unclear

JUNE = [["2009-06-03", "2009-06-04"]]
ONE = [["2009-06-03", "2009-06-03"]]
SUMMER = [["2009-05-30", "2009-06-02"]]
NEW_YEAR = [["2009-12-30", "2010-01-02"]]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3-4 June 2009", JUNE),
        ("3 – 4 June 2009", JUNE),
        ("3—4 June 2009", JUNE),
        ("3−4 June 2009", JUNE),
        ("3‒4 June 2009", JUNE),
        ("3 to 4 June 2009", JUNE),
        ("from 3 to 4 June 2009.", JUNE),
        ("3rd-4th of June 2009", JUNE),
        ("June 3-4, 2009", JUNE),
        ("June 3 to 4 2009", JUNE),
        ("JUNE 3rd - JUNE 4th, 2009", JUNE),
        ("3 June - 4 June 2009", JUNE),
        ("3 June 2009 to 4 June 2009", JUNE),
        ("3 and 4 June 2009", JUNE),
        ("3/4 June 2009", JUNE),
        ("3 June 2009\n4 June 2009", JUNE),
        ("Wed 3 - Thu 4 June 2009", JUNE),
        ("3-4 June 2009 (Wednesday-Thursday)", JUNE),
        ("3-June-2009 to 4-June-2009", JUNE),
        ("2009-06-03 to 2009-06-04", JUNE),
        ("2009-06-03/2009-06-04", JUNE),
        ("2009-06-03 – 2009-06-04", JUNE),
        ("3 et 4 juin 2009", JUNE),
        ("du 3 au 4 juin 2009", JUNE),
        ("del 3 al 4 de junio de 2009", JUNE),
        ("3-4 июня 2009 г.", JUNE),
        ("с 3 по 4 июня 2009 года", JUNE),
        ("3-го и 4-го июня 2009", JUNE),
        ("٣-٤ يونيو ٢٠٠٩", JUNE),
        ("من ٣ إلى ٤ يونيو ٢٠٠٩", JUNE),
        ("٣ و٤ يونيو ٢٠٠٩", JUNE),
        ("\u200f٣-٤ يونيو ٢٠٠٩\u200f", JUNE),
        ("۳-۴ June ۲۰۰۹", JUNE),
        ("2009年6月3日至4日", JUNE),
        ("2009年6月3-4日", JUNE),
        ("3 June 2009", ONE),
        ("Wed 3 June 2009", ONE),
        ("Wednesday, 3 June 2009", ONE),
        ("2009-06-03", ONE),
        ("2009/6/3", ONE),
        ("Jun 3, 2009", ONE),
        ("3 jun. 2009", ONE),
        ("03-Jun-2009", ONE),
        ("2009 June 3", ONE),
        ("2009年6月3日", ONE),
        ("2009年6月3日星期三", ONE),
        ("30 May - 2 June 2009", SUMMER),
        ("30 May-2 June 2009", SUMMER),
        ("May 30 - June 2, 2009", SUMMER),
        ("30/5 - 2/6/2009", SUMMER),
        ("30.05.2009 - 02.06.2009", SUMMER),
        ("2009年5月30日至6月2日", SUMMER),
        ("2009年5月30日-6月2日", SUMMER),
        ("30 December 2009 - 2 January 2010", NEW_YEAR),
        ("2009年12月30日至2010年1月2日", NEW_YEAR),
        ("13.06.2009", [["2009-06-13", "2009-06-13"]]),
        ("06/13/2009", [["2009-06-13", "2009-06-13"]]),
        ("3.3.2009", [["2009-03-03", "2009-03-03"]]),
        ("3 SEPT. 2009", [["2009-09-03", "2009-09-03"]]),
        ("1er août 2009", [["2009-08-01", "2009-08-01"]]),
        ("1 aout 2009", [["2009-08-01", "2009-08-01"]]),
        ("1, 8 and 15 December 2020", [[f"2020-12-{day}"] * 2 for day in ("01", "08", "15")]),
        ("١، ٨ و١٥ ديسمبر ٢٠٢٠", [[f"2020-12-{day}"] * 2 for day in ("01", "08", "15")]),
        ("15, 8 and 1 December 2020", [[f"2020-12-{day}"] * 2 for day in ("01", "08", "15")]),
        ("3-4 June and 7-8 July 2009", [*JUNE, ["2009-07-07", "2009-07-08"]]),
        ("7-8 July 2009; 3-4 June 2009", [*JUNE, ["2009-07-07", "2009-07-08"]]),
        ("- 3-4 June 2009\n- 7-8 July 2009", [*JUNE, ["2009-07-07", "2009-07-08"]]),
        ("3 June 2009; 4 July 2010", [*ONE, ["2010-07-04", "2010-07-04"]]),
        ("29 February 2024", [["2024-02-29", "2024-02-29"]]),
    ],
)
def test_days_are_read_in_any_form(reader, typed, days):
    assert reader.parse("date_range", typed) == Clear({"days": days})


@pytest.mark.parametrize(
    ("typed", "key", "suggestions"),
    [
        ("3/4/2009", "ambiguous_date", ["3 April 2009", "4 March 2009"]),
        ("3.4.2009", "ambiguous_date", ["3 April 2009", "4 March 2009"]),
        ("03-04-2009", "ambiguous_date", ["3 April 2009", "4 March 2009"]),
        ("03/06/2009 - 04/06/2009", "ambiguous_date", ["3-4 June 2009", "6 March - 6 April 2009"]),
        ("3 June", "year_missing", ["3 June 2026"]),
        ("24 November", "year_missing", ["24 November 2026"]),
        ("25 November", "year_missing", ["25 November 2025"]),
        ("29 February", "year_missing", ["29 February 2024"]),
        ("30 December - 2 January", "year_missing", ["30 December 2025 - 2 January 2026"]),
        ("30 December - 2 January 2010", "year_missing", ["30 December 2009 - 2 January 2010"]),
        ("30 December 2009 - 2 January", "year_missing", ["30 December 2009 - 2 January 2010"]),
        ("3 June 09", "short_year", ["3 June 2009"]),
        ("3 June '09", "short_year", ["3 June 2009"]),
        ("3 June 27", "short_year", ["3 June 2027"]),
        ("3 June 98", "short_year", ["3 June 1998"]),
        ("13/6/09", "short_year", ["13 June 2009"]),
        ("31 June 2009", "no_such_day", ["30 June 2009"]),
        ("31.06.2009", "no_such_day", ["30 June 2009"]),
        ("29 February 2009", "no_such_day", ["28 February 2009"]),
        ("35 June 2009", "no_such_day", []),
        ("13/13/2009", "no_such_day", []),
        ("4-3 June 2009", "first_after_last", ["3-4 June 2009"]),
        ("30 December 2009 - 2 January 2009", "first_after_last", ["30 December 2009 - 2 January 2010"]),
        ("June 2009", "day_missing", []),
        ("2009", "day_missing", []),
        ("whenever", "not_a_date", []),
        ("3-4-5 June 2009", "not_a_date", []),
        ("3 June 2009 -", "not_a_date", []),
        ("3", "not_a_date", []),
    ],
)
def test_what_is_doubtful_is_asked_with_what_may_be_meant(reader, typed, key, suggestions):
    assert reader.parse("date_range", typed) == Unclear(key, {"said": typed, "suggestions": suggestions})


@pytest.mark.parametrize(
    ("typed", "problems", "suggestions"),
    [
        ("4-3 June", ["year_missing", "first_after_last"], ["3-4 June 2026"]),
        ("31 June", ["year_missing", "no_such_day"], ["30 June 2026"]),
        ("3/4/09", ["ambiguous_date", "short_year"], ["3 April 2009", "4 March 2009"]),
        ("3/4", ["ambiguous_date", "year_missing"], ["3 April 2026", "4 March 2026"]),
    ],
)
def test_all_problems_are_named_at_once(reader, typed, problems, suggestions):
    facts = {"said": typed, "suggestions": suggestions, "problems": problems}
    assert reader.parse("date_range", typed) == Unclear("date_faults", facts)


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (ONE, "3 June 2009"),
        (JUNE, "3-4 June 2009"),
        ([["2009-09-30", "2009-10-02"]], "30 September - 2 October 2009"),
        (NEW_YEAR, "30 December 2009 - 2 January 2010"),
        ([[f"2020-12-{day}"] * 2 for day in ("01", "08", "15")], "1, 8 and 15 December 2020"),
        ([*JUNE, ["2009-06-08", "2009-06-08"]], "3-4 and 8 June 2009"),
        ([*JUNE, ["2009-07-07", "2009-07-08"]], "3-4 June and 7-8 July 2009"),
        ([*JUNE, ["2010-07-07", "2010-07-08"]], "3-4 June 2009; 7-8 July 2010"),
        ([*SUMMER, ["2009-07-07", "2009-07-08"]], "30 May - 2 June 2009; 7-8 July 2009"),
    ],
)
def test_days_are_shown_in_house_style_and_read_back(reader, days, shown):
    assert reader.show("date_range", {"days": days}) == shown
    assert reader.again("date_range", {"days": days}) == {"days": days}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2009-06-03", "3 June 2009 (Wednesday)"),
        ({"days": ONE}, "3 June 2009 (Wednesday)"),
        ({"days": JUNE}, "3-4 June 2009 (Wednesday-Thursday)"),
        ({"days": [*JUNE, ["2009-06-08"] * 2]}, "3-4 and 8 June 2009 (Wednesday-Thursday and Monday)"),
    ],
)
def test_the_echo_names_the_weekdays(reader, value, shown):
    assert with_weekdays(value, reader.context) == shown


def test_first_and_last_day_are_those_of_all_legs():
    value = {"days": [*JUNE, ["2009-07-07", "2009-07-08"]]}
    assert (first_day(value), last_day(value)) == (date(2009, 6, 3), date(2009, 7, 8))


@pytest.mark.parametrize(
    ("typed", "days", "reading"),
    [
        ("today", ["2026-11-24", "2026-11-24"], "24 November 2026 (Tuesday)"),
        ("Yesterday.", ["2026-11-23", "2026-11-23"], "23 November 2026 (Monday)"),
        ("last week", ["2026-11-16", "2026-11-20"], "16-20 November 2026 (Monday-Friday)"),
        ("this week", ["2026-11-23", "2026-11-27"], "23-27 November 2026 (Monday-Friday)"),
        ("next week", ["2026-11-30", "2026-12-04"], "30 November - 4 December 2026 (Monday-Friday)"),
        ("3-4 June 2009 in Brussels", JUNE[0], "3-4 June 2009 (Wednesday-Thursday)"),
    ],
)
def test_a_guess_counts_only_when_confirmed(reader, typed, days, reading):
    assert reader.parse("date_range", typed) == Doubt({"days": [days]}, "guessed_date", {"reading": reading})


def test_what_nobody_here_can_read_is_given_to_the_guesser(reader):
    guessing = reader.guessing(lambda text, _today: date(2026, 11, 17) if text == "last Tuesday" else None)
    reading = {"reading": "17 November 2026 (Tuesday)"}
    assert guessing.parse("date", "last Tuesday") == Doubt("2026-11-17", "guessed_date", reading)
    assert guessing.parse("date", "no day").key == "not_a_date"


def test_the_guesser_never_sees_a_long_text_nor_an_impossible_day(reader):
    asked = []
    guessing = reader.guessing(lambda text, _today: asked.append(text))
    guessing.parse("date_range", "last Tuesday, " * 10)
    guessing.parse("date_range", "31 June 2009")
    assert asked == []


def test_more_than_two_weeks_in_a_row_are_confirmed(reader):
    assert reader.parse("date_range", "1-14 June 2009").value == {"days": [["2009-06-01", "2009-06-14"]]}
    long = {"days": [["2009-06-01", "2009-06-15"]]}
    assert reader.parse("date_range", "1-15 June 2009") == Doubt(long, "long_event", {"days": 15})


def test_a_series_over_months_is_no_long_event(reader):
    assert type(reader.parse("date_range", "1 June 2009; 1 July 2009; 1 August 2009")) is Clear


def test_a_day_to_come_is_doubted_only_where_the_past_is_wanted(reader):
    value = {"days": [["2026-11-24", "2026-11-25"]]}
    assert reader.parse("date_range", "24-25 November 2026") == Clear(value)
    doubt = Doubt(value, "future_date", {"last": "25 November 2026"})
    assert reader.parse("date_range", "24-25 November 2026", extra={"past": True}) == doubt
    assert type(reader.parse("date_range", "23-24 November 2026", extra={"past": True})) is Clear


def test_one_day_is_stored_as_iso_text(reader):
    assert reader.parse("date", "4 June 2009") == Clear("2009-06-04")
    assert reader.show("date", "2009-06-04") == "4 June 2009"


def test_one_day_may_not_be_two(reader):
    facts = {"said": "3-4 June 2009", "suggestions": ["3 June 2009", "4 June 2009"]}
    assert reader.parse("date", "3-4 June 2009") == Unclear("one_day_wanted", facts)


def test_a_future_day_is_doubted_where_the_past_is_wanted(reader):
    doubt = Doubt("2026-11-25", "future_date", {"last": "25 November 2026"})
    assert reader.parse("date", "25 November 2026", extra={"past": True}) == doubt
