"""The sender over HTTP: in order, one message a second to each, and each exactly once whatever happens."""

import random
import time
from itertools import pairwise

import pytest

from bot.core.messages import Line, Message
from bot.service import outbox
from bot.transports.slack import blocks, sender, transport

LONG = Message(parts=tuple(Line(f"{number} " + "word " * 1500) for number in range(1, 4)))


def numbers(texts):
    return [int(text.split()[0]) for text in texts]


def test_messages_to_one_person_keep_the_pace_and_do_not_delay_another(open_slack, open_post):
    slack = open_slack(pace=0.5)
    post = open_post(slack, pace=0.5)
    for number in (1, 2, 3):
        post.promise("ada", str(number))
    post.promise("bo", "for Bo")
    post.start().wait_until_settled()
    at = [float(message.ts) for message in slack.messages("ada")]
    assert [message.words for message in slack.messages("ada")] == ["1", "2", "3"]
    assert min(later - earlier for earlier, later in pairwise(at)) >= 0.45
    assert float(slack.messages("bo")[0].ts) < at[1]
    assert [call.error for call in slack.calls if call.error] == []


def test_a_person_who_is_rate_limited_waits_as_long_as_slack_asks(slack, post, words, posts):
    slack.fault("rate_limited", "chat.postMessage", value=1)
    post.promise("ada", "one")
    post.promise("ada", "two")
    post.start().wait_until_settled()
    assert words("ada") == ["one", "two"]
    assert posts() == ["rate_limited", None, None]
    refused, *others = [call.time for call in slack.calls if call.method == "chat.postMessage"]
    assert min(others) - refused >= 1


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["status", "close", "accept_then_drop"])
@pytest.mark.parametrize("times", [1, 3])
def test_a_message_arrives_once_whatever_happens_to_the_call(slack, post, words, kind, times):
    slack.fault(kind, "chat.postMessage", times=times)
    post.promise("ada", "one")
    post.promise("ada", "two")
    post.start().wait_until_settled()
    assert words("ada") == ["one", "two"]
    assert [row.state for row in post.rows()] == ["sent", "sent"]


def test_a_message_that_slack_took_without_saying_so_is_found_and_not_sent_again(slack, post, words, posts):
    slack.fault("accept_then_drop", "chat.postMessage")
    post.promise("ada", "one")
    post.start().wait_until_settled()
    assert words("ada") == ["one"]
    assert posts() == [None]
    assert post.row("one").receipt == slack.messages("ada")[0].ts


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("fault", ["status", "close", "rate_limited"])
def test_it_is_looked_up_until_slack_says_whether_it_arrived(slack, post, words, posts, fault):
    slack.fault("accept_then_drop", "chat.postMessage")
    slack.fault(fault, "conversations.history", times=2, value={"rate_limited": 0.1}.get(fault))
    post.promise("ada", "one")
    post.start().wait_until_settled()
    assert words("ada") == ["one"]
    assert posts() == [None]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
def test_an_error_after_which_a_message_may_be_posted_is_looked_up(slack, post, words, code):
    slack.fault("error", "chat.postMessage", value=code)
    post.promise("ada", "one")
    post.start().wait_until_settled()
    assert words("ada") == ["one"]
    assert [call.method for call in slack.calls if "postM" in call.method or "history" in call.method] == [
        "chat.postMessage",
        "conversations.history",
        "chat.postMessage",
    ]


def test_what_a_crash_left_half_sent_is_found_and_not_sent_again(slack, post, words, ask):
    post.promise("ada", "one")
    [letter] = post.crash_after_claim()
    metadata = {"event_type": "rapporteur_delivery", "event_payload": {"id": letter.id}}
    ada = slack.person("ada").id
    sent = ask(lambda client: client.chat_postMessage(channel=ada, text="one", metadata=metadata))
    post.start().wait_until_settled()
    assert words("ada") == ["one"]
    assert post.row("one").receipt == sent["ts"]


@pytest.mark.usefixtures("quick")
def test_what_a_crash_left_unsent_is_sent_once(post, words):
    post.promise("ada", "one")
    post.promise("ada", "two")
    post.crash_after_claim()
    post.start().wait_until_settled()
    assert words("ada") == ["one", "two"]


def archive(slack):
    slack.archive("#notes")
    return slack.channel("#notes").id


def leave(slack):
    return slack.add_channel("#without", with_bot=False).id


def deactivate(slack):
    slack.deactivate("ada")
    return slack.person("ada").id


