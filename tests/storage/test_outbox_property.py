"""Whatever happens in whatever order: no message is sent twice, overtaken or forgotten."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Delivery, open_store

START = datetime(2009, 6, 4, 10, tzinfo=UTC)
TEAMS = itertools.count()

minutes = st.integers(0, 5)
some = st.integers(0, 30)
happenings = st.one_of(
    st.tuples(
        st.just("enqueue"), st.sampled_from(["ada", "bo", "channel"]), minutes, *[st.none() | some] * 2
    ),
    st.tuples(st.just("claim"), st.integers(1, 3), st.sets(st.sampled_from(["ada", "bo"]))),
    st.tuples(st.just("sent"), some),
    st.tuples(st.just("retry"), some, minutes),
    st.tuples(st.just("bury"), some),
    st.tuples(st.just("wait"), minutes),
)


def parents_of(row):
    return [parent for parent in (row.after, row.replaces) if parent is not None]


class Sender:
    """Does what happens, and remembers what was really sent; each step is a transaction of its own."""

    def __init__(self, store):
        self.store = store
        self.team = f"T{next(TEAMS)}"
        self.now = START
        self.known = 0
        self.in_flight = {}
        self.arrived = []

    def do(self, happening):
        name, *details = happening
        with self.store.transaction(self.team) as tx:
            getattr(self, name)(tx.outbox, *details)

    def enqueue(self, outbox, recipient, wait, *parents):
        after, replaces = (
            None if parent is None or not self.known else parent % self.known + 1 for parent in parents
        )
        self.known += 1
        outbox.enqueue(
            Delivery(
                key=str(self.known),
                recipient=recipient,
                purpose="p",
                body=0,
                due_at=self.now + timedelta(minutes=wait),
                after=after,
                replaces=replaces,
            )
        )

    def claim(self, outbox, most, busy):
        before = self.rows(outbox)
        awake = outbox.next_at(now=self.now)
        claimed = outbox.claim(now=self.now, busy=busy, most=most)
        recipients = [row.recipient for row in claimed]
        assert len(claimed) <= most
        assert len(recipients) == len(set(recipients))
        assert not set(recipients) & busy
        assert not claimed or awake <= self.now
        assert claimed or busy or awake is None or awake > self.now
        for row in claimed:
            self.check_turn(row, before)
            self.in_flight[row.id] = row

    def check_turn(self, row, before):
        assert row.id not in self.arrived, "sent twice"
        assert before[row.id].state == "waiting"
        assert row.due_at <= self.now
        assert all(before[parent].state == "sent" for parent in parents_of(row)), "before its parent"
        for other in before.values():
            if other.recipient == row.recipient:
                assert other.state != "sending", "two at once"
            if other.recipient == row.recipient and other.id < row.id and other.state == "waiting":
                held = any(before[parent].state != "sent" for parent in parents_of(other))
                assert held or other.due_at > self.now, "overtaken"

    def sent(self, outbox, number):
        if row := self.pick(number):
            outbox.sent(row.id, place="D", receipt=f"{len(self.arrived):05}")
            self.arrived.append(row.id)

    def retry(self, outbox, number, wait):
        if row := self.pick(number):
            outbox.retry(row.id, at=self.now + timedelta(minutes=wait), error="timeout")
        if self.arrived:  # late news about a message that has arrived changes nothing
            outbox.retry(self.arrived[number % len(self.arrived)], at=self.now, error="late")

    def bury(self, outbox, number):
        if row := self.pick(number):
            outbox.bury(row.id, error="gone")

    def wait(self, _outbox, wait):
        self.now += timedelta(minutes=wait)

    def pick(self, number):
        """Take one out of flight."""
        if not self.in_flight:
            return None
        return self.in_flight.pop(sorted(self.in_flight)[number % len(self.in_flight)])

    def rows(self, outbox):
        return {number: outbox.get(number) for number in range(1, self.known + 1)}

    def drain(self):
        """Go on as the sender does, woken by `next_at` alone, until there is nothing to wake up for."""
        for _ in range(4 * self.known + 4):
            with self.store.transaction(self.team) as tx:
                while self.in_flight:
                    self.sent(tx.outbox, 0)
                awake = tx.outbox.next_at(now=self.now)
                if awake is None:
                    tx.outbox.claim(now=self.now, busy=(), most=9)  # drops what hangs on the dead
                    return self.rows(tx.outbox)
                self.now = max(self.now, awake)
                self.claim(tx.outbox, 9, set())
        raise AssertionError("the sender spins")


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("outbox") / "rapporteur.db")
    yield store
    store.close()


@settings(settings.get_profile("storage"), max_examples=60)
@given(st.lists(happenings, max_size=25))
def test_no_message_is_sent_twice_overtaken_or_forgotten(shared_store, happened):
    sender = Sender(shared_store)
    for happening in happened:
        sender.do(happening)
    rows = sender.drain()
    assert len(sender.arrived) == len(set(sender.arrived))
    assert {row.id for row in rows.values() if row.state == "sent"} == set(sender.arrived)
    for row in rows.values():
        never = row.state == "dead" or (
            row.state == "dropped"
            and any(rows[parent].state in {"dead", "dropped"} for parent in parents_of(row))
        )
        assert row.state == "sent" or never, "forgotten"
