BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'rapporteur','m001_first_tables','2026-11-24 18:09:50.366086+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'rapporteur','m002_reviews_files_search','2026-11-24 18:09:50.373701+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'rapporteur','m003_events_wishes','2026-11-24 18:09:50.373701+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'rapporteur','m004_erasures','2026-11-24 18:09:50.373701+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'rapporteur','m005_erased_remarks','2026-11-24 18:09:50.373701+00:00');
CREATE TABLE answers (
    team text not null, note integer not null, key text not null, revision integer not null,
    position integer not null,
    state text not null, value text not null, pieces text not null, reason text not null,
    again_at text, kept text not null, by text not null, at text not null,
    primary key (team, note, key, revision),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
INSERT INTO "answers" VALUES('T1',1,'city',1,1,'given','"Lagos"','[["m1","said in m1"]]','',NULL,'','ada','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE authors (
    team text not null, note integer not null, number integer not null,
    person text not null, at text not null,
    primary key (team, note, number),
    unique (team, note, person),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
INSERT INTO "authors" VALUES('T1',1,1,'bo','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE contents (
    team text not null, sha256 text not null, content blob not null,
    primary key (team, sha256)
) strict;
INSERT INTO "contents" VALUES('T1','aa',X'25504446');
CREATE TABLE decisions (
    team text not null, note integer not null, number integer not null,
    about text not null, verdict text not null, by text not null, at text not null,
    primary key (team, note, number),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
INSERT INTO "decisions" VALUES('T1',1,1,'f1','kept','ada','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE drafts (
    team text not null, note integer not null, version integer not null,
    text text not null, sha256 text not null, type_hash text not null, revisions text not null,
    by text not null, at text not null,
    primary key (team, note, version),
    foreign key (team, note) references notes (team, id)
) strict;
INSERT INTO "drafts" VALUES('T1',1,1,'# Note','00','h1','{"city":1}','ada','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE findable (
    team text not null, note integer not null, row integer not null,
    primary key (team, note),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;
INSERT INTO "findable" VALUES('T1',1,1);
CREATE TABLE inbox (
    team text not null, key text not null, at text not null,
    primary key (team, key)
) strict, without rowid;
INSERT INTO "inbox" VALUES('T1','e1','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE journal (
    team text not null, id integer not null,
    who text not null, what text not null, note integer, facts text not null, at text not null,
    primary key (team, id)
) strict, without rowid;
INSERT INTO "journal" VALUES('T1',1,'ada','answered',1,'{}','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE notes (
    team text not null, id integer not null,
    type text not null, type_hash text not null, person text not null, asked_by text not null,
    status text not null, opened_at text not null, changed_at text not null,
    primary key (team, id)
) strict, without rowid;
INSERT INTO "notes" VALUES('T1',1,'mission','h1','ada','bo','open','2009-06-04T10:00:00.000000+00:00','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE outbox (
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
INSERT INTO "outbox" VALUES('T1',1,'k1','ada','prompt',1,NULL,'{"text":"k1"}','waiting','2009-06-04T10:00:00.000000+00:00',NULL,0,NULL,NULL,NULL,'','','');
CREATE TABLE papers (
    team text not null, note integer not null, version integer not null, format text not null,
    sha256 text not null, at text not null,
    primary key (team, note, version, format),
    foreign key (team, note, version) references drafts (team, note, version),
    foreign key (team, sha256) references contents (team, sha256)
) strict, without rowid;
INSERT INTO "papers" VALUES('T1',1,1,'pdf','aa','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE people (
    team text not null, id text not null,
    name text not null, zone text not null, locale text not null, address text not null,
    known_at text not null,
    primary key (team, id)
) strict, without rowid;
INSERT INTO "people" VALUES('T1','ada','Ada','UTC','en','','2009-06-04T10:00:00.000000+00:00');
CREATE TABLE pieces (
    team text not null, message text not null,
    note integer not null, key text not null, revision integer not null,
    primary key (team, message, note, key, revision),
    foreign key (team, note, key, revision) references answers (team, note, key, revision)
) strict, without rowid;
INSERT INTO "pieces" VALUES('T1','m1',1,'city',1);
CREATE TABLE reviews (
    team text not null, note integer not null, number integer not null,
    version integer not null, person text not null, verdict text not null, remarks text not null, at text not null,
    primary key (team, note, number),
    foreign key (team, note, version) references drafts (team, note, version)
) strict, without rowid;
INSERT INTO "reviews" VALUES('T1',1,1,1,'bo','approved','{"city":"which é?"}','2009-06-04T10:00:00.000000+00:00');
CREATE VIRTUAL TABLE search using fts5 (
    team unindexed, note unindexed, version unindexed, text,
    tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO "search" (team, note, version, text) VALUES('T1',1,1,'Lagos');
CREATE TABLE types (
    team text not null, hash text not null, name text not null, files text not null,
    primary key (team, hash)
) strict;
INSERT INTO "types" VALUES('T1','h1','mission','{"questions.toml":"é"}');
CREATE TABLE uploads (
    team text not null, id text not null, note integer not null, number integer not null,
    name text not null, media_type text not null, size integer not null, sha256 text,
    by text not null, at text not null,
    primary key (team, id),
    foreign key (team, note) references notes (team, id),
    foreign key (team, sha256) references contents (team, sha256)
) strict, without rowid;
INSERT INTO "uploads" VALUES('T1','F1',1,1,'a.png','image/png',4,NULL,'ada','2009-06-04T10:00:00.000000+00:00');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX notes_of on notes (team, person, status);
CREATE UNIQUE INDEX answers_position on answers (team, position);
CREATE INDEX journal_of on journal (team, note, id) where note is not null;
CREATE INDEX outbox_due on outbox (team, due_at, recipient, id) where state = 'waiting';
CREATE INDEX outbox_retry on outbox (team, recipient, id) where state = 'waiting' and retry_at is not null;
CREATE INDEX outbox_sending on outbox (team, recipient, id) where state = 'sending';
CREATE INDEX outbox_thread on outbox (team, after) where after is not null and state = 'waiting';
CREATE INDEX outbox_screen on outbox (team, recipient, receipt, id)
    where state = 'sent' and screen is not null;
CREATE INDEX outbox_newest_screen on outbox (team, recipient, due_at, id) where screen is not null;
CREATE INDEX outbox_receipt on outbox (team, place, receipt, id) where receipt <> '';
CREATE INDEX outbox_of on outbox (team, note, purpose, id) where note is not null;
CREATE INDEX outbox_state on outbox (team, state);
CREATE INDEX notes_in on notes (team, status);
CREATE INDEX outbox_replaces on outbox (team, replaces) where replaces is not null and state = 'waiting';
CREATE UNIQUE INDEX uploads_of on uploads (team, note, number);
CREATE INDEX uploads_missing on uploads (team, note, number) where sha256 is null;
CREATE TRIGGER types_are_not_changed before update on types
begin select raise(abort, 'types: rows are added, never changed'); end;
CREATE TRIGGER types_are_not_deleted before delete on types
begin select raise(abort, 'types: rows are added, never deleted'); end;
CREATE TRIGGER answers_are_not_changed before update on answers
begin select raise(abort, 'answers: rows are added, never changed'); end;
CREATE TRIGGER answers_are_not_deleted before delete on answers
begin select raise(abort, 'answers: rows are added, never deleted'); end;
CREATE TRIGGER pieces_are_not_changed before update on pieces
begin select raise(abort, 'pieces: rows are added, never changed'); end;
CREATE TRIGGER pieces_are_not_deleted before delete on pieces
begin select raise(abort, 'pieces: rows are added, never deleted'); end;
CREATE TRIGGER drafts_are_not_changed before update on drafts
begin select raise(abort, 'drafts: rows are added, never changed'); end;
CREATE TRIGGER drafts_are_not_deleted before delete on drafts
begin select raise(abort, 'drafts: rows are added, never deleted'); end;
CREATE TRIGGER inbox_are_not_changed before update on inbox
begin select raise(abort, 'inbox: rows are added, never changed'); end;
CREATE TRIGGER inbox_are_not_deleted before delete on inbox
begin select raise(abort, 'inbox: rows are added, never deleted'); end;
CREATE TRIGGER journal_are_not_changed before update on journal
begin select raise(abort, 'journal: rows are added, never changed'); end;
CREATE TRIGGER journal_are_not_deleted before delete on journal
begin select raise(abort, 'journal: rows are added, never deleted'); end;
CREATE TRIGGER reviews_are_not_changed before update on reviews
when not exists (select 1 from erasures where team = old.team and note = old.note and at >= old.at)
begin select raise(abort, 'reviews: rows are added, never changed'); end;
CREATE TRIGGER reviews_are_not_deleted before delete on reviews
begin select raise(abort, 'reviews: rows are added, never deleted'); end;
CREATE TRIGGER authors_are_not_changed before update on authors
begin select raise(abort, 'authors: rows are added, never changed'); end;
CREATE TRIGGER authors_are_not_deleted before delete on authors
begin select raise(abort, 'authors: rows are added, never deleted'); end;
CREATE TRIGGER decisions_are_not_changed before update on decisions
begin select raise(abort, 'decisions: rows are added, never changed'); end;
CREATE TRIGGER decisions_are_not_deleted before delete on decisions
begin select raise(abort, 'decisions: rows are added, never deleted'); end;
CREATE TRIGGER contents_are_not_changed before update on contents
begin select raise(abort, 'contents: rows are added, never changed'); end;
CREATE TRIGGER contents_are_not_deleted before delete on contents
begin select raise(abort, 'contents: rows are added, never deleted'); end;
CREATE TRIGGER papers_are_not_changed before update on papers
begin select raise(abort, 'papers: rows are added, never changed'); end;
CREATE TRIGGER papers_are_not_deleted before delete on papers
begin select raise(abort, 'papers: rows are added, never deleted'); end;
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
INSERT INTO "events" VALUES('T1','e1','Workshop','2009-06-02','2009-06-04','','[]','planned','programme.csv','00','2009-06-04T10:00:00.000000+00:00');
INSERT INTO "obligations" VALUES('T1','e1','ada',1);
INSERT INTO "wishes" VALUES('T1',1,1,'ada','snooze',NULL,'','','ada','2009-06-04T10:00:00.000000+00:00');
create trigger wishes_are_not_changed before update on wishes
begin select raise(abort, 'wishes: rows are added, never changed'); end;
create trigger wishes_are_not_deleted before delete on wishes
begin select raise(abort, 'wishes: rows are added, never deleted'); end;
create table erasures (
    team text not null, note integer not null, key text not null, at text not null, by text not null,
    primary key (team, note, key, at),
    foreign key (team, note) references notes (team, id)
) strict, without rowid;

-- what somebody wants gone is the one exception: the row stays, so that revisions and versions keep their numbers
drop trigger answers_are_not_changed;
create trigger answers_are_not_changed before update on answers
when not exists (
    select 1 from erasures
    where team = old.team and note = old.note and key = old.key and at >= old.at
)
begin select raise(abort, 'answers: rows are added, never changed'); end;
drop trigger drafts_are_not_changed;
create trigger drafts_are_not_changed before update on drafts
when not exists (
    select 1 from erasures, json_each(old.revisions) as made
    where team = old.team and note = old.note and erasures.key = made.key and erasures.at >= old.at
)
begin select raise(abort, 'drafts: rows are added, never changed'); end;
drop trigger papers_are_not_deleted;
create trigger papers_are_not_deleted before delete on papers
when not exists (select 1 from erasures where team = old.team and note = old.note and at >= old.at)
begin select raise(abort, 'papers: rows are added, never deleted'); end;
drop trigger contents_are_not_deleted;
create trigger contents_are_not_deleted before delete on contents
when not exists (select 1 from erasures where team = old.team)
or exists (select 1 from papers where team = old.team and sha256 = old.sha256)
or exists (select 1 from uploads where team = old.team and sha256 = old.sha256)
begin select raise(abort, 'contents: rows are added, never deleted'); end;
INSERT INTO "erasures" VALUES('T1',1,'place','2009-06-04T10:00:00.000000+00:00','ada');
create trigger erasures_are_not_changed before update on erasures
begin select raise(abort, 'erasures: rows are added, never changed'); end;
create trigger erasures_are_not_deleted before delete on erasures
begin select raise(abort, 'erasures: rows are added, never deleted'); end;
COMMIT;

pragma application_id = 1382117488;
pragma user_version = 5;
