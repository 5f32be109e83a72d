"""`rapporteur backup` and `restore` as an operator uses them: beside a running bot, whole or not at all."""

import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import Backups, StoreError, backup_store, open_store
from storage.sqlite.backup import UNFINISHED, check
from storage.sqlite.backups import KEPT
from tests.cli.calls import call
from tests.service.town import Town

NIGHT = datetime(2009, 6, 8, 2, tzinfo=UTC)
HALF = f"rapporteur-2009-06-01-020000.db.a1b2_c3d{UNFINISHED}"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def town(tmp_path):
    """Who holds the database, as the bot does."""
    town = Town(tmp_path)
    yield town
    town.store.close()


def rapporteur(tmp_path, *words, database="rapporteur.db", folder=""):
    env = {"DATABASE": str(tmp_path / database), "BACKUPS": str(folder)}
    return call(*map(str, words), env=env)


def answers_in(path):
    store = open_store(path)
    with store.transaction("T1") as tx:
        found = [row.value for row in tx.answers.history(1) if row.key == "objectives"]
    store.close()
    return found


def test_what_was_answered_before_a_backup_is_there_when_it_is_restored_though_people_went_on(tmp_path, town):
    town.answer_all()
    said, is_over = [], threading.Event()

    def go_on():
        while not is_over.is_set():
            words = f"share experiences, for the {len(said) + 1}th time"
            town.write("ada", "edit objectives", words)
            said.append(words)

    ada = threading.Thread(target=go_on)
    ada.start()
    try:
        while len(said) < 3:
            is_over.wait(0.01)
        before = len(said)
        done = rapporteur(tmp_path, "backup", tmp_path / "copy.db")
        while len(said) < before + 3:
            is_over.wait(0.01)
    finally:
        is_over.set()
        ada.join()
        town.store.close()
    assert (done.returncode, done.stderr) == (0, "")
    done = rapporteur(tmp_path, "restore", tmp_path / "copy.db", database="again.db")
    assert (done.returncode, done.stderr) == (0, "")
    restored, all_of_it = answers_in(tmp_path / "again.db"), answers_in(tmp_path / "rapporteur.db")
    assert restored == all_of_it[: len(restored)]
    assert before < len(restored) < len(all_of_it)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("copy.db", "again.db")} == {0o600}


def test_a_backup_goes_to_the_folder_of_those_of_the_nights(tmp_path, folder):
    done = rapporteur(tmp_path, "backup", folder=folder)
    [copy] = folder.iterdir()
    assert done.stdout.endswith(f"is copied to {copy}. To go back to it: rapporteur restore {copy}\n")
    now = datetime.now(UTC)
    assert now - timedelta(minutes=1) < Backups(tmp_path / "rapporteur.db", folder).last_at(now) <= now


def test_a_backup_that_is_to_go_nowhere_is_refused(tmp_path):
    done = rapporteur(tmp_path, "backup")
    assert done.returncode == 2
    assert "say where to, for example: rapporteur backup friday.db; or set BACKUPS" in done.stderr


def test_a_restore_is_refused_while_the_bot_runs_and_where_there_is_a_database(tmp_path, town):
    rapporteur(tmp_path, "backup", tmp_path / "copy.db")
    running = rapporteur(tmp_path, "restore", tmp_path / "copy.db")
    town.store.close()
    stopped = rapporteur(tmp_path, "restore", tmp_path / "copy.db")
    assert (running.returncode, stopped.returncode) == (1, 1)
    assert "is in use by process" in running.stderr
    assert "exists. Move it away first; then restore again." in stopped.stderr


def test_the_newest_are_kept_and_nothing_that_is_not_ours_goes(tmp_path, folder):
    (folder / "rapporteur-notes.db").write_text("mine")
    for name in (f"{HALF}-journal", HALF, f"rapporteur-thesis.db{UNFINISHED}"):
        (folder / name).write_text("of one that was killed, or mine")
        os.utime(folder / name, (0, 0))
    ours = Backups(tmp_path / "rapporteur.db", folder)
    made = [ours.make(NIGHT + timedelta(days=n)).name for n in range(KEPT + 2)]
    assert sorted(path.name for path in folder.iterdir()) == [
        *made[2:],
        "rapporteur-notes.db",
        f"rapporteur-thesis.db{UNFINISHED}",
    ]


