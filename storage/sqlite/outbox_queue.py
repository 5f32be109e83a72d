"""The SQL that decides which waiting message may go next; each statement reads partial indexes only."""

from __future__ import annotations

DROP_ORPHANS = """
with recursive orphans (id) as (
    select child.id from outbox as child indexed by outbox_thread
    join outbox as parent on parent.team = child.team and parent.id = child.after
    where child.team = :team and child.state = 'waiting' and child.after is not null
    and parent.state in ('dead', 'dropped')
    union
    select child.id from outbox as child indexed by outbox_replaces
    join outbox as parent on parent.team = child.team and parent.id = child.replaces
    where child.team = :team and child.state = 'waiting' and child.replaces is not null
    and parent.state in ('dead', 'dropped')
    union
    select child.id from orphans
    join outbox as child on child.team = :team and child.after = orphans.id
    and child.state = 'waiting' and child.after is not null
    union
    select child.id from orphans
    join outbox as child on child.team = :team and child.replaces = orphans.id
    and child.state = 'waiting' and child.replaces is not null
)
update outbox set state = 'dropped', error = 'the message it belongs to was never sent'
where team = :team and id in (select id from orphans)
"""
"""A message in the thread, or in the place, of one that will never be sent, and whatever hangs on it in turn."""

# `limit :most` alone would be compiled at every call, as if its value could change the plan
CLAIM = """
update outbox set state = 'sending', attempts = attempts + 1, claimed_at = :now
where team = :team and id in (
    select min(id) from outbox as this
    where team = :team and state = 'waiting' and due_at <= :now
    and (:only = '' or recipient = :only)
    and (retry_at is null or retry_at <= :now)
    and recipient not in (select value from json_each(:busy))
    and not exists (
        select 1 from outbox as going
        where going.team = :team and going.state = 'sending' and going.recipient = this.recipient
    )
    and not exists (
        select 1 from outbox as earlier
        where earlier.team = :team and earlier.state = 'waiting' and earlier.retry_at is not null
        and earlier.recipient = this.recipient and earlier.id < this.id and earlier.retry_at > :now
    )
    and (after is null or (
        select parent.state from outbox as parent where parent.team = :team and parent.id = this.after
    ) = 'sent')
    and (replaces is null or (
        select parent.state from outbox as parent where parent.team = :team and parent.id = this.replaces
    ) = 'sent')
    group by recipient order by 1 limit max(:most, 0)
)
returning *
"""

# the plus keeps SQLite from reading all rows in the order of the primary key
LEFT_SENDING = "select * from outbox where team = :team and state = 'sending' order by +id"

NEXT_AT = """
select min(at) as next_at from (
    select * from (
        select due_at as at from outbox as this
        where team = :team and state = 'waiting' and retry_at is null
        and not exists (
            select 1 from outbox as going
            where going.team = :team and going.state = 'sending' and going.recipient = this.recipient
        )
        and not exists (
            select 1 from outbox as earlier
            where earlier.team = :team and earlier.state = 'waiting' and earlier.retry_at is not null
            and earlier.recipient = this.recipient and earlier.id < this.id and earlier.retry_at > :now
        )
        and (after is null or (
            select parent.state from outbox as parent where parent.team = :team and parent.id = this.after
        ) = 'sent')
        and (replaces is null or (
            select parent.state from outbox as parent where parent.team = :team and parent.id = this.replaces
        ) = 'sent')
        order by due_at limit 1
    )
    union all
    select max(due_at, retry_at) as at from outbox as this
    where team = :team and state = 'waiting' and retry_at is not null
    and not exists (
        select 1 from outbox as going
        where going.team = :team and going.state = 'sending' and going.recipient = this.recipient
    )
    and not exists (
        select 1 from outbox as earlier
        where earlier.team = :team and earlier.state = 'waiting' and earlier.retry_at is not null
        and earlier.recipient = this.recipient and earlier.id < this.id and earlier.retry_at > :now
    )
)
"""
"""When a claim would find something: rows held back by a try in flight or an unsent parent do not count,
or the sender would spin on them; both wake it when they end."""
