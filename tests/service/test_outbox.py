"""The only voice: claimed once, retried with patience, given up on with a word to the coordinators."""

from datetime import timedelta

import pytest

from bot.core.messages import Line, Message, dump
from bot.service.outbox import Arrival, Outbox, TransportError, backoff
from storage import Delivery
from tests.service.tripwire import calls


@pytest.fixture
def letter(town):
    """The first question to Ada, claimed."""
    town.notes.begin("ada", key="new")
    (letter,) = town.outbox.claim()
    return letter


def test_a_letter_is_claimed_once(town, letter):
    assert (letter.recipient, letter.attempts, letter.claimed_at) == ("ada", 1, town.now)
    assert town.outbox.claim() == []


def test_what_was_sent_is_not_claimed_again(town, letter):
    town.outbox.sent(Arrival(letter, "D-ada", town.tick()))
    town.tick(days=1)
    assert (town.outbox.claim(), town.counts()) == ([], {"sent": 1})


def test_a_letter_is_tried_again_after_its_patience(town, letter):
    town.outbox.failed(letter, TransportError("ratelimited"))
    assert (town.outbox.claim(), town.outbox.next_at()) == ([], town.now + timedelta(seconds=2))
    town.tick(seconds=2)
    (again,) = town.outbox.claim()
    assert (again.id, again.attempts) == (letter.id, 2)


def test_the_other_side_may_ask_for_more_patience(town, letter):
    town.outbox.failed(letter, TransportError("ratelimited", after=timedelta(seconds=30)))
    assert town.outbox.next_at() == town.now + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 2), (2, 4), (3, 8), (8, 256), (9, 512), (10, 600), (11, 600), (10_000, 600)]
)
def test_patience_doubles_up_to_ten_minutes(attempts, seconds):
    assert backoff(attempts) == timedelta(seconds=seconds)


def test_a_failed_letter_holds_back_what_comes_after_it_for_the_same_person_only(town, letter):
    town.outbox.failed(letter, TransportError("ratelimited", after=timedelta(minutes=1)))
    town.notes.begin("cy", key="cy")
    town.interviews.reply(town.said("ada", "help"))
    assert [claimed.recipient for claimed in town.outbox.claim()] == ["cy"]


def test_who_is_busy_is_left_out(town):
    town.notes.begin("ada", key="ada")
    town.notes.begin("cy", key="cy")
    assert [letter.recipient for letter in town.outbox.claim(busy={"ada"})] == ["cy"]


def test_no_more_are_claimed_than_asked_for(town):
    town.notes.begin("ada", key="ada")
    town.notes.begin("cy", key="cy")
    assert len(town.outbox.claim(most=1)) == 1


def test_what_can_never_be_carried_is_buried_and_the_coordinators_are_told(town, letter):
    town.outbox.failed(letter, TransportError("user_not_found", permanent=True))
    town.deliver()
    assert town.heard("bo") == [
        "A message to Ada could not be delivered and will not be tried again: user_not_found"
    ]
    assert town.counts() == {"dead": 1, "sent": 1}


def test_nobody_is_told_that_they_could_not_be_told(town, letter):
    town.outbox.failed(letter, TransportError("user_not_found", permanent=True))
    (told,) = town.outbox.claim()
    town.outbox.failed(told, TransportError("user_not_found", permanent=True))
    assert (told.recipient, town.deliver(), town.counts()) == ("bo", [], {"dead": 2})


def test_the_same_letter_buried_twice_is_told_once(town, letter):
    for _ in range(2):
        town.outbox.failed(letter, TransportError("user_not_found", permanent=True))
    town.deliver()
    assert len(town.heard("bo")) == 1


def test_a_letter_goes_to_the_address_that_is_known(town):
    town.people.reach("ada", "D7")
    town.notes.begin("ada", key="new")
    (letter,) = town.outbox.claim()
    assert letter.address == "D7"


def test_a_letter_knows_the_receipts_of_the_thread_it_hangs_in_and_of_the_message_it_overwrites(town):
    body, receipts = dump(Message(parts=(Line("x"),))), []
    with town.office.transaction() as tx:
        for key, links in [("thread", {}), ("old", {}), ("new", {"after": 1, "replaces": 2})]:
            tx.outbox.enqueue(
                Delivery(key=key, recipient="C1", purpose="post", body=body, due_at=town.now, **links)
            )
    for _ in range(3):
        (letter,) = town.outbox.claim()
        receipts.append(town.tick())
        town.outbox.sent(Arrival(letter, "C1", receipts[-1]))
    assert (letter.id, letter.thread, letter.replaces) == (3, *receipts[:2])


def test_what_a_crash_left_behind_is_known_and_not_sent_again(town, letter):
    assert [left.id for left in town.outbox.left_behind()] == [letter.id]
    assert town.outbox.claim() == []
    town.outbox.sent(Arrival(letter, "D-ada", town.tick()))
    assert town.outbox.left_behind() == []


def test_nothing_promised_is_nothing_to_wait_for(town):
    assert town.outbox.next_at() is None


def test_a_promise_for_later_waits_for_its_moment(town):
    town.begin("ada")
    town.write("ada", "pause", "tomorrow")
    assert (town.outbox.claim(), town.outbox.next_at().isoformat()) == ([], "2009-06-05T09:00:00+00:00")


def test_an_error_says_what_kind_it_is():
    error = TransportError("timed out", unsure=True)
    assert (str(error), error.permanent, error.unsure, error.after) == ("timed out", False, True, None)


def test_a_row_that_can_not_be_read_is_buried_and_told_and_the_rest_goes_on(town):
    at = town.now
    rows = [("poison", {}), ("sound", dump(Message(parts=(Line("Good morning"),))))]
    with town.office.transaction() as tx:
        for key, body in rows:
            tx.outbox.enqueue(Delivery(key=key, recipient="ada", purpose="tell", body=body, due_at=at))
    town.deliver()
    town.deliver()
    assert town.heard("ada") == ["Good morning"]
    assert [text.split(":")[0] for text in town.heard("bo")] == [
        "A message to Ada could not be delivered and will not be tried again"
    ]


def test_the_last_message_with_buttons_is_found_past_one_that_can_not_be_read_and_nothing_changes(town):
    town.begin("ada")
    with town.office.transaction() as tx:
        at = town.now
        row = Delivery(key="poison", recipient="ada", purpose="tell", note=1, body={}, due_at=at)
        tx.outbox.sent(tx.outbox.enqueue(row).id, place="D-ada", receipt=town.tick())
    last = town.outbox.last_pressed("ada")
    assert (last.message.text, town.counts()) == (town.last("ada"), {"sent": 2})
    few = calls(town.office, lambda office: Outbox(office).last_pressed("ada"))
    town.write("ada", "Seminar", "Plenary", "skip", "no time")
    assert calls(town.office, lambda office: Outbox(office).last_pressed("ada")) == few
