"""What every store promises about the order of messages: which may go now, and when to look again."""

from __future__ import annotations

from datetime import timedelta

import pytest


def test_a_claim_takes_the_oldest_of_each_recipient(promise, claim):
    for key, recipient in [("a1", "ada"), ("b1", "bo"), ("a2", "ada"), ("c1", "cy")]:
        promise(key, recipient=recipient)
    assert claim() == ["a1", "b1", "c1"]
    assert claim() == []


def test_a_claim_takes_no_more_than_asked(promise, claim):
    for recipient in "abcd":
        promise(recipient, recipient=recipient)
    assert claim(most=0) == claim(most=-1) == []
    assert claim(most=3) == ["a", "b", "c"]
    assert claim(most=3) == ["d"]


def test_a_claim_counts_the_try_and_notes_its_moment(outbox, new, promise):
    promise("k")
    (row,) = outbox.claim(now=new.after(minutes=1), busy=(), most=1)
    assert row == new.delivery("k", id=1, state="sending", attempts=1, claimed_at=new.after(minutes=1))
    outbox.retry(1, at=new.after(minutes=2), error="timeout")
    (row,) = outbox.claim(now=new.after(minutes=2), busy=(), most=1)
    assert row.attempts == 2


def test_the_next_one_goes_when_the_last_one_is_sent(promise, claim, send):
    promise("first")
    promise("second")
    assert send("1.0") == "first"
    assert claim() == ["second"]


def test_a_message_that_is_not_due_lets_later_ones_pass(promise, claim, new):
    promise("tomorrow", due_at=new.after(days=1))
    promise("now")
    assert claim() == ["now"]


def test_a_message_goes_at_the_very_moment_it_is_due(promise, claim, new):
    promise("k", due_at=new.after(seconds=1))
    assert claim(after=timedelta(microseconds=999_999)) == []
    assert claim(after=timedelta(seconds=1)) == ["k"]


def test_nothing_overtakes_what_is_being_sent(promise, claim, new):
    promise("due later", due_at=new.after(hours=1))
    promise("now")
    assert claim() == ["now"]
    assert claim(after=timedelta(hours=2)) == []


def test_a_failed_try_holds_the_later_ones_of_its_recipient_back(outbox, promise, claim, new):
    promise("a1")
    promise("a2")
    promise("b1", recipient="bo")
    assert claim() == ["a1", "b1"]
    outbox.retry(1, at=new.after(minutes=5), error="timeout")
    assert outbox.get(1).error == "timeout"
    assert claim(after=timedelta(minutes=4)) == []
    assert claim(after=timedelta(minutes=5)) == ["a1"]


def test_a_failed_try_does_not_hold_earlier_ones_back(outbox, promise, claim, new):
    promise("earlier", due_at=new.after(minutes=1))
    promise("failed")
    claim()
    outbox.retry(2, at=new.after(hours=1), error="timeout")
    assert claim(after=timedelta(minutes=1)) == ["earlier"]


def test_a_busy_recipient_gets_nothing(promise, claim):
    promise("a1")
    promise("b1", recipient="bo")
    promise("c1", recipient="cy")
    assert claim(busy={"ada", "cy"}) == ["b1"]
    assert claim() == ["a1", "c1"]


LINKS = pytest.mark.parametrize("link", ["after", "replaces"])
"""A message in the thread of another one, and one in its place."""


@LINKS
def test_a_message_that_hangs_on_another_waits_until_that_is_sent(outbox, promise, claim, link):
    parent = promise("parent", recipient="channel")
    promise("child", **{link: parent})
    promise("next of the same recipient")
    assert claim(most=1) == ["parent"]
    assert claim() == ["next of the same recipient"]
    outbox.sent(parent, place="C1", receipt="1.0")
    outbox.bury(3, error="gone")
    assert claim() == ["child"]


@pytest.mark.parametrize("end", ["dead", "dropped"])
@LINKS
def test_what_hangs_on_a_message_never_sent_is_dropped_with_it(tx, promise, new, end, link):
    outbox = tx.outbox
    tx.notes.add(new.note())
    parent = promise("parent", note=1, recipient="channel")
    child = promise("child", **{link: parent})
    promise("grandchild", **{link: child}, recipient="bo", due_at=new.after(days=9))
    promise("stranger", recipient="cy")
    if end == "dead":
        outbox.bury(parent, error="no such channel")
    else:
        outbox.drop(1, "prompt")
    assert [row.key for row in outbox.claim(now=new.now, most=9)] == ["stranger"]
    assert [outbox.get(number).state for number in (1, 2, 3)] == [end, "dropped", "dropped"]


@LINKS
def test_a_child_of_a_parent_that_is_dead_already_is_dropped(outbox, promise, claim, link):
    outbox.bury(promise("parent"), error="gone")
    promise("child", **{link: 1})
    assert claim() == []
    assert outbox.get(2).state == "dropped"


def test_a_message_in_a_thread_and_in_place_of_another_waits_for_both(outbox, promise, claim):
    promise("thread", recipient="channel")
    promise("old", recipient="bo")
    promise("new", after=1, replaces=2)
    assert claim() == ["thread", "old"]
    for number, sent in ((1, []), (2, ["new"])):
        outbox.sent(number, place="C1", receipt="1.0")
        assert claim() == sent


def test_what_hangs_on_both_ends_is_dropped_when_one_of_them_is_dead(outbox, promise, claim):
    promise("thread", recipient="channel")
    promise("old", recipient="bo")
    promise("in its thread", after=2)
    promise("in its place and in a thread", after=1, replaces=3)
    outbox.bury(2, error="gone")
    assert claim() == ["thread"]
    assert [outbox.get(number).state for number in (3, 4)] == ["dropped", "dropped"]


def test_a_buried_message_is_never_sent_and_frees_its_recipient(outbox, promise, claim):
    promise("bad")
    promise("good")
    claim()
    outbox.bury(1, error="channel_not_found")
    assert (outbox.get(1).state, outbox.get(1).error) == ("dead", "channel_not_found")
    assert claim(after=timedelta(days=99)) == ["good"]


def test_the_next_moment_is_when_the_next_message_is_due(outbox, promise, new):
    assert outbox.next_at(now=new.now) is None
    promise("tomorrow", due_at=new.after(days=1))
    promise("in an hour", due_at=new.after(hours=1), recipient="bo")
    assert outbox.next_at(now=new.now) == new.after(hours=1)
    assert outbox.next_at(now=new.after(hours=9)) == new.after(hours=1)


def test_the_next_moment_is_that_of_the_retry_for_all_it_holds_back(outbox, promise, claim, new):
    promise("failed")
    promise("behind it")
    claim()
    assert outbox.next_at(now=new.now) is None
    outbox.retry(1, at=new.after(minutes=5), error="timeout")
    assert outbox.next_at(now=new.now) == new.after(minutes=5)


def test_a_retry_behind_a_later_retry_does_not_make_the_sender_spin(outbox, promise, claim, new):
    promise("first", due_at=new.after(seconds=10))
    promise("second")
    claim()
    outbox.retry(2, at=new.after(minutes=1), error="timeout")
    claim(after=timedelta(seconds=10))
    outbox.retry(1, at=new.after(hours=1), error="timeout")
    assert outbox.next_at(now=new.after(minutes=2)) == new.after(hours=1)


@LINKS
def test_the_next_moment_does_not_count_what_waits_for_its_parent(outbox, promise, claim, link):
    promise("parent", recipient="channel")
    promise("child", **{link: 1})
    claim()
    assert outbox.next_at(now=outbox.get(1).due_at) is None
