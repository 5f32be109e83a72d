"""How a file is opened, who may read it, and what is refused with which words."""

from __future__ import annotations

import os
import stat

import pytest

from storage import StoreError, open_store
from storage.sqlite.files import filesystem_of
from storage.sqlite.library import sqlite3
from storage.sqlite.migrations import APPLICATION_ID, STEPS
from storage.sqlite.opening import explain

HOLD = """
import sys, time
from storage import open_store
store = open_store(sys.argv[1])
print("open", flush=True)
time.sleep(60)
"""


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def write_note(store, new):
    with store.transaction("T1") as tx:
        return tx.notes.add(new.note()).id


@pytest.fixture
def opened(path):
    """The store and its own connection."""
    store = open_store(path)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("trusted_schema", 0),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
        ("application_id", APPLICATION_ID),
        ("user_version", len(STEPS)),
    ],
)
def test_every_setting_is_made(opened, setting, value):
    assert opened._connection.execute(f"pragma {setting}").fetchone()[0] == value


def test_a_store_is_opened_by_path_text_or_url(tmp_path, monkeypatch, new):
    monkeypatch.chdir(tmp_path)
    for address in (
        tmp_path / "a.db",
        str(tmp_path / "b.db"),
        "c.db",
        f"sqlite:///{tmp_path}/d.db",
        "sqlite:///e.db",
    ):
        store = open_store(address)
        write_note(store, new)
        store.close()
    assert [file.name for file in sorted(tmp_path.glob("*.db"))] == ["a.db", "b.db", "c.db", "d.db", "e.db"]


@pytest.mark.parametrize(
    "address", ["postgresql://bot:hunter2@db/notes", "sqlite://notes.db", "", ":memory:", "sqlite:///"]
)
def test_another_address_is_refused_with_an_example_and_without_its_password(address):
    with pytest.raises(StoreError, match="for example") as refused:
        open_store(address)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_may_read_the_file_or_what_is_beside_it(tmp_path, new, umask):
    before = os.umask(umask)
    try:
        path = tmp_path / "made" / "deep" / "rapporteur.db"
        store = open_store(path)
        write_note(store, new)
        modes = {file.name: mode(file) for file in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(before)
    names = {path.name + end for end in ("", "-wal", "-shm", ".lock")}
    assert modes == dict.fromkeys(names, 0o600)
    assert mode(path.parent) == mode(path.parent.parent) == 0o700


def test_a_file_that_others_may_read_is_narrowed(path, new):
    open_store(path).close()
    path.chmod(0o644)
    store = open_store(path)
    write_note(store, new)
    assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    store.close()


def test_a_second_open_in_the_same_process_is_refused(opened, path, new):
    with pytest.raises(StoreError, match=f"in use by process {os.getpid()}, this very one"):
        open_store(path)
    assert write_note(opened, new) == 1


@pytest.mark.usefixtures("opened")
def test_another_name_of_the_same_file_is_refused_too(path, tmp_path):
    (tmp_path / "other.db").symlink_to(path)
    with pytest.raises(StoreError, match="in use by process"):
        open_store(tmp_path / "other.db")


def test_a_second_process_is_refused_and_told_who_holds_the_file(path, other_process):
    holder = other_process(HOLD, path)
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(StoreError, match=f"in use by process {holder.pid}. .*kill {holder.pid}"):
        open_store(path)


def test_the_file_is_free_again_after_its_holder_was_killed(path, other_process, new):
    holder = other_process(HOLD, path)
    assert holder.stdout.readline() == "open\n"
    holder.kill()
    holder.wait()
    store = open_store(path)
    assert write_note(store, new) == 1
    store.close()


def test_the_file_is_free_again_after_a_close(path, new):
    for number in (1, 2, 3):
        store = open_store(path)
        assert write_note(store, new) == number
        store.close()


def test_a_refused_open_leaves_the_file_free(path):
    path.write_bytes(b"")
    with sqlite3.connect(path) as connection:
        connection.execute("create table recipes (name text)")
    connection.close()
    for _ in range(2):
        with pytest.raises(StoreError, match="another program"):
            open_store(path)


def test_another_programs_database_is_refused_and_left_as_it_is(path):
    connection = sqlite3.connect(path)
    connection.executescript("pragma application_id = 7; create table recipes (name text);")
    connection.close()
    path.chmod(0o644)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"another program .*0x00000007"):
        open_store(path)
    assert (path.read_bytes(), mode(path)) == (before, 0o644)


