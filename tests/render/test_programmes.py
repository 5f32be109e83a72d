"""Programmes as files: what calendars and sheets say of events, and all that is wrong with one at once."""

import time
from datetime import date
from pathlib import Path

import pytest

from bot.core.faults import Fault
from bot.core.replies import Context
from bot.render.lexicons import read_phrases
from bot.render.programmes import LARGEST, MOST, in_order, read_programme
from bot.render.zones import country_of, zones_of

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = Context(
    today=date(2009, 6, 4), lexicon=read_phrases(ROOT / "templates" / "phrases" / "en.toml").lexicon
)
HEADER = "title,first,last,place,organizers,experts"


def read(name, content, today=None):
    context = CONTEXT if today is None else Context(today=today, lexicon=CONTEXT.lexicon)
    return read_programme(name, content.encode() if isinstance(content, str) else content, context, "UTC")


def sheet(*rows, header=HEADER):
    return read("june.csv", "\n".join([header, *rows]))


def calendar(*events, head=""):
    bodies = (f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return read("june.ics", f"BEGIN:VCALENDAR\n{head}{''.join(bodies)}END:VCALENDAR\n".replace("\n", "\r\n"))


def entry(*lines, uid="1", title="Meeting", start="DTSTART;VALUE=DATE:20090610"):
    return "\n".join((f"UID:{uid}", f"SUMMARY:{title}", start, *lines))


def days(reading):
    return [(event.first.isoformat(), event.last.isoformat()) for event in reading.events]


def faults(reading):
    return [str(fault) for fault in reading.faults]


# ------------------------------------------------------------------ a calendar


def test_a_calendar_as_it_is_exported():
    reading = read("programme.ics", (ROOT / "tests" / "data" / "programme.ics").read_bytes())
    assert (faults(reading), reading.notices) == ([], ())
    workshop, *others = reading.events
    assert (workshop.title, workshop.place) == ('Workshop on "Making the difference"', "Brussels, Belgium")
    assert (workshop.organizers, workshop.experts) == (
        ("European Commission", "Government of Norway"),
        ("Ada <ada@example.org>",),
    )
    assert [(each.uid, each.first.isoformat(), each.cancelled) for each in others] == [
        ("weekly@example.org/2009-06-08", "2009-06-08", False),
        ("weekly@example.org/2009-06-15", "2009-06-15", True),
        ("weekly@example.org/2009-06-22", "2009-06-23", False),
        ("call@example.org", "2009-06-21", True),
    ]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("DTEND;VALUE=DATE:20090612",), "2009-06-11"),
        (("DTEND;VALUE=DATE:20090610",), "2009-06-10"),
        (("DURATION:P3D",), "2009-06-12"),
        ((), "2009-06-10"),
    ],
)
def test_the_end_of_whole_days_is_not_among_them(lines, last):
    assert days(calendar(entry(*lines))) == [("2009-06-10", last)]


def test_what_ends_at_midnight_ends_on_the_day_before():
    late = entry("DTEND:20090611T000000", start="DTSTART:20090610T200000")
    assert days(calendar(late)) == [("2009-06-10", "2009-06-10")]


@pytest.mark.parametrize(
    ("head", "start", "day"),
    [
        ("", "DTSTART:20090610T230000Z", "2009-06-10"),
        ("X-WR-TIMEZONE:Europe/Brussels\n", "DTSTART:20090610T230000Z", "2009-06-11"),
        ("X-WR-TIMEZONE:Europe/Brussels\n", "DTSTART;TZID=America/New_York:20090610T230000", "2009-06-10"),
        ("", "DTSTART;TZID=Somewhere/Else:20090610T230000", "2009-06-10"),
        ("", "DTSTART;TZID=Romance Standard Time:20090610T230000", "2009-06-10"),
    ],
)
def test_a_day_is_that_of_the_place_where_it_happens(head, start, day):
    assert days(calendar(entry(start=start), head=head)) == [(day, day)]


