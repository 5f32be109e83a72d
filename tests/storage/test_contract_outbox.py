"""What every store promises about messages: each promised once, found again, and changed by news only."""

from __future__ import annotations

from datetime import timedelta

import pytest

AFTER_EVERYTHING = "9"


def test_a_promise_comes_back_as_made(tx, outbox, new):
    tx.notes.add(new.note())
    outbox.enqueue(new.delivery("first"))
    made = outbox.enqueue(new.delivery("k", id=77, note=1, screen={"key": "é"}, after=1, replaces=1))
    assert made == new.delivery("k", id=2, note=1, screen={"key": "é"}, after=1, replaces=1)
    assert outbox.get(2) == outbox.by_key("k") == made
    assert outbox.get(77) is outbox.by_key("77") is None


def test_the_same_promise_made_twice_is_one_row(outbox, new, promise):
    promise("k", body="first")
    assert outbox.enqueue(new.delivery("k", body="second")) is None
    assert promise("another") == 2
    assert outbox.by_key("k").body == "first"


def test_a_state_that_does_not_exist_is_refused(outbox, new):
    with pytest.raises(Exception, match="CHECK"):
        outbox.enqueue(new.delivery("k", state="forgotten"))


@pytest.mark.parametrize("link", ["after", "replaces"])
def test_a_message_in_the_thread_or_in_place_of_none_is_refused(outbox, new, link):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        outbox.enqueue(new.delivery("k", **{link: 7}))


def test_what_was_sent_stays_sent(outbox, promise, send, claim, new):
    promise("k")
    send("1.0")
    outbox.sent(1, place="D2", receipt="2.0")
    outbox.retry(1, at=new.now, error="late news")
    outbox.bury(1, error="late news")
    row = outbox.get(1)
    assert (row.state, row.place, row.receipt, row.error) == ("sent", "D1", "1.0", "")
    assert claim() == []


def test_a_message_that_is_not_being_sent_can_not_be_tried_again(outbox, promise, claim, new):
    outbox.bury(promise("dead"), error="gone")
    promise("waiting", recipient="bo")
    for number in (1, 2):
        outbox.retry(number, at=new.after(days=1), error="late news")
    assert claim() == ["waiting"]


def test_news_of_an_unknown_message_is_a_bug(outbox, new, promise):
    promise("k")
    for news in (
        lambda: outbox.sent(2, place="D1", receipt="1.0"),
        lambda: outbox.retry(2, at=new.now, error="x"),
        lambda: outbox.bury(2, error="x"),
        lambda: outbox.drop_one(2, error="x"),
        lambda: outbox.anew(2),
        lambda: outbox.postpone(2, at=new.now),
        lambda: outbox.reword(2, body={}, screen=None),
    ):
        with pytest.raises(LookupError, match="no delivery 2"):
            news()


def test_dropping_takes_the_waiting_ones_of_this_note_and_purpose_only(tx, outbox, promise, claim, new):
    tx.notes.add(new.note())
    tx.notes.add(new.note())
    promise("in flight", note=1, purpose="nudge")
    assert claim() == ["in flight"]
    for key, note, purpose in [("a", 1, "nudge"), ("b", 1, "nudge"), ("c", 1, "prompt"), ("d", 2, "nudge")]:
        promise(key, note=note, purpose=purpose)
    promise("e", purpose="nudge")
    assert outbox.drop(1, "nudge") == 2
    assert outbox.drop(1, "nudge") == 0
    assert outbox.counts() == {"sending": 1, "dropped": 2, "waiting": 3}


def test_dropping_leaves_those_that_have_a_word_in_their_key(tx, outbox, promise, claim, new):
    tx.notes.add(new.note())
    for key in ("reminder:1:r1:0", "reminder:1:words:7"):
        promise(key, note=1, purpose="reminder")
    assert outbox.drop(1, "reminder", but=":words:") == 1
    assert claim() == ["reminder:1:words:7"]


def test_a_message_no_longer_wanted_is_dropped_for_a_reason_while_it_waits_or_was_claimed(
    outbox, promise, claim
):
    claimed, waiting = promise("claimed"), promise("waiting")
    assert claim() == ["claimed"]
    for delivery in (claimed, waiting):
        outbox.drop_one(delivery, error="the note is closed")
        row = outbox.get(delivery)
        assert (row.state, row.error) == ("dropped", "the note is closed")
    promise("later")
    assert claim() == ["later"]


def test_a_message_is_put_off_while_it_waits_or_was_claimed_and_keeps_nobody_elses_waiting(
    outbox, promise, claim, new
):
    claimed = promise("claimed")
    assert claim() == ["claimed"]
    outbox.postpone(claimed, at=new.after(days=1))
    row = outbox.get(claimed)
    assert (row.state, row.due_at, row.claimed_at) == ("waiting", new.after(days=1), None)
    promise("later")
    assert claim() == ["later"]