def test_a_file_of_a_newer_version_is_refused_with_the_way_back(path):
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(
        StoreError, match=rf"newer Rapporteur .schema 99, this one knows {len(STEPS)}.*before-99"
    ):
        open_store(path)


def test_a_file_that_is_no_database_is_refused(path):
    path.write_text("Dear diary, " * 500)
    with pytest.raises(StoreError, match="restore the newest backup"):
        open_store(path)
    assert path.read_text() == "Dear diary, " * 500


def test_a_damaged_file_is_refused(path, new):
    store = open_store(path)
    with store.transaction("T1") as tx:
        for number in range(200):
            tx.outbox.enqueue(new.delivery(f"k{number}", body="x" * 1000))
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:40_000] + b"\xff" * 80_000 + whole[120_000:])
    with pytest.raises(StoreError, match=r"damaged.*restore the newest backup"):
        open_store(path)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(StoreError, match="is not a file"):
        open_store(tmp_path)


def test_a_place_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Check the path"):
        open_store(tmp_path / "file" / "rapporteur.db")


def test_a_read_only_file_is_refused_and_stays_read_only(path):
    open_store(path).close()
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        pytest.skip("nothing is read-only for root")
    with pytest.raises(StoreError, match="writable"):
        open_store(path)
    assert mode(path) == 0o400


def test_a_read_only_folder_is_refused(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    if os.access(tmp_path / "closed", os.W_OK):
        pytest.skip("nothing is read-only for root")
    with pytest.raises(StoreError, match="Check"):
        open_store(tmp_path / "closed" / "rapporteur.db")


@pytest.mark.parametrize(
    ("statement", "remedy"),
    [
        ("pragma query_only = on", "Make the file and its folder writable"),
        ("pragma max_page_count = 1", "Make room on the disk"),
    ],
)
def test_a_fault_of_the_disk_is_explained_with_what_to_do(path, statement, remedy):
    connection = sqlite3.connect(path)
    connection.executescript(f"create table t (a text); {statement};")
    with pytest.raises(sqlite3.Error) as fault:
        connection.execute("insert into t values (zeroblob(100000))")
    connection.close()
    assert remedy in str(explain(path, fault.value))


def test_a_disk_that_can_not_be_written_is_found_when_the_store_is_opened(path, monkeypatch):
    open_store(path).close()
    from storage.sqlite import opening

    monkeypatch.setattr(opening, "SETTINGS", opening.SETTINGS + "pragma query_only = on;")
    with pytest.raises(StoreError, match="writable"):
        open_store(path)


def test_the_facts_are_right(opened, path, new):
    write_note(opened, new)
    facts = opened.facts()
    assert facts["engine"] == f"sqlite ({sqlite3.__name__})"
    assert facts["version"] == sqlite3.sqlite_version
    assert facts["file"] == str(path)
    assert (facts["file_mode"], facts["journal_mode"], facts["schema"]) == ("0600", "wal", str(len(STEPS)))
    path.chmod(0o640)
    assert opened.facts()["file_mode"] == "0640"


def test_the_filesystem_is_that_of_the_nearest_mount(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "disk / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n"
        "other /srv/my\\040data xfs rw 0 0\nlate / btrfs rw 0 0\n"
    )
    monkeypatch.setattr("storage.sqlite.files.MOUNTS", mounts)
    asked = ["/srv/bot.db", "/srv/my data/bot.db", "/srvother/bot.db"]
    assert [filesystem_of(tmp_path / place) for place in asked] == ["nfs4", "xfs", "btrfs"]
    monkeypatch.setattr("storage.sqlite.files.MOUNTS", tmp_path / "none")
    assert filesystem_of(tmp_path) == "unknown"