@pytest.mark.parametrize("name", ["Europe", "Foo/Bar", "../../etc/passwd", "no\\, zone"])
def test_a_calendar_of_no_zone_is_read_by_that_of_the_bot_and_says_so(name):
    read = calendar(entry(start="DTSTART:20090610T230000Z"), head=f"X-WR-TIMEZONE:{name}\n")
    assert days(read) == [("2009-06-10", "2009-06-10")]
    assert [f"{name!r} is no time zone" in notice for notice in read.notices] == [True]


def test_the_newest_version_of_an_event_counts_and_two_of_the_same_age_are_a_fault():
    newest = calendar(entry("SEQUENCE:2", title="New"), entry("SEQUENCE:1", title="Old"))
    assert [event.title for event in newest.events] == ["New"]
    same = calendar(entry(title="One"), entry(title="Two"))
    assert faults(same) == [
        "line 7 (UID 1): has the UID of line 2 (UID 1). Take one out, or give it a UID of its own"
    ]


def test_a_calendar_of_cancellations_cancels():
    assert [event.cancelled for event in calendar(entry(), head="METHOD:CANCEL\n").events] == [True]


def test_broken_events_are_named_all_at_once_and_break_no_other():
    reading = calendar(
        entry(start="DTSTART:soon"),
        entry(uid="2", title="Sound"),
        "nonsense",
        entry("DTEND;VALUE=DATE:20090601", uid="3"),
        entry("RRULE:FREQ=SECONDLY", uid="4"),
        entry("RRULE:FREQ=MINUTELY;COUNT=3", uid="5"),
        entry("RRULE:FREQ=OFTEN", uid="6"),
    )
    assert [event.title for event in reading.events] == ["Sound"]
    assert [fault.where for fault in reading.faults] == [
        "line 2 (UID 1)",
        "line 12",
        "line 12",
        "line 12",
        "line 15 (UID 3)",
        "line 21 (UID 4)",
        "line 27 (UID 5)",
        "line 33 (UID 6)",
    ]
    example = "Repeat by day, week, month or year, for example RRULE:FREQ=WEEKLY;COUNT=10"
    assert f"line 21 (UID 4): repeats by FREQ=SECONDLY. {example}" in faults(reading)


def test_all_that_is_wrong_with_one_event_is_named_at_once():
    hourly, day = "RRULE:FREQ=HOURLY", "DTSTART;VALUE=DATE:20090610"
    reading = calendar(
        f"SUMMARY:No UID\n{day}\n{hourly}",
        "UID:2\nDTSTART:2009-06-10",
        entry("DTEND;VALUE=DATE:20090601", hourly, uid="3"),
    )
    assert [(fault.where, fault.what) for fault in reading.faults] == [
        ("line 2", "has no UID"),
        ("line 2", "repeats by FREQ=HOURLY"),
        ("line 7 (UID 2)", "has no SUMMARY"),
        (
            "line 7 (UID 2)",
            "can not be read: Expected datetime, date, or time. Got: '2009-06-10'",
        ),
        ("line 11 (UID 3)", "ends on 2009-06-01, before it begins on 2009-06-10"),
        ("line 11 (UID 3)", "repeats by FREQ=HOURLY"),
    ]


def test_faults_are_in_the_order_of_the_file():
    found = [Fault(where, "", "") for where in ("line 17 (UID 1)", "line 11", "the file")]
    assert [fault.where for fault in in_order(found)] == ["the file", "line 11", "line 17 (UID 1)"]


def test_a_file_that_is_cut_off_says_where():
    cut = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Cut"
    assert faults(read("a.ics", cut)) == [
        "line 2: begins an event that does not end. The file may be cut off; export it again"
    ]


