"""Every message promised, from the promise to its receipt; the sent rows stay and cost the sender nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.records import Delivery
from storage.sqlite import outbox_queue as queue
from storage.sqlite.values import from_json, to_json, to_moment, to_moment_or_none, to_text, to_text_or_null

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from storage.records import Json
    from storage.sqlite.library import sqlite3
    from storage.sqlite.rows import Rows

ENQUEUE = """
insert into outbox (
    team, id, key, recipient, purpose, note, screen, body, state, due_at, retry_at, attempts, claimed_at,
    after, replaces, place, receipt, error
)
values (
    :team, (select coalesce(max(id), 0) + 1 from outbox where team = :team),
    :key, :recipient, :purpose, :note, :screen, :body, :state, :due_at, :retry_at, :attempts, :claimed_at,
    :after, :replaces, :place, :receipt, :error
)
on conflict (team, key) do nothing
returning id
"""
# what a message says is long: not for queries that only ask what became of it, or which screen it shows
ENVELOPE = """
    id, key, recipient, purpose, note, 'null' as body, state, due_at, retry_at, attempts, claimed_at,
    after, replaces, place, receipt, error
"""
GET = "select * from outbox where team = :team and id = :id"
BY_KEY = "select * from outbox where team = :team and key = :key"
# a message that was overwritten in place has two deliveries: the last one is what can be seen
BY_RECEIPT = """
select * from outbox
where team = :team and place = :place and receipt = :receipt and receipt <> ''
order by id desc limit 1
"""
ON_SCREEN = f"""
select screen, {ENVELOPE} from outbox
where team = :team and recipient = :recipient and state = 'sent' and screen is not null
and receipt < :before
order by receipt desc, id desc limit 1
"""  # noqa: S608  constants
# what hangs below another message is none that stands there; the index of receipts gives the last one first
WITH_BUTTONS = """
select * from outbox
where team = :team and place = :place and receipt <> '' and receipt < :before
and recipient = :recipient and after is null and json_array_length(body, '$.buttons') > 0
order by receipt desc, id desc limit 1
"""
NEWEST_SCREEN = f"""
select screen, {ENVELOPE} from outbox
where team = :team and recipient = :recipient and screen is not null
and state in ('waiting', 'sending', 'sent') and due_at <= :now
order by due_at desc, id desc limit 1
"""  # noqa: S608  constants
# `purpose = :purpose` would be compiled at every call: its value could be that of the index of reminders
NEWEST = """
select * from outbox
where team = :team and note = :note and purpose is :purpose
order by id desc limit 1
"""
# the plus keeps SQLite from reading all rows in the order of the primary key
OF = "select * from outbox where team = :team and note = :note order by +id"
STEPS = f"""
select null as screen, {ENVELOPE} from outbox
where team = :team and note = :note and purpose = 'reminder'
order by id
"""  # noqa: S608  constants
AUTOMATIC = f"""
select null as screen, {ENVELOPE} from outbox
where team = :team and recipient = :recipient and purpose = 'reminder' and due_at >= :since
order by due_at, id
"""  # noqa: S608  constants
COUNTS = "select state, count(*) as rows from outbox where team = :team group by state"
DEAD = "select count(*) from outbox where team = :team and state = 'dead' and due_at >= :since"

# what has arrived has arrived, whatever we believed; but its first receipt stays
SENT = """
update outbox set state = 'sent', place = :place, receipt = :receipt, error = ''
where team = :team and id = :id and state <> 'sent'
"""
RETRY = """
update outbox set state = 'waiting', retry_at = :at, error = :error
where team = :team and id = :id and state = 'sending'
"""
BURY = """
update outbox set state = 'dead', error = :error
where team = :team and id = :id and state in ('waiting', 'sending')
"""
ANEW = """
update outbox set state = 'waiting', replaces = null, error = ''
where team = :team and id = :id and state = 'sending' and replaces is not null
"""
MOVE_THREAD = """
update outbox set after = :id
where team = :team and after = :gone and state = 'waiting' and id > :id
"""
MOVE_UPDATES = """
update outbox set replaces = :id
where team = :team and replaces = :gone and state = 'waiting' and id > :id
"""
DROP = """
update outbox set state = 'dropped'
where team = :team and note = :note and state = 'waiting'
and purpose in (select value from json_each(:purposes))
and (:but = '' or instr(key, :but) = 0)
"""
DROP_ONE = """
update outbox set state = 'dropped', error = :error
where team = :team and id = :id and state in ('waiting', 'sending')
"""
POSTPONE = """
update outbox set state = 'waiting', due_at = :at, retry_at = null, claimed_at = null, attempts = 0
where team = :team and id = :id and state in ('waiting', 'sending')
"""
REWORD = """
update outbox set body = :body, screen = :screen
where team = :team and id = :id and state in ('waiting', 'sending')
"""


class SqliteOutbox:
    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def enqueue(self, delivery: Delivery) -> Delivery | None:
        row = self._rows.one(
            ENQUEUE,
            key=delivery.key,
            recipient=delivery.recipient,
            purpose=delivery.purpose,
            note=delivery.note,
            screen=None if delivery.screen is None else to_json(delivery.screen),
            body=to_json(delivery.body),
            state=delivery.state,
            due_at=to_text(delivery.due_at),
            retry_at=to_text_or_null(delivery.retry_at),
            attempts=delivery.attempts,
            claimed_at=to_text_or_null(delivery.claimed_at),
            after=delivery.after,
            replaces=delivery.replaces,
            place=delivery.place,
            receipt=delivery.receipt,
            error=delivery.error,
        )
        return None if row is None else replace(delivery, id=row["id"])

    def get(self, delivery: int) -> Delivery | None:
        return self._one(GET, id=delivery)

    def by_key(self, key: str) -> Delivery | None:
        return self._one(BY_KEY, key=key)

    def by_receipt(self, place: str, receipt: str) -> Delivery | None:
        return self._one(BY_RECEIPT, place=place, receipt=receipt)

    def on_screen(self, recipient: str, *, before: str) -> Delivery | None:
        return self._one(ON_SCREEN, recipient=recipient, before=before)

    def with_buttons(self, recipient: str, place: str, *, before: str) -> Delivery | None:
        return self._one(WITH_BUTTONS, recipient=recipient, place=place, before=before)

    def newest_screen(self, recipient: str, *, now: datetime) -> Delivery | None:
        return self._one(NEWEST_SCREEN, recipient=recipient, now=to_text(now))

    def newest(self, *, note: int, purpose: str) -> Delivery | None:
        return self._one(NEWEST, note=note, purpose=purpose)

    def of(self, note: int) -> Sequence[Delivery]:
        return [to_delivery(row) for row in self._rows.all(OF, note=note)]

    def steps(self, note: int) -> Sequence[Delivery]:
        return [to_delivery(row) for row in self._rows.all(STEPS, note=note)]

    def automatic(self, recipient: str, *, since: datetime) -> Sequence[Delivery]:
        rows = self._rows.all(AUTOMATIC, recipient=recipient, since=to_text(since))
        return [to_delivery(row) for row in rows]

    def claim(
        self, *, now: datetime, busy: Collection[str] = (), most: int = 1, only: str = ""
    ) -> Sequence[Delivery]:
        if not only:  # a claim for one recipient is on the way of every reply, and orphans can wait
            self._rows.run(queue.DROP_ORPHANS)
        rows = self._rows.all(queue.CLAIM, now=to_text(now), busy=to_json(list(busy)), most=most, only=only)
        return sorted((to_delivery(row) for row in rows), key=lambda delivery: delivery.id)

    def sent(self, delivery: int, *, place: str, receipt: str) -> None:
        self._change(SENT, delivery, place=place, receipt=receipt)

    def retry(self, delivery: int, *, at: datetime, error: str) -> None:
        self._change(RETRY, delivery, at=to_text(at), error=error)

    def bury(self, delivery: int, *, error: str) -> None:
        self._change(BURY, delivery, error=error)

    def anew(self, delivery: int) -> None:
        row = self.get(delivery)
        self._change(ANEW, delivery)
        gone = row.replaces if row and row.state == "sending" else None
        for sql in (MOVE_THREAD, MOVE_UPDATES):
            self._rows.run(sql, id=delivery, gone=gone)

    def drop(self, note: int, *purposes: str, but: str = "") -> int:
        return self._rows.run(DROP, note=note, purposes=to_json(purposes), but=but).rowcount

    def drop_one(self, delivery: int, *, error: str) -> None:
        self._change(DROP_ONE, delivery, error=error)

    def postpone(self, delivery: int, *, at: datetime) -> None:
        self._change(POSTPONE, delivery, at=to_text(at))

    def reword(self, delivery: int, *, body: Json, screen: Json) -> None:
        self._change(REWORD, delivery, body=to_json(body), screen=to_json(screen))

    def left_sending(self) -> Sequence[Delivery]:
        return [to_delivery(row) for row in self._rows.all(queue.LEFT_SENDING)]

    def next_at(self, *, now: datetime) -> datetime | None:
        row = self._rows.one(queue.NEXT_AT, now=to_text(now))
        return None if row is None else to_moment_or_none(row["next_at"])

    def counts(self) -> Mapping[str, int]:
        return {row["state"]: row["rows"] for row in self._rows.all(COUNTS)}

    def dead(self, *, since: datetime) -> int:
        return self._rows.number(DEAD, since=to_text(since))

    def _one(self, sql: str, **values: str | int | None) -> Delivery | None:
        row = self._rows.one(sql, **values)
        return None if row is None else to_delivery(row)

    def _change(self, sql: str, delivery: int, **values: str | int | None) -> None:
        changed = self._rows.run(sql, id=delivery, **values).rowcount
        # a row in another state is somebody else's news and stays; a row that never was is a bug
        if not changed and self.get(delivery) is None:
            raise LookupError(f"There is no delivery {delivery} in this team.")


def to_delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(
        id=row["id"],
        key=row["key"],
        recipient=row["recipient"],
        purpose=row["purpose"],
        note=row["note"],
        screen=None if row["screen"] is None else from_json(row["screen"]),
        body=from_json(row["body"]),
        state=row["state"],
        due_at=to_moment(row["due_at"]),
        retry_at=to_moment_or_none(row["retry_at"]),
        attempts=row["attempts"],
        claimed_at=to_moment_or_none(row["claimed_at"]),
        after=row["after"],
        replaces=row["replaces"],
        place=row["place"],
        receipt=row["receipt"],
        error=row["error"],
    )
