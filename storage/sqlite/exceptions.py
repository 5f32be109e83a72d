"""What may be changed of rows that are only added, as somebody wants it gone: the steps of the tables that say so."""

ERASING = """
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
"""

REMARKS = """
drop trigger reviews_are_not_changed;
create trigger reviews_are_not_changed before update on reviews
when not exists (select 1 from erasures where team = old.team and note = old.note and at >= old.at)
begin select raise(abort, 'reviews: rows are added, never changed'); end;
"""
