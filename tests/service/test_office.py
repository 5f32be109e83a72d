"""A moment on somebody's wall becomes one in UTC: zones, both changes of the clock, and what has passed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.moves import Moment
from storage import Person

START = datetime(2009, 1, 1, tzinfo=UTC)


def person(zone):
    return Person(id="p", name="P", zone=zone, known_at=START)


@pytest.mark.parametrize(
    ("zone", "moment", "utc"),
    [
        ("UTC", Moment(date(2009, 6, 5), 9), "2009-06-05T09:00"),
        ("Africa/Accra", Moment(date(2009, 6, 5), 9), "2009-06-05T09:00"),
        ("Europe/Brussels", Moment(date(2009, 6, 5), 9), "2009-06-05T07:00"),
        ("Europe/Brussels", Moment(date(2009, 12, 5), 9), "2009-12-05T08:00"),
        ("America/New_York", Moment(date(2009, 6, 5), 20), "2009-06-06T00:00"),
        ("Pacific/Kiritimati", Moment(date(2009, 6, 5), 9), "2009-06-04T19:00"),
        ("Asia/Kathmandu", Moment(date(2009, 6, 5), 9), "2009-06-05T03:15"),
        # the clock goes forward: 2:00 is not shown, and is the moment after
        ("Europe/Brussels", Moment(date(2009, 3, 29), 2), "2009-03-29T01:00"),
        ("Europe/Brussels", Moment(date(2009, 3, 29), 3), "2009-03-29T01:00"),
        ("America/New_York", Moment(date(2009, 3, 8), 2), "2009-03-08T07:00"),
        # the clock goes back: 2:00 is shown twice, and the first counts
        ("Europe/Brussels", Moment(date(2009, 10, 25), 2), "2009-10-25T00:00"),
        ("America/New_York", Moment(date(2009, 11, 1), 1), "2009-11-01T05:00"),
        ("Europe/Brussels", Moment(date(2009, 10, 26), 9), "2009-10-26T08:00"),
    ],
)
def test_a_moment_is_read_in_the_zone_of_the_person(town, zone, moment, utc):
    town.now = START
    assert town.office.instant(moment, person(zone)) == datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    ("now", "zone", "moment", "utc"),
    [
        ("2009-06-04T20:00", "UTC", Moment(date(2009, 6, 4), 20), "2009-06-05T09:00"),
        ("2009-06-04T19:59", "UTC", Moment(date(2009, 6, 4), 20), "2009-06-04T20:00"),
        ("2009-06-04T18:30", "Europe/Brussels", Moment(date(2009, 6, 4), 20), "2009-06-05T07:00"),
        ("2009-06-04T23:30", "Europe/Brussels", Moment(date(2009, 6, 1), 9), "2009-06-06T07:00"),
        ("2009-03-28T20:00", "Europe/Brussels", Moment(date(2009, 3, 28), 20), "2009-03-29T07:00"),
        ("2009-10-24T20:00", "Europe/Brussels", Moment(date(2009, 10, 24), 20), "2009-10-25T08:00"),
    ],
)
def test_a_moment_that_has_passed_becomes_the_next_morning(town, now, zone, moment, utc):
    town.now = datetime.fromisoformat(f"{now}+00:00")
    assert town.office.instant(moment, person(zone)) == datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    ("zone", "moment", "said"),
    [
        ("Europe/Brussels", Moment(date(2009, 3, 29), 2, 30), Moment(date(2009, 3, 29), 3, 30)),
        ("America/New_York", Moment(date(2009, 3, 8), 2), Moment(date(2009, 3, 8), 3)),
        ("Europe/Brussels", Moment(date(2009, 10, 25), 2, 30), Moment(date(2009, 10, 25), 2, 30)),
        # here the clock skipped the first hour of the day
        ("Asia/Beirut", Moment(date(2009, 3, 29), 0, 15), Moment(date(2009, 3, 29), 1, 15)),
    ],
)
def test_an_hour_that_the_clock_skips_is_said_as_the_clock_shows_it_then(town, zone, moment, said):
    town.now = START
    assert town.office.upcoming(moment, person(zone)) == said


def test_what_is_said_is_what_is_kept(town):
    town.now = datetime(2009, 6, 4, 18, 30, tzinfo=UTC)
    late = Moment(date(2009, 6, 4), 20)
    assert town.office.upcoming(late, person("Europe/Brussels")) == Moment(date(2009, 6, 5), 9)
    assert town.office.upcoming(late, person("Africa/Accra")) == late


@pytest.mark.parametrize(
    ("zone", "today"), [("America/New_York", date(2009, 6, 4)), ("Europe/Brussels", date(2009, 6, 5))]
)
def test_today_is_the_day_on_the_wall_of_the_person(town, zone, today):
    town.now = datetime(2009, 6, 4, 23, tzinfo=UTC)
    assert town.office.context(person(zone)).today == today


def test_who_is_not_known_has_an_id_for_a_name_and_the_zone_of_the_house(town):
    with town.office.transaction() as tx:
        stranger = town.office.person(tx, "U9")
    assert (stranger.name, stranger.zone) == ("U9", "UTC")


def test_two_people_are_called_in_their_own_mornings(town):
    for who in ("ada", "cy"):
        town.begin(who)
        town.write(who, "pause", "tomorrow")
    due = [town.promised(note, "wake").due_at.isoformat() for note in (1, 2)]
    assert due == ["2009-06-05T09:00:00+00:00", "2009-06-05T13:00:00+00:00"]


def test_the_clock_stands_still_within_a_transaction_for_its_own_thread_alone(town):
    town.drift = timedelta(seconds=1)
    clock = town.office.clock
    with town.office.transaction(), ThreadPoolExecutor() as others:
        begun = clock()
        later = others.submit(clock).result()
        assert (clock(), later) == (begun, begun + town.drift)
    assert clock() == later + town.drift


def test_the_clock_goes_on_after_a_transaction_that_failed(town):
    town.drift = timedelta(seconds=1)
    with pytest.raises(ZeroDivisionError), town.office.transaction():
        raise ZeroDivisionError
    assert town.office.clock() < town.office.clock()
