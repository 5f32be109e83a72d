"""What the tables themselves forbid, and that the sender's questions stay cheap."""

from __future__ import annotations

import pytest

from storage import open_store
from storage.sqlite import outbox, outbox_queue
from storage.sqlite.library import sqlite3
from storage.sqlite.migrations import APPEND_ONLY, STEPS


@pytest.fixture
def connection(path, new):
    """A connection to a store with a row in each table; what it does is rolled back."""
    store = open_store(path)
    with store.transaction("T1") as tx:
        tx.people.put(new.person())
        tx.types.pin(new.pinned())
        tx.notes.add(new.note())
        tx.answers.add(new.answer("m1"))
        tx.drafts.add(new.draft())
        tx.inbox.seen("e1", at=new.now)
        tx.journal.add(new.entry())
        tx.outbox.enqueue(new.delivery("k1", note=1))
    store._connection.execute("begin immediate")
    yield store._connection
    store._connection.execute("rollback")
    store.close()


def tables(connection):
    rows = connection.execute("select name, strict from pragma_table_list where schema = 'main'").fetchall()
    return {row[0]: row[1] for row in rows if not row[0].startswith(("sqlite_", "_sqlite_"))}


def test_every_table_is_strict(connection):
    assert tables(connection) == dict.fromkeys({*APPEND_ONLY, "people", "notes", "outbox"}, 1)


def test_the_team_comes_first_in_every_key_and_every_index(connection):
    firsts = connection.execute(
        "select m.tbl_name, i.name from sqlite_schema m, pragma_index_info(m.name) i where m.type = 'index' "
        "and i.seqno = 0 and m.tbl_name not like '\\_sqlite%' escape '\\'"
    ).fetchall()
    assert {row[1] for row in firsts} == {"team"}
    keys = {
        table: connection.execute("select name from pragma_table_info(?) where pk = 1", [table]).fetchone()[0]
        for table in tables(connection)
    }
    assert set(keys.values()) == {"team"}


@pytest.mark.parametrize(
    "statement",
    [
        "update notes set opened_at = x'00'",
        "update outbox set attempts = 'three'",
        "update notes set id = 'one'",
        "update people set name = null",
        "insert into inbox (team, key, at) values ('T1', null, '2009')",
    ],
)
def test_a_value_of_the_wrong_type_is_refused(connection, statement):
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_rows_that_are_only_added_can_be_neither_changed_nor_deleted_nor_replaced(connection, table):
    before = connection.execute(f"select * from {table}").fetchall()
    assert len(before) == 1
    for statement in (
        f"update {table} set team = 'T2'",
        f"delete from {table}",
        f"insert or replace into {table} select * from {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="rows are added, never"):
            connection.execute(statement)
    assert connection.execute(f"select * from {table}").fetchall() == before


@pytest.mark.parametrize("table", ["answers", "drafts"])
def test_a_note_with_answers_or_drafts_can_not_go(connection, table):
    connection.execute("delete from outbox")
    assert connection.execute(f"select count(*) from {table}").fetchone()[0] == 1
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("delete from notes")


QUESTIONS = {
    name: getattr(module, name)
    for module, names in (
        (outbox, "BY_KEY BY_RECEIPT ON_SCREEN NEWEST_SCREEN NEWEST COUNTS DROP"),
        (outbox_queue, "DROP_ORPHANS CLAIM LEFT_SENDING NEXT_AT"),
    )
    for name in names.split()
}
VALUES = dict.fromkeys(
    ["key", "place", "receipt", "recipient", "before", "now", "note", "purpose", "most"], 1
)


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_about_the_outbox_reads_all_its_rows(connection, name):
    """Each step of the plan is a search in an index that says more than the team."""
    plan = connection.execute(f"explain query plan {QUESTIONS[name]}", VALUES | {"team": "T1", "busy": "[]", "only": ""})
    steps = [row["detail"] for row in plan.fetchall()]
    on_rows = [
        step for step in steps if any(word in step for word in ("outbox", "this", "going", "parent", "child"))
    ]
    whole = [step for step in on_rows if step.startswith("SCAN")]
    by_team = [step for step in on_rows if step.endswith("(team=?)") and "sqlite_autoindex" in step]
    assert on_rows != []
    assert whole == by_team == []


def test_the_version_is_the_number_of_steps_and_steps_are_named_by_number():
    assert [step.__name__[:4] for step in STEPS] == [f"m{number:03}" for number in range(1, len(STEPS) + 1)]
