"""The tables, as steps that are only ever appended: a file of any age is brought up to the newest one."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from storage.sqlite.exceptions import ERASING, REMARKS
from storage.sqlite.library import sqlite3

Step = Callable[[Database], None]

APPLICATION_ID = 0x52617070
"""Written into each of our files, so that another program's file is never taken for one: the text `Rapp`."""

TABLES = """
create table people (
    team text not null, id text not null,
    name text not null, zone text not null, locale text not null, address text not null,
    known_at text not null,
    primary key (team, id)
) strict, without rowid;

create table types (
    team text not null, hash text not null, name text not null, files text not null,
    primary key (team, hash)
) strict;

create table notes (
    team text not null, id integer not null,
    type text not null, type_hash text not null, person text not null, asked_by text not null,
    status text not null, opened_at text not null, changed_at text not null,
    primary key (team, id)
) strict, without rowid;
create index notes_of on notes (team, person, status);

-- position is the order in which a team's answers came; a rowid would not survive a vacuum
create table answers (
    team text not null, note integer not null, key text not null, revision integer not null,
    position integer not null,
    state text not null, value text not null, pieces text not null, reason text not null,
    again_at text, kept text not null, by text not null, at text not null,
    primary key (team, note, key, revision),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
create unique index answers_position on answers (team, position);

-- which message said something of which answer: an index over the JSON in answers.pieces
create table pieces (
    team text not null, message text not null,
    note integer not null, key text not null, revision integer not null,
    primary key (team, message, note, key, revision),
    foreign key (team, note, key, revision) references answers (team, note, key, revision)
) strict, without rowid;

create table drafts (
    team text not null, note integer not null, version integer not null,
    text text not null, sha256 text not null, type_hash text not null, revisions text not null,
    by text not null, at text not null,
    primary key (team, note, version),
    foreign key (team, note) references notes (team, id)
) strict;

create table inbox (
    team text not null, key text not null, at text not null,
    primary key (team, key)
) strict, without rowid;

create table journal (
    team text not null, id integer not null,
    who text not null, what text not null, note integer, facts text not null, at text not null,
    primary key (team, id)
) strict, without rowid;
create index journal_of on journal (team, note, id) where note is not null;
"""

OUTBOX = """
create table outbox (
    team text not null, id integer not null, key text not null,
    recipient text not null, purpose text not null, note integer,
    screen text, body text not null,
    state text not null check (state in ('waiting', 'sending', 'sent', 'dead', 'dropped')),
    due_at text not null, retry_at text, attempts integer not null, claimed_at text,
    after integer, replaces integer,
    place text not null, receipt text not null, error text not null,
    primary key (team, id),
    unique (team, key),
    foreign key (team, note) references notes (team, id),
    foreign key (team, after) references outbox (team, id),
    foreign key (team, replaces) references outbox (team, id)
) strict;

-- the sent rows pile up: what the sender asks every second must not look at them
create index outbox_due on outbox (team, due_at, recipient, id) where state = 'waiting';
create index outbox_retry on outbox (team, recipient, id) where state = 'waiting' and retry_at is not null;
create index outbox_sending on outbox (team, recipient, id) where state = 'sending';
create index outbox_thread on outbox (team, after) where after is not null and state = 'waiting';
create index outbox_screen on outbox (team, recipient, receipt, id)
    where state = 'sent' and screen is not null;
create index outbox_newest_screen on outbox (team, recipient, due_at, id) where screen is not null;
create index outbox_receipt on outbox (team, place, receipt, id) where receipt <> '';
create index outbox_of on outbox (team, note, purpose, id) where note is not null;
create index outbox_state on outbox (team, state);
"""

REVIEWING = """
create table reviews (
    team text not null, note integer not null, number integer not null,
    version integer not null, person text not null, verdict text not null, remarks text not null, at text not null,
    primary key (team, note, number),
    foreign key (team, note, version) references drafts (team, note, version)
) strict, without rowid;

create table authors (
    team text not null, note integer not null, number integer not null,
    person text not null, at text not null,
    primary key (team, note, number),
    unique (team, note, person),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;

create table decisions (
    team text not null, note integer not null, number integer not null,
    about text not null, verdict text not null, by text not null, at text not null,
    primary key (team, note, number),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;

create index notes_in on notes (team, status);
create index outbox_replaces on outbox (team, replaces) where replaces is not null and state = 'waiting';
"""