def test_a_series_is_read_from_a_month_ago_to_a_year_ahead_and_a_hundred_times_at_most():
    weekly = calendar(entry("RRULE:FREQ=WEEKLY", start="DTSTART;VALUE=DATE:20000105"))
    assert (days(weekly)[0][0], days(weekly)[-1][0], weekly.notices) == ("2009-05-06", "2010-06-02", ())
    daily = calendar(entry("RRULE:FREQ=DAILY"))
    assert (len(daily.events), daily.events[-1].uid) == (100, "1/2009-09-17")
    [notice] = daily.notices
    assert notice.startswith(
        "line 2 (UID 1) repeats too often: the first 100 days, until 2009-09-17, are taken."
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", ["2009-06-10", "2009-07-14", "2009-08-11", "2009-09-08"]),
        ("FREQ=YEARLY;UNTIL=20100610", ["2009-06-10"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2;BYHOUR=9,10", ["2009-06-10", "2009-06-24"]),
        ("FREQ=DAILY;UNTIL=20090611T235959Z", ["2009-06-10", "2009-06-11"]),
    ],
)
def test_rules_name_the_days_of_this_century(rule, expected):
    assert [first for first, _ in days(calendar(entry(f"RRULE:{rule}")))] == expected


def test_a_rule_that_fits_no_day_comes_to_an_end():
    begun = time.perf_counter()
    calendar(entry("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize("interval", ["0", "-1"])
def test_a_rule_that_stands_still_is_refused(interval):
    reading = calendar(entry(f"RRULE:FREQ=DAILY;INTERVAL={interval}", start="DTSTART;VALUE=DATE:20080101"))
    assert [fault.what for fault in reading.faults] == ["repeats by an INTERVAL below 1"]


def test_days_that_are_added_belong_to_the_series():
    assert [event.uid for event in calendar(entry("RDATE;VALUE=DATE:20090701,20090702")).events] == [
        "1/2009-06-10",
        "1/2009-07-01",
        "1/2009-07-02",
    ]


# ------------------------------------------------------------------ a sheet


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_sheet_as_programs_write_it(sign, encoding):
    header = sign.join(("UID", "Title", "First", "Last", "Place", "Organizers", "Experts"))
    quoted = '"Séminaire; ""sûreté"", suite\t"'
    row = sign.join(("7", quoted, "2009-06-10", "11 June 2009", '"Dakar, Senegal"', '"EU; UN"', '"Ada; @cy"'))
    reading = read("june.csv", f"{header}\r\n{row}\r\n{sign * 6}\r\n".encode(encoding))
    assert (faults(reading), days(reading)) == ([], [("2009-06-10", "2009-06-11")])
    [event] = reading.events
    assert (event.uid, event.title, event.place, event.organizers, event.experts, event.where) == (
        "7",
        'Séminaire; "sûreté", suite',
        "Dakar, Senegal",
        ("EU", "UN"),
        ("Ada", "@cy"),
        "line 2",
    )


def test_the_line_with_which_excel_announces_its_separator_is_no_header():
    reading = read("june.csv", "sep=;\r\ntitle;first\r\nMeeting;2009-06-10\r\n;\r\nOther;no day\r\n")
    assert (days(reading), [fault.where for fault in reading.faults]) == (
        [("2009-06-10", "2009-06-10")],
        ["line 5"],
    )


@pytest.mark.parametrize(
    "cell", ["2009-06-10", "10 June 2009", "10 juin 2009", "10.06.09", "2009-06-10 00:00:00", "June 10, 2009"]
)
def test_a_day_is_read_as_anywhere_in_the_house(cell):
    reading = sheet(f'Meeting,"{cell}"')
    expected = [] if cell == "10.06.09" else [("2009-06-10", "2009-06-10")]
    assert days(reading) == expected


def test_both_days_may_stand_in_one_cell():
    assert days(sheet("Meeting,10-11 June 2009")) == [("2009-06-10", "2009-06-11")]


def test_what_looks_like_a_formula_is_a_text():
    [event] = sheet('"=HYPERLINK(""http://x"")",2009-06-10,,+1 street,-,').events
    assert (event.title, event.place, event.organizers) == ('=HYPERLINK("http://x")', "+1 street", ("-",))


ALL_FAULTS = """\
line 2: has no title. Write what the event is called, for example Workshop on export controls
line 3: has “3/4/2009” for its first day, which is not clear. Write it in full, for example 2026-06-03 or \
3 June 2026. It may mean 3 April 2009 or 4 March 2009
line 4: has the number 39974 for its first day. Write the day, for example 2026-06-03 or 3 June 2026. \
The sheet may mean 10 June 2009
line 5: ends on 10 June 2009, before it begins on 11 June 2009. Exchange the days, or mend one
line 7: has “10 and 12 June 2009” for its first day, which is not one stretch of days. Write one day, \
for example 2026-06-03 or 3 June 2026, and each stretch on a line of its own
line 8: has 7 cells, and there are 6 columns. Put what holds a separator into quotes, for example "Brussels, Belgium"
line 10: is the same event as line 9. Take one out, or give each a uid of its own, for example in-2026-07
line 11: has no first day. Write it, for example 2026-06-03 or 3 June 2026"""


def test_all_faults_of_a_sheet_are_named_at_once():
    reading = sheet(
        ",2009-06-10",
        "Slashes,3/4/2009",
        "Number,39974",
        'Two lines,"2009-06-11\n",2009-06-10',
        "Several,10 and 12 June 2009",
        "Odd,2009-06-10,,Dakar, Senegal,EU,Ada",
        "Twice,2009-06-10",
        "twice,2009-06-11",
        "No day,",
    )
    assert [event.title for event in reading.events] == ["Twice"]
    assert "\n".join(faults(reading)) == ALL_FAULTS


def test_a_quote_that_does_not_end_says_where():
    [fault] = sheet("One,2009-06-10", '"Two,2009-06-11', "Three,2009-06-12").faults
    assert fault.where == "line 3"


def test_columns_that_are_missing_or_unknown_are_named():
    assert faults(sheet("a,b", header="name,when")) == [
        "line 1: has no column “title”. The first line names the columns, for example " + HEADER,
        "line 1: has no column “first”. The first line names the columns, for example " + HEADER,
    ]
    passed_over = sheet("Meeting,2009-06-10,x", header="title,first,expert").notices
    there = "There are: uid, title, first, last, end_time, time_zone, place, organizers, experts, status"
    assert passed_over == (f"The column is passed over: “expert” (did you mean experts?). {there}",)
    [several] = sheet("Meeting,2009-06-10", header="title,first,Date to,City,Organisers,who,colour").notices
    assert several == (
        "These columns are passed over: “date to” (did you mean last?); “city” (did you mean place?); "
        f"“organisers” (did you mean organizers?); “who” (did you mean experts?); “colour”. {there}"
    )


def test_columns_of_other_names_are_told_apart_by_what_stands_between_them():
    [told] = sheet("a;b;c", header="Date from;City;who").notices
    assert told.startswith(
        "These columns are passed over: “date from” (did you mean first?); “city” (did you mean place?); "
        "“who” (did you mean experts?). "
    )


@pytest.mark.parametrize(
    ("today", "said", "meant"),
    [
        ((2026, 11, 29), "8 December", ["8 December 2026"]),
        ((2026, 11, 29), "3 November", ["3 November 2026"]),
        ((2026, 11, 29), "3 June", ["3 June 2027"]),
        ((2026, 11, 29), "29 February", ["29 February 2024"]),
        ((2026, 11, 29), "30 Feb 2026", []),
    ],
)
def test_a_day_without_a_year_is_one_of_a_programme_and_none_is_made_up(today, said, meant):
    [fault] = read("a.csv", f"title,first\nMeeting,{said}", date(*today)).faults
    assert fault.mend.partition(" It may mean ")[2].split(" or ") == (meant or [""])
    assert ("which does not exist" in fault.what) == (not meant)


def test_an_event_is_cancelled_by_its_status_and_an_odd_status_is_a_fault():
    reading = sheet(
        "One,2009-06-10,Cancelled", "Two,2009-06-10,", "Three,2009-06-10,off", header="title,first,status"
    )
    assert [(event.title, event.cancelled) for event in reading.events] == [("One", True), ("Two", False)]
    assert [fault.where for fault in reading.faults] == ["line 4"]


def test_the_same_title_in_another_year_is_another_event():
    one, other = sheet("Annual meeting,2009-06-10", "Annual meeting,2010-06-10").events
    assert one.uid != other.uid


# ------------------------------------------------------------------ no programme


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("june.xlsx", b"PK\3\4", "is no programme"),
        ("june.csv", b"PK\3\4\0\0", "is no text"),
        ("june.ics", b"PK\3\4\0\0", "is no calendar"),
        ("june.csv", b"", "is empty"),
        ("june.csv", b"\xef\xbb\xbf\r\n", "is empty"),
        ("june.csv", b"x" * (LARGEST + 1), "is larger than 2 MB"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_is_accepted(name, content, what):
    fault = read(name, content).faults[0]
    assert what in fault.what
    assert "for example" in fault.mend or "BEGIN:VCALENDAR" in fault.mend


def test_a_file_of_too_many_events_says_so_before_it_is_read():
    many = range(MOST + 1)
    reading = sheet(*(f"Meeting {number},2009-06-10" for number in many))
    assert (len(reading.events), faults(reading)) == (
        MOST,
        ["the file: has more than 1000 events. Split it into several, for example one a year"],
    )
    assert faults(calendar(*(entry(uid=str(number)) for number in many))) == faults(reading)


def test_a_calendar_of_too_many_series_reads_the_first():
    reading = calendar(*(entry("RRULE:FREQ=DAILY;COUNT=1", uid=str(number)) for number in range(51)))
    assert (len(reading.events), len(reading.faults)) == (50, 1)


@pytest.mark.parametrize("name", ["programme.ics"])
def test_no_part_of_a_file_and_no_damage_to_it_is_a_trace(name):
    whole = (ROOT / "tests" / "data" / name).read_bytes()
    for end in range(0, len(whole), 7):
        read(name, whole[:end])
        read(name, whole[:end] + b'\xff;:="' + whole[end + 3 :])


def test_an_hour_and_a_zone_that_are_none_are_faults_of_their_row():
    header = "title,first,end_time,time_zone"
    found = faults(sheet("Talk,2009-06-10,half past six,New York", header=header))
    assert [fault.partition(". ")[0] for fault in found] == [
        "line 2: has the end_time “half past six”",
        "line 2: has the time_zone “New York”",
    ]


@pytest.mark.parametrize(
    ("place", "zones"),
    [
        ("Brussels, Belgium", ["Europe/Brussels"]),
        ("Room 5, Palais des Nations, Genève (Suisse)", ["Europe/Zurich"]),
        ("UN Headquarters, New York", ["America/New_York"]),
        ("Seoul, Republic of Korea", ["Asia/Seoul"]),
        ("Abidjan, Côte d’Ivoire", ["Africa/Abidjan"]),  # noqa: RUF001  as some keyboards write it
        ("Kyiv, Ukraine", ["Europe/Kyiv"]),
        ("Portland, OR", []),
        ("", []),
    ],
)
def test_a_place_tells_its_zone_by_its_city_or_country(place, zones):
    assert list(zones_of(place)) == zones


def test_a_country_of_several_zones_is_in_all_of_them_unless_the_city_says_which():
    assert {"America/Los_Angeles", "Pacific/Honolulu"} < {*zones_of("Washington, D.C., United States")}
    assert zones_of("Sydney, Australia") == ("Australia/Sydney",)


def test_a_zone_tells_its_country_if_it_lies_in_one():
    zones = ("Africa/Accra", "Asia/Kolkata", "US/Eastern", "UTC", "Etc/GMT")
    assert [country_of(zone) for zone in zones] == ["GH", "IN", "US", "", ""]
