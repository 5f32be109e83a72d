"""What the tables themselves forbid, and that the sender's questions stay cheap."""

from __future__ import annotations

import re

import pytest

from storage.sqlite import (
    answers,
    authors,
    decisions,
    drafts,
    events,
    journal,
    notes,
    outbox,
    outbox_queue,
    papers,
    reviews,
    uploads,
    wishes,
)
from storage.sqlite.library import sqlite3
from storage.sqlite.migrations import APPEND_ONLY, STEPS
from tests.rows import new_store

CHANGING = ("people", "notes", "outbox", "uploads", "findable", "events", "obligations")


@pytest.fixture
def connection(path, new):
    """A connection to a store with a row in each table; what it does is rolled back."""
    store = new_store(path)
    with store.transaction("T1") as tx:
        tx.people.put(new.person())
        tx.types.pin(new.pinned())
        tx.notes.add(new.note())
        tx.answers.add(new.answer("m1"))
        tx.drafts.add(new.draft())
        tx.inbox.seen("e1", at=new.now)
        tx.journal.add(new.entry())
        tx.outbox.enqueue(new.delivery("k1", note=1))
        tx.reviews.add(new.review())
        tx.papers.add(new.paper())
        tx.uploads.add(new.upload())
        tx.decisions.add(new.decision())
        tx.authors.add(1, "bo", at=new.now)
        tx.search.put(1, 1, "words")
        tx.events.put(new.event())
        tx.events.link("e1", "ada", 1)
        tx.wishes.add(new.wish())
        tx.notes.add(new.note(status="closed"))
        tx.erasures.answer(2, "city", state="gone", by="ada", at=new.now)
    store._connection.execute("begin immediate")
    yield store._connection
    store._connection.execute("rollback")
    store.close()


def tables(connection):
    rows = connection.execute(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table'"
    ).fetchall()
    return {row[0]: row[1] for row in rows if not row[0].startswith(("sqlite_", "_sqlite_"))}


def test_every_table_is_strict(connection):
    assert tables(connection) == dict.fromkeys({*APPEND_ONLY, *CHANGING}, 1)


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


def test_a_paper_and_a_review_are_of_a_version_that_there_is(connection):
    for statement in (
        "insert into reviews select team, note, 2, 7, person, verdict, remarks, at from reviews",
        "insert into papers select team, note, 7, format, sha256, at, pattern from papers",
        "insert into papers select team, note, version, 'docx', 'bb', at, pattern from papers",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute(statement)


QUESTIONS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module, names in (
        (
            outbox,
            "BY_KEY BY_RECEIPT ON_SCREEN WITH_BUTTONS NEWEST_SCREEN NEWEST OF STEPS AUTOMATIC COUNTS DROP DROP_ONE",
        ),
        (outbox, "MOVE_THREAD MOVE_UPDATES"),
        (outbox_queue, "DROP_ORPHANS CLAIM LEFT_SENDING NEXT_AT"),
        (notes, "OF ALL"),
        (answers, "LATEST HISTORY TOLD BY_MESSAGE"),
        (drafts, "OF OUTDATED"),
        (journal, "OF"),
        (reviews, "ADD OF"),
        (papers, "OF"),
        (uploads, "ADD IS_KEPT KEEP OF MISSING"),
        (decisions, "ADD OF"),
        (authors, "ADD OF"),
        (events, "GET LINKS OF_NOTE"),
        (wishes, "OF OF_PERSON"),
    )
    for name in names.split()
}
# counting reads an index, not the rows
COUNTED = {"outbox.COUNTS": ["SEARCH outbox USING COVERING INDEX outbox_state (team=?)"]}
ROWS = {*APPEND_ONLY, *CHANGING, "this", "going", "parent", "child"}
"""Tables, and the names that the questions give them."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_that_is_asked_all_day_reads_all_rows_of_a_team(connection, name):
    """Each step of the plan is a search in an index that says more than the team, or holds few rows."""
    nothing = dict.fromkeys(re.findall(r":(\w+)", QUESTIONS[name]))
    plan = connection.execute(f"explain query plan {QUESTIONS[name]}", nothing).fetchall()
    on_rows = [row["detail"] for row in plan if ROWS & set(row["detail"].split())]
    partial = {
        row[0]
        for table in tables(connection)
        for row in connection.execute("select name from pragma_index_list(?) where partial", [table])
    }
    whole = [step for step in on_rows if step.startswith("SCAN")]
    by_team = [step for step in on_rows if step.endswith("(team=?)") and not partial & set(step.split())]
    assert on_rows != []
    assert whole == []
    assert by_team == COUNTED.get(name, [])


CLOSE = (
    """
    with recursive numbers (n) as (select :first union all select n + 1 from numbers where n < :last)
    insert into notes select 'T1', n, 'mission', 'h1', 'ada', 'bo', 'closed', '2009', '2009' from numbers
    """,
    """
    insert into outbox (
        team, id, key, recipient, purpose, note, body, state, due_at, attempts, place, receipt, error
    )
    select 'T1', id, id, 'ada', 'reminder', id, '{}', 'sent', '2009', 1, 'D1', id, ''
    from notes where id between :first and :last
    """,
    """
    insert into events select 'T1', id, 'W', '2009', '2009', '', '[]', '', '', '', '2009', '', ''
    from notes where id between :first and :last
    """,
    "insert into obligations select 'T1', id, 'ada', id from notes where id between :first and :last",
    """
    insert into wishes select 'T1', id, id, 'ada', 'snooze', null, '', '', 'ada', '2009'
    from notes where id between :first and :last
    """,
    """
    insert into journal select 'T1', id, 'ada', 'closed', id, '{}', '2009'
    from notes where id between :first and :last
    """,
)
"""A note that was closed, what was sent and said about it, and its event."""
SWEEP = (
    "notes.ALL",
    "outbox.STEPS",
    "outbox.AUTOMATIC",
    "events.OF_NOTE",
    "wishes.OF",
    "wishes.OF_PERSON",
    "journal.OF",
    "outbox.OF",
)


@pytest.fixture
def work_of(connection):
    """How many instructions SQLite runs to answer a question, and how many rows it gives."""

    def count(name, **values):
        question, ran = (QUESTIONS[name], {"team": "T1", **values}), []
        connection.execute(*question)  # compiled now, which is no part of the work
        connection.set_progress_handler(lambda: ran.append(1), 1)
        rows = connection.execute(*question).fetchall()
        connection.set_progress_handler(None, 1)
        return len(ran), len(rows)

    return count


def close(connection, first, last):
    for statement in CLOSE:
        assert connection.execute(statement, {"first": first, "last": last}).rowcount == last - first + 1


def test_a_sweep_over_the_open_notes_costs_the_same_whatever_was_closed(connection, work_of):
    connection.execute("update outbox set purpose = 'reminder'")
    connection.execute(
        "insert into wishes select team, 2, null, person, kind, until, other, reason, by, at from wishes"
    )
    asked = {"statuses": '["open"]', "note": 1, "recipient": "ada", "person": "ada", "since": "2009-06"}
    close(connection, 100, 100)
    before = {name: work_of(name, **asked) for name in SWEEP}
    close(connection, 101, 1100)
    assert {name: work_of(name, **asked) for name in SWEEP} == before
    assert {rows for _, rows in before.values()} == {1}


def test_the_version_is_the_number_of_steps_and_steps_are_named_by_number():
    assert [step.__name__[:4] for step in STEPS] == [f"m{number:03}" for number in range(1, len(STEPS) + 1)]
