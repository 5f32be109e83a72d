"""A file of any age is brought up to the tables of today, with its rows, or stays as it was."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from storage import open_store, restore_store
from storage.sqlite import open_file
from storage.sqlite.library import sqlite3
from storage.sqlite.migrations import STEPS

NOW, NEXT = len(STEPS), len(STEPS) + 1
SCHEMAS = {version: Path(__file__).with_name(f"schema_{version}.sql") for version in range(1, NOW)}


def add_a_column(db):
    db.execute("alter table people add column nickname text not null default 'none'")
    db.execute("create table pets (team text not null, name text not null, primary key (team, name)) strict")


def fail(db):
    db.execute("create table half (a text)")
    raise KeyError("on purpose")


LATER = (*STEPS, add_a_column)


def columns(path):
    connection = sqlite3.connect(path)
    names = [row[1] for row in connection.execute("pragma table_info(people)")]
    version = connection.execute("pragma user_version").fetchone()[0]
    connection.close()
    return version, "nickname" in names


def test_an_old_file_is_brought_up_and_a_copy_of_before_is_kept(old_file):
    store = open_file(old_file, steps=LATER)
    with store.transaction("T1") as tx:
        assert tx.people.get("ada").name == "Ada"
    store.close()
    before = old_file.with_name(f"rapporteur.db.before-{NEXT}")
    assert columns(old_file) == (NEXT, True)
    assert columns(before) == (NOW, False)
    assert stat.S_IMODE(before.stat().st_mode) == 0o600
    assert list(old_file.parent.glob("*.unfinished*")) == []


def test_the_copy_of_before_is_a_store_to_go_back_to(old_file, tmp_path):
    open_file(old_file, steps=LATER).close()
    restore_store(old_file.with_name(f"rapporteur.db.before-{NEXT}"), tmp_path / "back.db")
    store = open_store(tmp_path / "back.db")
    with store.transaction("T1") as tx:
        assert tx.people.get("ada").name == "Ada"
    store.close()


def test_a_new_file_and_a_file_that_is_up_to_date_need_no_copy(tmp_path):
    for _ in range(2):
        open_file(tmp_path / "new.db", steps=LATER).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new.db", "new.db.lock"]


def test_a_step_that_fails_leaves_the_file_at_the_version_before_and_can_be_repeated(old_file):
    for _ in range(2):
        with pytest.raises(KeyError, match="on purpose"):
            open_file(old_file, steps=(*LATER, fail))
        assert columns(old_file) == (NOW, False)
    open_file(old_file, steps=LATER).close()
    assert columns(old_file) == (NEXT, True)


def file_of(version, path):
    """A file as that schema was written, with a row in each table; frozen as SQL, for steps never change."""
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMAS[version].read_text(encoding="utf-8"))
    connection.close()
    return path


def tables_of(path):
    connection = sqlite3.connect(path)
    rows = connection.execute("select type, name, sql from sqlite_schema order by type, name").fetchall()
    connection.close()
    return [(kind, name, (sql or "").lower()) for kind, name, sql in rows]


@pytest.mark.parametrize("version", SCHEMAS)
def test_a_file_of_any_schema_gets_the_tables_of_today(version, path, tmp_path):
    open_store(file_of(version, path)).close()
    open_store(tmp_path / "new.db").close()
    assert tables_of(path) == tables_of(tmp_path / "new.db")
    assert path.with_name(f"{path.name}.before-{NOW}").exists()


@pytest.mark.parametrize("version", SCHEMAS)
def test_a_file_of_any_schema_keeps_its_rows(version, path, new):
    store = open_store(file_of(version, path))
    with store.transaction("T1") as tx:
        assert tx.people.get("ada") == new.person()
        assert tx.types.get("h1") == new.pinned()
        assert tx.notes.all(statuses={"open"}) == [new.note(id=1)]
        assert tx.answers.by_message("m1") == new.answer("m1", revision=1, value="Lagos")
        assert tx.drafts.of(1) == [new.draft(version=1)]
        assert tx.inbox.seen("e1", at=new.now)
        assert tx.journal.of(1) == [new.entry()]
        assert tx.outbox.get(1) == new.delivery("k1", id=1, note=1)
        tx.papers.add(new.paper())
        assert tx.papers.of(1, 1) == [new.paper()]
        tx.events.put(new.event())
        tx.events.link("e1", "ada", 1)
        assert tx.events.of_note(1) == new.event()
    store.close()


def test_a_file_of_the_second_schema_keeps_its_reviews_files_and_finds(path, new):
    store = open_store(file_of(2, path))
    with store.transaction("T1") as tx:
        assert tx.reviews.of(1) == [new.review(remarks={"city": "which é?"})]
        assert tx.papers.of(1, 1) == [new.paper()]
        assert tx.uploads.of(1) == [new.upload()]
        assert tx.decisions.of(1) == {"f1": "kept"}
        assert tx.authors.of(1) == ["bo"]
        assert [found.snippet for found in tx.search.find("lagos", most=9)] == ["«Lagos»"]
        tx.search.drop(1)
        assert tx.search.find("lagos", most=9) == []
    store.close()


def test_a_file_of_the_third_schema_keeps_its_events_and_wishes(path, new):
    store = open_store(file_of(3, path))
    with store.transaction("T1") as tx:
        assert tx.events.all() == [new.event()]
        assert tx.events.links("e1") == {"ada": 1}
        assert tx.wishes.of(1) == [new.wish(id=1)]
    store.close()


def test_a_new_paper_has_its_pattern_and_one_from_before_the_sixth_schema_has_none(path, new):
    store = open_store(file_of(5, path))
    with store.transaction("T1") as tx:
        tx.papers.add(new.paper(format="docx", pattern="bb"))
        assert [(paper.format, paper.pattern) for paper in tx.papers.of(1, 1)] == [
            ("docx", "bb"),
            ("pdf", ""),
        ]
    store.close()


@pytest.mark.parametrize("version", SCHEMAS)
def test_a_file_of_any_schema_stays_as_it_is_when_a_later_step_fails(version, path):
    before = tables_of(file_of(version, path))
    with pytest.raises(KeyError, match="on purpose"):
        open_file(path, steps=(*STEPS, fail))
    assert tables_of(path) == before
