"""The copy of each night: once, also after a stop, again an hour after one that failed; and digests speak of it."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.service.coordinator.home import Home
from bot.service.sweeps.digests import Digests
from bot.service.sweeps.nightly import Nightly
from bot.service.sweeps.reminders import Reminders
from storage import Backups, StoreError

MONDAY = datetime(2009, 6, 8, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def folder(town, tmp_path):
    """A folder for backups, in a town whose bot is at home in Brussels."""
    folder = tmp_path / "backups"
    folder.mkdir()
    store = Backups(tmp_path / "rapporteur.db", folder)
    town.office, town.now = replace(town.office, backups=store, zone="Europe/Brussels"), MONDAY
    return folder


def nights(town, nightly, *, minutes):
    """Sweep each minute; return when a copy was made."""
    made = []
    for _ in range(minutes):
        made += [f"{town.now:%d %H:%M}"] if nightly.sweep() else []
        town.now += A_MINUTE
    return made


def health(town):
    Reminders(town.office).sweep()
    return Home(town.office).of("bo").text.split("Slack answers. ")[1].split("\n")[0]


def test_a_new_folder_gets_a_copy_at_once_and_then_one_each_night_at_two(town, folder):
    town.now += timedelta(hours=12)
    assert nights(town, Nightly(town.office), minutes=36 * 60) == ["08 12:00", "09 00:00"]
    assert [path.name for path in sorted(folder.iterdir())] == [
        "rapporteur-2009-06-08-120000.db",
        "rapporteur-2009-06-09-000000.db",
    ]


@pytest.mark.usefixtures("folder")
def test_a_restart_makes_none_twice_and_one_that_was_missed_comes_late(town):
    assert Nightly(town.office).sweep()
    assert not Nightly(town.office).sweep()
    town.now += timedelta(hours=24, minutes=30)
    assert Nightly(town.office).sweep()


@pytest.mark.usefixtures("folder")
def test_a_copy_from_a_clock_that_was_ahead_stands_for_none(town):
    town.office.backups.make(town.now + timedelta(days=30))
    assert health(town).startswith("There is no backup, ")
    assert Nightly(town.office).sweep()
    assert health(town) == "Last backup: Monday 8 June 2009, 02:00 (Brussels time)."


def test_where_no_folder_is_named_none_is_made(town):
    assert not Nightly(town.office).sweep()


def test_one_that_fails_is_told_and_tried_again_an_hour_later(town, folder):
    folder.rename(folder.with_name("gone"))
    nightly = Nightly(town.office)
    with pytest.raises(StoreError, match="can not be read"):
        nightly.sweep()
    folder.with_name("gone").rename(folder)
    town.now += A_MINUTE
    assert nights(town, nightly, minutes=70) == ["08 01:00"]


def test_a_clock_that_is_set_right_is_followed_at_once(town, folder):
    nightly = Nightly(town.office)
    nights(town, nightly, minutes=1)
    town.now += timedelta(days=400)
    assert nightly.sweep()
    town.now += timedelta(days=1)
    folder.rename(folder.with_name("gone"))
    with pytest.raises(StoreError):
        nightly.sweep()
    folder.with_name("gone").rename(folder)
    town.now -= timedelta(days=401)
    assert nights(town, nightly, minutes=48 * 60) == ["09 00:00", "10 00:00"]


@pytest.mark.usefixtures("folder")
def test_a_night_on_which_the_clock_skips_the_hour_has_its_copy_too(town):
    town.now = datetime(2009, 3, 28, 12, tzinfo=UTC)
    assert nights(town, Nightly(town.office), minutes=24 * 60) == ["28 12:00", "29 01:00"]


def test_a_digest_says_when_the_last_backup_was_made(town, folder):
    assert health(town) == (
        "There is no backup, and one should be made each night: please tell whoever runs the bot."
    )
    Nightly(town.office).sweep()
    at = "Monday 8 June 2009, 02:00 (Brussels time)"
    town.now += timedelta(hours=26)
    assert health(town) == f"Last backup: {at}."
    town.now += A_MINUTE
    assert health(town) == (
        f"The last backup is of {at}, and one should be made each night: please tell whoever runs the bot."
    )
    folder.rename(folder.with_name("gone"))
    assert health(town).startswith("There is no backup, ")


@pytest.mark.usefixtures("folder")
def test_whoever_answers_does_not_wait_for_the_disk_of_the_backups(town, monkeypatch):
    looked = []

    def last_at(_self, _now):
        looked.append(1)
        ada = threading.Thread(target=lambda: town.write("ada", "help"))
        ada.start()
        ada.join(timeout=5)
        assert not ada.is_alive()

    monkeypatch.setattr(Backups, "last_at", last_at)
    health(town)
    Digests(town.office).sweep()
    assert len(looked) == 2


def test_a_digest_says_that_no_backup_is_set_up(town):
    assert health(town) == "No backup is set up."