def test_a_message_is_worded_anew_until_it_is_sent(outbox, promise, claim):
    number = promise("k")
    for words, state in (("waits", "waiting"), ("claimed", "sending")):
        outbox.reword(number, body={"says": words}, screen={"on": words})
        row = outbox.get(number)
        assert (row.body, row.screen, row.state) == ({"says": words}, {"on": words}, state)
        claim()
    outbox.sent(number, place="D1", receipt="1.0")
    outbox.reword(number, body={"says": "sent"}, screen=None)
    assert outbox.get(number).body == {"says": "claimed"}


def test_a_message_that_was_sent_is_not_put_off(outbox, promise, send, new):
    promise("k")
    send("1.0")
    outbox.postpone(1, at=new.after(days=1))
    assert (outbox.get(1).state, outbox.get(1).due_at) == ("sent", new.now)


def test_a_message_that_can_not_replace_a_deleted_one_is_sent_anew_with_all_that_was_promised_after_it(
    outbox, promise, send, claim, new
):
    promise("deleted")
    send("1.0")
    early = promise("early reply", after=1, due_at=new.after(days=1))
    update = promise("update", replaces=1)
    reply, later = promise("reply", after=1), promise("later update", replaces=1)
    assert claim() == ["update"]
    outbox.anew(update)
    assert (outbox.get(update).state, outbox.get(update).replaces) == ("waiting", None)
    assert (outbox.get(reply).after, outbox.get(later).replaces) == (update, update)
    assert outbox.get(early).after == 1
    assert claim() == ["update"]


def test_only_what_is_being_sent_in_the_place_of_another_is_sent_anew(outbox, promise, send, claim):
    promise("sent")
    send("1.0")
    outbox.anew(1)
    assert (outbox.get(1).state, claim()) == ("sent", [])


def test_a_message_that_was_sent_or_buried_is_not_dropped(outbox, promise, send):
    promise("sent")
    send("1.0")
    outbox.bury(promise("dead"), error="gone")
    for delivery in (1, 2):
        outbox.drop_one(delivery, error="late news")
    assert [(outbox.get(row).state, outbox.get(row).error) for row in (1, 2)] == [
        ("sent", ""),
        ("dead", "gone"),
    ]


def test_the_steps_of_a_note_are_its_reminders_in_any_state_without_their_bodies(tx, outbox, promise, new):
    for _ in range(2):
        tx.notes.add(new.note())
    said = {"body": {"text": "a whole question"}, "screen": {"key": "city"}}
    promise("r1", note=1, purpose="reminder", **said)
    promise("other", note=1, purpose="prompt", **said)
    promise("hers", note=2, purpose="reminder", **said)
    promise("r2", note=1, purpose="reminder", recipient="bo", due_at=new.after(days=-1), **said)
    outbox.sent(1, place="D1", receipt="1.0")
    short = {"note": 1, "purpose": "reminder", "body": None}
    assert outbox.steps(1) == [
        new.delivery("r1", id=1, state="sent", place="D1", receipt="1.0", **short),
        new.delivery("r2", id=4, recipient="bo", due_at=new.after(days=-1), **short),
    ]
    assert outbox.steps(3) == []


def test_what_a_person_was_reminded_of_since_a_moment_counts_over_all_notes(tx, outbox, promise, new):
    for _ in range(2):
        tx.notes.add(new.note())
    said = {"purpose": "reminder", "screen": {"key": "city"}}
    promise("later", note=2, due_at=new.after(hours=5), **said)
    promise("then", note=1, **said)
    promise("before", note=1, due_at=new.after(microseconds=-1), **said)
    promise("a reply", note=1, due_at=new.after(hours=1))
    promise("to bo", note=1, recipient="bo", **said)
    outbox.drop_one(1, error="closed")
    found = outbox.automatic("ada", since=new.now)
    assert found == [
        new.delivery("then", id=2, note=1, purpose="reminder", body=None),
        new.delivery(
            "later",
            id=1,
            note=2,
            purpose="reminder",
            body=None,
            due_at=new.after(hours=5),
            state="dropped",
            error="closed",
        ),
    ]


def test_a_crash_leaves_the_claimed_rows_in_sending(store, new):
    with store.transaction("T1") as tx:
        for key, recipient in [("a1", "ada"), ("b1", "bo"), ("c1", "cy"), ("a2", "ada")]:
            tx.outbox.enqueue(new.delivery(key, recipient=recipient))
        tx.outbox.claim(now=new.now, busy=("cy",), most=9)
    with store.transaction("T1") as tx:
        assert [row.key for row in tx.outbox.left_sending()] == ["a1", "b1"]


def test_a_message_is_found_by_its_receipt_in_its_place(outbox, promise, send):
    promise("k")
    promise("still waiting", recipient="bo")
    send("1.0", busy=("bo",))
    assert outbox.by_receipt("D1", "1.0").key == "k"
    assert (
        outbox.by_receipt("D2", "1.0") is outbox.by_receipt("D1", "1.1") is outbox.by_receipt("", "") is None
    )