FILES = """
create table contents (
    team text not null, sha256 text not null, content blob not null,
    primary key (team, sha256)
) strict;

create table papers (
    team text not null, note integer not null, version integer not null, format text not null,
    sha256 text not null, at text not null,
    primary key (team, note, version, format),
    foreign key (team, note, version) references drafts (team, note, version),
    foreign key (team, sha256) references contents (team, sha256)
) strict, without rowid;

create table uploads (
    team text not null, id text not null, note integer not null, number integer not null,
    name text not null, media_type text not null, size integer not null, sha256 text,
    by text not null, at text not null,
    primary key (team, id),
    foreign key (team, note) references notes (team, id),
    foreign key (team, sha256) references contents (team, sha256)
) strict, without rowid;
create unique index uploads_of on uploads (team, note, number);
create index uploads_missing on uploads (team, note, number) where sha256 is null;
"""

SEARCH = """
create virtual table search using fts5 (
    team unindexed, note unindexed, version unindexed, text,
    tokenize = 'porter unicode61 remove_diacritics 2'
);

-- where in the index a note stands: the index itself can be asked for words and row numbers only
create table findable (
    team text not null, note integer not null, row integer not null,
    primary key (team, note),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
"""
# without it the words of a note that was dropped stay in the file, in the index; since SQLite 3.42
FORGET = "insert into search (search, rank) values ('secure-delete', 1)"

CHASING = """
create table events (
    team text not null, uid text not null,
    title text not null, first text not null, last text not null, place text not null,
    organizers text not null, status text not null, source text not null, sha256 text not null,
    at text not null,
    primary key (team, uid)
) strict, without rowid;

create table obligations (
    team text not null, uid text not null, person text not null, note integer not null,
    primary key (team, uid, person),
    foreign key (team, uid) references events (team, uid),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
create index obligations_of on obligations (team, note);

create table wishes (
    team text not null, id integer not null, note integer, person text not null,
    kind text not null, until text, other text not null, reason text not null,
    by text not null, at text not null,
    primary key (team, id),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
create index wishes_of on wishes (team, note, id) where note is not null;
create index wishes_of_person on wishes (team, person, id) where note is null;

create index notes_since on notes (team, status, changed_at);
-- the reminders of one note are found by outbox_of
create index outbox_reminders on outbox (team, recipient, due_at, id) where purpose = 'reminder';
"""

ENDS = """
alter table events add column zone text not null default '';
alter table events add column ends text not null default '';
"""

FIRST_APPEND_ONLY = ("types", "answers", "pieces", "drafts", "inbox", "journal")
SECOND_APPEND_ONLY = ("reviews", "authors", "decisions", "contents", "papers")
THIRD_APPEND_ONLY = ("wishes",)
FOURTH_APPEND_ONLY = ("erasures",)
APPEND_ONLY = FIRST_APPEND_ONLY + SECOND_APPEND_ONLY + THIRD_APPEND_ONLY + FOURTH_APPEND_ONLY

TRIGGERS = """
create trigger {table}_are_not_changed before update on {table}
begin select raise(abort, '{table}: rows are added, never changed'); end;
create trigger {table}_are_not_deleted before delete on {table}
begin select raise(abort, '{table}: rows are added, never deleted'); end;
"""


def m001_first_tables(db: Database) -> None:
    db.executescript(TABLES)
    db.executescript(OUTBOX)
    for table in FIRST_APPEND_ONLY:
        db.executescript(TRIGGERS.format(table=table))


def m002_reviews_files_search(db: Database) -> None:
    for tables in (REVIEWING, FILES, SEARCH):
        db.executescript(tables)
    if sqlite3.sqlite_version_info >= (3, 42):
        db.execute(FORGET)
    for table in SECOND_APPEND_ONLY:
        db.executescript(TRIGGERS.format(table=table))


def m003_events_wishes(db: Database) -> None:
    db.executescript(CHASING)
    for table in THIRD_APPEND_ONLY:
        db.executescript(TRIGGERS.format(table=table))


def m004_erasures(db: Database) -> None:
    db.executescript(ERASING)
    for table in FOURTH_APPEND_ONLY:
        db.executescript(TRIGGERS.format(table=table))


def m005_erased_remarks(db: Database) -> None:
    db.executescript(REMARKS)


def m006_ends_and_patterns(db: Database) -> None:
    db.executescript(ENDS)
    db.execute("alter table papers add column pattern text not null default ''")


STEPS: tuple[Step, ...] = (
    m001_first_tables,
    m002_reviews_files_search,
    m003_events_wishes,
    m004_erasures,
    m005_erased_remarks,
    m006_ends_and_patterns,
)
"""Append only; the number of steps is the version of the schema."""


def to_migrations(steps: tuple[Step, ...]) -> Migrations:
    migrations = Migrations("rapporteur")
    for step in steps:
        migrations()(step)
    return migrations
