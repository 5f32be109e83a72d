"""A message is written over in place: once more after any doubt, in order, and never beside the old one."""

import pytest

from bot.core.messages import Button, Line, Message, Title
from bot.transports.slack.blocks import UPDATED, fallback
from bot.transports.slack.text import unescape

BUTTONS = tuple(
    Button(label, act=act, about="17.1") for act, label in (("read", "Read"), ("approve", "Approve"))
)


def card(version, buttons=BUTTONS):
    return Message(parts=(Title("Information note"), Line(f"Version {version}")), buttons=buttons)


@pytest.fixture
def notes(slack):
    return slack.channel("#notes").id


@pytest.fixture
def promise(post, notes):
    """Promise the first version of a card, and the later ones in its place."""

    def do(*versions):
        for version in versions:
            more = {} if version == 1 else {"replaces": "1"}
            post.promise(notes, card(version), key=str(version), **more)

    return do


def updates(slack):
    return [call.error for call in slack.calls if call.method == "chat.update"]


def test_a_later_version_stands_in_the_place_of_the_first(slack, post, promise):
    promise(1, 2, 3)
    post.start().wait_until_settled()
    [message] = slack.messages("#notes")
    assert message.words == "Information note\nVersion 3\n[Read] [Approve]"
    assert {row.receipt for row in post.rows()} == {message.ts}
    assert updates(slack) == [None, None]


def test_the_buttons_can_go(slack, post, promise, notes):
    promise(1)
    post.promise(notes, card(2, buttons=()), key="2", replaces="1")
    post.start().wait_until_settled()
    assert slack.messages("#notes")[0].buttons == []


def test_the_metadata_is_that_of_the_newest_delivery(slack, post, promise):
    promise(1, 2)
    post.start().wait_until_settled()
    [message] = slack.messages("#notes")
    assert message.metadata["event_payload"] == {"id": post.row("2").id}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["status", "close", "accept_then_drop", "rate_limited"])
def test_it_is_written_again_until_slack_says_that_it_is_there(slack, post, promise, kind):
    slack.fault(kind, "chat.update", times=2, value={"rate_limited": 0.1}.get(kind))
    promise(1, 2, 3)
    post.start().wait_until_settled()
    [message] = slack.messages("#notes")
    assert "Version 3" in message.words
    assert [row.state for row in post.rows()] == ["sent"] * 3
    assert len([call for call in slack.calls if call.method.startswith("conversations.")]) == 0


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "code", ["internal_error", "fatal_error", "update_failed", "external_channel_migrating"]
)
def test_slacks_own_troubles_pass(slack, post, promise, code):
    slack.fault("error", "chat.update", value=code)
    promise(1, 2)
    post.start().wait_until_settled()
    assert "Version 2" in slack.messages("#notes")[0].words


@pytest.mark.usefixtures("quick")
def test_what_a_crash_left_half_written_is_written_again(slack, post, promise):
    promise(1)
    post.start().wait_until_settled()
    post.stop()
    promise(2)
    post.crash_after_claim()
    post.start().wait_until_settled()
    [message] = slack.messages("#notes")
    assert "Version 2" in message.words


@pytest.mark.usefixtures("quick")
def test_the_first_is_found_although_slack_did_not_say_that_it_arrived(slack, post, promise):
    slack.fault("accept_then_drop", "chat.postMessage")
    promise(1, 2)
    post.start().wait_until_settled()
    [message] = slack.messages("#notes")
    assert "Version 2" in message.words


def test_a_post_that_was_deleted_comes_back_with_its_thread_and_the_coordinator_is_told_in_words(
    slack, post, words, ask, notes
):
    post.promise(notes, card(1), key="1")
    post.start().wait_until_settled()
    first = slack.messages("#notes")[0]
    ask(lambda client: client.chat_delete(channel=first.channel, ts=first.ts))
    post.stop()
    post.promise(notes, card(2), key="2", replaces="1", purpose="post")
    post.promise(notes, "its text", after="1")
    post.promise(notes, card(3), key="3", replaces="1", purpose="settled")
    post.start().wait_until_settled()
    fresh, text = slack.messages("#notes")
    assert ("Version 3" in fresh.words, text.words, text.thread_ts) == (True, "its text", fresh.ts)
    assert [row.state for row in post.rows()] == ["sent"] * 5
    [told] = words("bo")
    assert told.startswith("Somebody deleted a message about note ")
    assert "message_not_found" not in told


def test_another_message_that_was_deleted_can_not_be_replaced_and_the_coordinator_is_told(
    slack, post, promise, words, ask
):
    promise(1)
    post.start().wait_until_settled()
    first = slack.messages("#notes")[0]
    ask(lambda client: client.chat_delete(channel=first.channel, ts=first.ts))
    promise(2)
    post.wait_until_settled()
    assert (post.row("2").state, post.row("2").error) == ("dead", "message_not_found")
    assert [text.rsplit(": ", 1)[1] for text in words("bo")] == ["message_not_found"]
    assert slack.messages("#notes") == []


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed", "is_inactive"])
def test_what_slack_never_lets_be_replaced_is_told(slack, post, promise, code):
    slack.fault("error", "chat.update", value=code)
    promise(1, 2)
    post.start().wait_until_settled()
    assert (post.row("2").state, post.row("2").error) == ("dead", code)


def test_a_reply_waits_for_the_message_that_it_hangs_on_and_not_for_the_update(slack, post, promise, notes):
    promise(1, 2)
    post.promise(notes, "in the thread", after="1")
    post.start().wait_until_settled()
    first, reply = slack.messages("#notes")
    assert (reply.words, reply.thread_ts) == ("in the thread", first.ts)


def test_a_text_that_is_longer_than_an_update_may_be_is_cut(slack, post, promise, notes):
    long = "Fish & chips < peas. " * 200
    promise(1)
    post.promise(notes, Message(parts=(Line(long),)), key="2", replaces="1")
    post.start().wait_until_settled()
    [message] = slack.messages("#notes")
    assert message.words == long
    assert UPDATED - 30 <= len(message.text) <= UPDATED
    assert long.startswith(unescape(message.text).removesuffix("…"))


@pytest.mark.parametrize("text", ["&" * 9_000, "a" * 9_000, "<a" * 3_000, "x" * 3_990, "&" * 800])
def test_the_fallback_of_an_update_is_never_too_long(text):
    said = fallback(Message(parts=(Line(text),)), UPDATED)
    assert len(said) <= UPDATED
    assert text.startswith(unescape(said).removesuffix("…"))