def test_a_message_overwritten_in_place_is_the_one_that_can_be_seen(outbox, promise, send):
    promise("old")
    send("1.0")
    promise("new", replaces=1)
    send("1.0")
    assert outbox.by_receipt("D1", "1.0").key == "new"


def test_with_buttons_is_the_last_that_has_some_of_this_recipient_in_this_place_and_in_no_thread(
    outbox, promise, send
):
    for number, body, more in (
        ("1.0", {"buttons": [{"label": "Undo"}]}, {}),
        ("2.0", {"buttons": []}, {}),
        ("3.0", {"buttons": [{"label": "Skip"}]}, {"after": 1}),
        ("4.0", {"buttons": [{"label": "Skip"}]}, {"recipient": "bo"}),
        ("5.0", {"buttons": [{"label": "Skip"}]}, {}),
    ):
        promise(number, body=body, **more)
        send(number)
    assert outbox.with_buttons("ada", "D1", before="5.0").key == "1.0"
    assert outbox.with_buttons("ada", "D1", before="1.0") is None
    assert outbox.with_buttons("ada", "D2", before=AFTER_EVERYTHING) is None
    assert outbox.with_buttons("ada", "D1", before=AFTER_EVERYTHING).key == "5.0"


def test_on_screen_is_the_last_sent_before_by_the_text_of_the_receipt(outbox, promise, send):
    for number in ("1700000001.000900", "1700000002.000100", "1700000002.000200"):
        promise(number, screen={"key": number})
        send(number)
    assert outbox.on_screen("ada", before="1700000001.000900") is None
    assert outbox.on_screen("ada", before="1700000002.000150").key == "1700000002.000100"
    assert outbox.on_screen("ada", before="1700000002.000200").key == "1700000002.000100"
    assert outbox.on_screen("ada", before=AFTER_EVERYTHING).key == "1700000002.000200"


def test_on_screen_is_what_a_message_overwritten_in_place_shows_now(outbox, promise, send):
    promise("old", screen={"key": "city"})
    send("1.0")
    promise("new", screen={"key": "date"}, replaces=1)
    assert outbox.on_screen("ada", before=AFTER_EVERYTHING).key == "old"
    send("1.0")
    assert outbox.on_screen("ada", before=AFTER_EVERYTHING).key == "new"


def test_on_screen_is_about_arrival_not_about_the_order_of_promises(outbox, promise, send, new):
    promise("promised first", screen={}, due_at=new.after(hours=1))
    promise("promised last", screen={})
    send("1.0")
    send("2.0", after=timedelta(hours=1))
    assert outbox.on_screen("ada", before=AFTER_EVERYTHING).key == "promised first"


def test_on_screen_passes_over_what_has_no_screen_or_is_not_hers_or_has_not_arrived(
    outbox, promise, send, claim
):
    promise("shown", screen={"key": "city"})
    send("1.0")
    promise("no screen")
    send("2.0")
    promise("of bo", recipient="bo", screen={})
    send("3.0")
    promise("not arrived", screen={})
    claim()
    assert outbox.on_screen("ada", before=AFTER_EVERYTHING).key == "shown"
    assert outbox.on_screen("cy", before=AFTER_EVERYTHING) is None


def test_the_newest_screen_may_still_be_on_its_way(outbox, promise, send, claim, new):
    promise("sent", screen={})
    send("1.0")
    promise("waiting", screen={})
    promise("no screen")
    promise("of bo", recipient="bo", screen={})
    promise("tomorrow", screen={}, due_at=new.after(days=1))
    assert outbox.newest_screen("ada", now=new.now).key == "waiting"
    assert outbox.newest_screen("ada", now=new.after(days=1)).key == "tomorrow"
    claim()
    assert outbox.newest_screen("ada", now=new.now).key == "waiting"
    outbox.bury(2, error="gone")
    assert outbox.newest_screen("ada", now=new.now).key == "sent"
    assert outbox.newest_screen("cy", now=new.now) is None


def test_the_newest_row_of_a_note_and_purpose_counts_in_any_state(tx, outbox, promise, new):
    tx.notes.add(new.note())
    promise("first", note=1, purpose="nudge")
    promise("last", note=1, purpose="nudge")
    promise("other", note=1, purpose="prompt")
    outbox.bury(2, error="gone")
    assert outbox.newest(note=1, purpose="nudge").key == "last"
    assert outbox.newest(note=1, purpose="digest") is outbox.newest(note=2, purpose="nudge") is None


def test_what_will_never_be_sent_is_counted_from_the_day_it_was_due(outbox, promise, new):
    outbox.bury(promise("old", due_at=new.now), error="gone")
    outbox.bury(promise("new", due_at=new.after(days=2)), error="gone")
    promise("well", due_at=new.after(days=2))
    assert [outbox.dead(since=new.after(days=days)) for days in (0, 1, 3)] == [2, 1, 0]
