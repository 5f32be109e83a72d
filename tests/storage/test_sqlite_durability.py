"""Nothing that was committed is lost and nothing half done is kept: kills, full disks, copies."""

from __future__ import annotations

import contextlib
import shutil
import stat
import time

import pytest

from storage import StoreError, backup_store, open_store, restore_store
from storage.sqlite.library import sqlite3

ADD_FOREVER = """
import itertools, sys
from datetime import UTC, datetime
from storage import Answer, Delivery, Entry, Note, open_store
now = datetime.now(UTC)
store = open_store(sys.argv[1])
with store.transaction("T1") as tx:
    note = tx.notes.add(Note(id=0, type="t", type_hash="h", person="ada", asked_by="bo", status="open",
                             opened_at=now, changed_at=now)).id
for number in itertools.count():
    key = f"{note}.{number}"
    with store.transaction("T1") as tx:
        tx.inbox.seen(key, at=now)
        tx.answers.add(Answer(note=note, key=key, state="given", value="x" * 3000, by="ada", at=now))
        tx.outbox.enqueue(Delivery(key=key, recipient="ada", purpose="prompt", body="y" * 3000, due_at=now))
        tx.journal.add(Entry(who="ada", what=key, note=note, at=now))
    print(key, flush=True)
"""


def rows_of(store, note):
    with store.transaction("T1") as tx:
        answers = {answer.key for answer in tx.answers.history(note)}
        journal = {entry.what for entry in tx.journal.of(note)}
        promised = {key for key in answers | journal if tx.outbox.by_key(key)}
    return answers, journal, promised


def test_a_kill_in_the_middle_loses_nothing_that_was_committed(path, other_process):
    for note, commits in enumerate((1, 40, 7, 90, 200), start=1):
        writer = other_process(ADD_FOREVER, path)
        told = [writer.stdout.readline() for _ in range(commits)]
        writer.kill()
        told += writer.stdout.readlines()
        store = open_store(path)
        answers, journal, promised = rows_of(store, note)
        assert answers == journal == promised, "half a transaction was kept"
        assert {line.strip() for line in told if line.endswith("\n")} <= answers
        assert len(answers) >= commits
        assert store._connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        store.close()


def test_a_transaction_has_its_right_to_write_from_the_first_moment(path):
    """One that only takes it when it first writes may be refused then, after it has read what no longer holds."""
    with (
        contextlib.closing(open_store(path)) as store,
        contextlib.closing(sqlite3.connect(path, timeout=0)) as other,
    ):
        with store.transaction("T1"), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("begin immediate")
        other.execute("begin immediate")


def fill_until_full(store, new):
    for number in range(1000):
        with store.transaction("T1") as tx:
            tx.inbox.seen(f"e{number}", at=new.now)
            tx.answers.add(new.answer(key=f"k{number}", value="x" * 2000))
            tx.outbox.enqueue(new.delivery(f"k{number}", body="y" * 2000))
            tx.journal.add(new.entry(what=f"k{number}"))