@pytest.mark.parametrize(
    ("arrange", "error"),
    [
        (lambda _: "C0NOWHERE", "channel_not_found"),
        (archive, "is_archived"),
        (leave, "not_in_channel"),
        (deactivate, "user_disabled"),
    ],
)
def test_what_can_never_arrive_is_told_to_the_coordinator_once(slack, post, words, arrange, error):
    post.promise(arrange(slack), "lost", key="lost")
    post.promise("cy", "not lost")
    post.start().wait_until_settled()
    assert (post.row("lost").state, post.row("lost").error) == ("dead", error)
    assert [text.rsplit(": ", 1)[1] for text in words("bo")] == [error]
    assert words("cy") == ["not lost"]


def test_a_dead_letter_about_a_dead_letter_is_not_written(slack, post):
    slack.deactivate("bo")
    post.promise("bo", "lost")
    post.start().wait_until_settled()
    assert [(row.purpose, row.state) for row in post.rows()] == [("turn", "dead"), ("dead", "dead")]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("seed", range(3))
def test_everybody_gets_everything_in_order_and_once_under_many_faults(slack, post, words, seed):
    chance = random.Random(seed)
    for _ in range(12):
        kind = chance.choice(["rate_limited", "status", "close", "accept_then_drop", "slow"])
        method = chance.choice(["chat.postMessage", "chat.postMessage", "conversations.history", "*"])
        slack.fault(kind, method, value={"rate_limited": 0, "slow": 0.05}.get(kind))
    for number in range(6):
        for who in ("ada", "bo", "cy"):
            post.promise(who, f"{number} for {who}")
    post.start().wait_until_settled(timeout=30)
    for who in ("ada", "bo", "cy"):
        assert words(who) == [f"{number} for {who}" for number in range(6)]


def test_a_long_message_comes_as_several_in_order(slack, post, words):
    post.promise("ada", LONG, key="long")
    post.start().wait_until_settled()
    assert numbers(words("ada")) == [1, 2, 3]
    assert {message.thread_ts for message in slack.messages("ada")} == {None}


@pytest.mark.usefixtures("quick")
def test_in_the_channel_the_later_pages_hang_in_the_thread_of_the_first_even_when_a_call_fails(
    slack, post, words
):
    slack.fault("accept_then_drop", "chat.postMessage", times=3)
    post.promise(slack.channel("#notes").id, LONG, key="long", threaded=True)
    post.start().wait_until_settled()
    first, *later = slack.messages("#notes")
    assert numbers(words("#notes")) == [1, 2, 3]
    assert {message.thread_ts for message in later} == {first.ts}


def test_pages_of_a_message_that_never_arrived_are_not_sent(slack, post, words):
    slack.archive("#notes")
    post.promise(slack.channel("#notes").id, LONG, key="long", threaded=True)
    post.start().wait_until_settled()
    assert [row.state for row in post.rows()] == ["dead", "dropped", "dropped", "sent"]
    assert len(words("bo")) == 1


def test_stopping_finishes_what_is_on_its_way(slack, post, words):
    slack.fault("slow", "chat.postMessage", value=0.5)
    post.promise("ada", "one")
    post.start()
    slack.wait(lambda: post.row("one").state == "sending")
    post.stop()
    assert words("ada") == ["one"]
    assert post.row("one").state == "sent"


def test_stopping_does_not_wait_for_a_slack_that_says_nothing(slack, post, monkeypatch):
    monkeypatch.setattr(outbox, "FIRST_RETRY", outbox.timedelta(minutes=5))
    slack.fault("accept_then_drop", "chat.postMessage")
    slack.fault("status", "conversations.history", times=99)
    post.promise("ada", "one")
    post.start()
    slack.wait(lambda: [call for call in slack.calls if call.method == "conversations.history"])
    post.stop()
    assert (post.error, post.row("one").state) == (None, "sending")
    assert not post._thread.is_alive()


def test_a_message_that_can_not_be_drawn_is_a_dead_letter_and_does_not_hold_up_the_next(
    post, words, monkeypatch
):
    monkeypatch.setattr(
        transport,
        "draw",
        lambda message, *more: blocks.draw(message, *more) if "ound" in message.text else 1 / 0,
    )
    post.promise("ada", "broken")
    post.promise("ada", "sound")
    post.start().wait_until_settled()
    assert [row.state for row in post.rows()] == ["dead", "sent", "dead"]
    assert words("ada") == ["sound"]


def test_who_wakes_the_sender_again_and_again_does_not_make_it_look_each_time(post, monkeypatch):
    looks, claim = [], outbox.Outbox.claim
    monkeypatch.setattr(outbox.Outbox, "claim", lambda self, **more: looks.append(1) or claim(self, **more))
    post.start()
    began = time.monotonic()
    while time.monotonic() < began + 0.2:
        post._loop.call_soon_threadsafe(post.sender.wake)
        time.sleep(0.001)
    post.stop()
    most = (time.monotonic() - began) / sender.LULL.total_seconds()
    assert 1 < len(looks) <= most + 2  # the first look waits for nothing, nor does the last