def test_two_at_once_are_both_made(tmp_path, folder, monkeypatch):
    ours = Backups(tmp_path / "rapporteur.db", folder)
    made = []

    def meanwhile(path):
        if not made:
            made.append("the second begins before the first is checked")
            made[:] = [ours.make(NIGHT + timedelta(seconds=5)), ours.make(NIGHT + timedelta(seconds=5))]
        check(path)

    monkeypatch.setattr("storage.sqlite.backup.check", meanwhile)
    first = ours.make(NIGHT)
    assert sorted(folder.iterdir()) == [first, *made]


def test_two_of_one_name_at_once_leave_one_that_is_whole(tmp_path, monkeypatch):
    store, target, begun = tmp_path / "rapporteur.db", tmp_path / "friday.db", []

    def meanwhile(path):
        if not begun:
            begun.append(path)
            backup_store(store, target)
        check(path)

    monkeypatch.setattr("storage.sqlite.backup.check", meanwhile)
    backup_store(store, target)
    check(target)
    assert list(tmp_path.glob(f"*{UNFINISHED}*")) == []


def test_what_is_named_like_an_unfinished_one_and_is_not_ours_stays(tmp_path):
    mine = tmp_path / f"friday.db{UNFINISHED}"
    mine.write_text("my thesis")
    os.utime(mine, (0, 0))
    backup_store(tmp_path / "rapporteur.db", tmp_path / "friday.db")
    assert mine.read_text() == "my thesis"


def test_one_that_fails_leaves_nothing(tmp_path, folder, monkeypatch):
    def fail(path):
        path.with_name(f"{path.name}-journal").touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.sqlite.backup.check", fail)
    with pytest.raises(StoreError, match="room for another"):
        Backups(tmp_path / "rapporteur.db", folder).make(NIGHT)
    assert list(folder.iterdir()) == []


def test_copies_of_a_clock_that_was_ahead_give_way_to_the_new_ones(tmp_path, folder):
    ours = Backups(tmp_path / "rapporteur.db", folder)
    ahead = [ours.make(NIGHT + timedelta(days=300 + n)) for n in range(KEPT)]
    made = [ours.make(NIGHT + timedelta(days=n)) for n in range(3)]
    assert sorted(folder.iterdir()) == made + ahead[3:]
    made += [ours.make(NIGHT + timedelta(days=3 + n)) for n in range(KEPT)]
    assert sorted(folder.iterdir()) == made[-KEPT:]


def test_a_folder_or_an_empty_file_of_such_a_name_is_no_backup_and_stops_nothing(
    tmp_path, folder, monkeypatch
):
    strange = folder / "rapporteur-2001-01-01-000000.db"
    strange.mkdir()
    empty = folder / "rapporteur-2009-06-07-020000.db"
    empty.touch()
    ours = Backups(tmp_path / "rapporteur.db", folder)
    assert ours.last_at(NIGHT) is None
    stuck, unlink = ours.make(NIGHT), Path.unlink

    def refuse(path, **how):
        if path == stuck:
            raise PermissionError(1, "Operation not permitted")
        unlink(path, **how)

    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    made = [ours.make(NIGHT + timedelta(days=1 + n)) for n in range(KEPT + 2)]
    assert sorted(folder.iterdir()) == [strange, empty, stuck, *made[2:]]


def test_one_that_is_killed_in_the_middle_leaves_nothing_that_looks_like_a_backup(
    tmp_path, folder, monkeypatch
):
    def die(_path):
        raise KeyboardInterrupt

    monkeypatch.setattr("storage.sqlite.backup.check", die)
    monkeypatch.setattr("pathlib.Path.unlink", lambda *_, **__: None)  # nobody tidies up after a kill
    ours = Backups(tmp_path / "rapporteur.db", folder)
    with pytest.raises(KeyboardInterrupt):
        ours.make(NIGHT)
    assert ours.last_at(NIGHT) is None
    assert [path.suffix for path in folder.iterdir()] == [UNFINISHED]