def test_a_full_disk_undoes_the_transaction_and_the_store_goes_on(path, new):
    store = open_store(path)
    with store.transaction("T1") as tx:
        tx.notes.add(new.note())
    # each limit fills up at another statement of the transaction
    for spare in range(20, 29):
        pages = store._connection.execute("pragma page_count").fetchone()[0]
        store._connection.execute(f"pragma max_page_count = {pages + spare}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            fill_until_full(store, new)
        answers, journal, promised = rows_of(store, 1)
        assert answers == journal == promised
        store._connection.execute("pragma max_page_count = 1000000")
        with store.transaction(f"T{spare}") as tx:
            tx.inbox.seen("e1", at=new.now)
    assert store.facts()["integrity"] == "ok"
    store.close()


def test_a_block_that_hides_a_full_disk_can_not_go_on_without_its_transaction(path, new):
    store = open_store(path)
    store._connection.execute("pragma max_page_count = 1")

    def hide_it():
        with store.transaction("T1") as tx:
            with pytest.raises(sqlite3.OperationalError, match="full"):
                tx.people.put(new.person(name="x" * 10_000_000))  # SQLite itself rolls back here
            tx.inbox.seen("e1", at=new.now)

    with pytest.raises(RuntimeError, match="is over"):
        hide_it()

    def hide_it_and_stop():
        with store.transaction("T1") as tx, contextlib.suppress(sqlite3.OperationalError):
            tx.inbox.seen("e1", at=new.now)
            tx.people.put(new.person(name="x" * 10_000_000))

    with pytest.raises(sqlite3.OperationalError, match="cannot commit"):
        hide_it_and_stop()
    store._connection.execute("pragma max_page_count = 1000000")
    with store.transaction("T1") as tx:
        assert not tx.inbox.seen("e1", at=new.now)
    store.close()


def test_the_words_of_a_note_that_was_dropped_are_in_the_file_no_more(path, new):
    store = open_store(path)
    with store.transaction("T1") as tx:
        for number in (1, 2):
            tx.notes.add(new.note())
            tx.search.put(number, 1, f"Zanzibar{number} is among " + "other words " * 30)
    store.close()
    assert all(word in path.read_bytes() for word in (b"Zanzibar1", b"zanzibar1"))
    store = open_store(path)
    with store.transaction("T1") as tx:
        tx.search.drop(1)
        tx.search.put(2, 2, "changed")
    store.close()
    assert b"zanzibar" not in path.read_bytes().lower()


def test_what_is_found_is_found_in_a_copy_too(path, tmp_path, new):
    store = open_store(path)
    with store.transaction("T1") as tx:
        for number, word in enumerate(("gone", "budget", "water"), start=1):
            tx.notes.add(new.note())
            tx.search.put(number, 1, word)
        tx.search.drop(1)
    backup_store(path, tmp_path / "copy.db")
    store.close()
    copy = open_store(tmp_path / "copy.db")
    with copy.transaction("T1") as tx:
        tx.search.put(2, 2, "trade")
        assert [found.note for found in tx.search.find("water", most=9)] == [3]
        assert tx.search.find("budget", most=9) == tx.search.find("gone", most=9) == []
    copy.close()


def test_a_store_in_use_is_copied_and_the_copy_restored(path, tmp_path, new):
    store = open_store(path)
    with store.transaction("T1") as tx:
        tx.notes.add(new.note())
        added = tx.answers.add(new.answer("m1", value="é"))
    with store.transaction("T1") as tx:
        tx.people.put(new.person(name="not committed when copied"))
        backup_store(path, tmp_path / "copy.db")
    store.close()
    restore_store(tmp_path / "copy.db", f"sqlite:///{tmp_path}/again/rapporteur.db")
    again = open_store(tmp_path / "again" / "rapporteur.db")
    with again.transaction("T1") as tx:
        assert tx.answers.history(1) == [added]
        assert tx.people.get("ada") is None
    again.close()
    for file in (tmp_path / "copy.db", tmp_path / "again" / "rapporteur.db"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_copy_of_a_closed_store_has_all_its_rows(old_file, tmp_path):
    backup_store(old_file, tmp_path / "copy.db")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    store = open_store(tmp_path / "copy.db")
    with store.transaction("T1") as tx:
        assert tx.people.get("ada").name == "Ada"
    store.close()


def test_a_copy_overwrites_nothing(old_file, tmp_path):
    (tmp_path / "taken").write_text("precious")
    with pytest.raises(StoreError, match="overwrites nothing"):
        backup_store(old_file, tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "precious"


def test_a_restore_overwrites_no_store_and_joins_no_stray_wal(old_file, tmp_path):
    backup_store(old_file, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="Move it away"):
        restore_store(tmp_path / "copy.db", old_file)
    (tmp_path / "gone.db-wal").write_bytes(b"stale")
    with pytest.raises(StoreError, match=r"gone\.db-wal exists"):
        restore_store(tmp_path / "copy.db", tmp_path / "gone.db")
    assert not (tmp_path / "gone.db").exists()


def test_a_restore_over_a_running_bot_is_refused(old_file, tmp_path):
    backup_store(old_file, tmp_path / "copy.db")
    store = open_store(old_file)
    with pytest.raises(StoreError, match="in use by process"):
        restore_store(tmp_path / "copy.db", old_file)
    store.close()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (None, "can be reached"),
        (b"Dear diary, today " * 400, "It is damaged, or no database of ours: use an older copy"),
        (b"", "is no store of Rapporteur"),
    ],
)
def test_what_is_no_store_is_not_copied(tmp_path, content, remedy):
    source = tmp_path / "source"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(StoreError, match=f"source.*{remedy}"):
        backup_store(source, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_store_is_not_copied(path, tmp_path, new):
    store = open_store(path)
    with store.transaction("T1") as tx:
        for number in range(200):
            tx.outbox.enqueue(new.delivery(f"k{number}", body="x" * 1000))
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:40_000] + b"\xff" * 80_000 + whole[120_000:])
    with pytest.raises(StoreError, match="use an older copy"):
        backup_store(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


SECRET = "the depot at Strelsau"


def has(folder):
    """Return the files of a store in which the secret can be read."""
    return [file.name for file in sorted(folder.iterdir()) if SECRET.encode() in file.read_bytes()]


@pytest.fixture
def erased(path, new):
    """A store of which somebody erased an answer while another program read it; and who ends that reading."""
    store = open_store(path)
    with store.transaction("T1") as tx:
        tx.notes.add(new.note())
        tx.answers.add(new.answer("m1", key="city", value=SECRET))
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from notes").fetchall()
    began = time.monotonic()
    with store.transaction("T1") as tx:
        tx.erasures.answer(1, "city", state="gone", by="ada", at=new.after(days=1))
    assert time.monotonic() - began < 2
    yield store, reader
    reader.close()
    store.close()


def test_what_was_erased_while_another_program_reads_leaves_the_file_with_the_next_turn_after_it(
    path, erased
):
    store, reader = erased
    with store.transaction("T2"):
        pass
    assert has(path.parent) != []
    reader.execute("rollback")
    with store.transaction("T2"):
        pass
    assert has(path.parent) == []


@pytest.mark.usefixtures("erased")
def test_what_a_killed_process_had_still_to_forget_goes_with_the_first_turn_of_the_next(path, tmp_path):
    folder = tmp_path / "next"
    folder.mkdir()
    for file in (path, path.with_name(f"{path.name}-wal")):
        shutil.copy(file, folder)
    assert has(folder) != []
    store = open_store(folder / path.name)
    with store.transaction("T1"):
        pass
    assert has(folder) == []
    store.close()
