"""One letter to Slack and back: what is sent, what each refusal means, and how a letter is looked up."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.messages import Button, Line, Message, Title
from bot.service.office import system_clock
from bot.service.outbox import Letter, TransportError
from bot.transports.slack.transport import SlackTransport

NOW = datetime.now(UTC)
MESSAGE = Message(parts=(Title("Fish & chips"), Line("<!channel>")), buttons=(Button("Yes", "yes"),))


def letter(number=7, *, thread="", claimed_at=NOW):
    return Letter(
        id=number, recipient="", address="", message=MESSAGE, thread=thread, claimed_at=claimed_at, attempts=1
    )


@pytest.fixture
def carry(ask):
    """Do something with a transport: carry(lambda transport: transport.send(...))."""
    return lambda work: ask(lambda client: work(SlackTransport(client, system_clock, None, None)))


@pytest.fixture
def refusal(slack, carry):
    """Return what a post comes to when Slack does this to it."""

    def refuse(kind, value=None):
        slack.fault(kind, "chat.postMessage", value=value)
        with pytest.raises(TransportError) as problem:
            carry(lambda transport: transport.send(letter(), slack.channel("ada").id))
        error = problem.value
        return str(error), error.permanent, error.unsure, error.after

    return refuse


def test_a_letter_carries_blocks_an_escaped_text_and_its_own_number(slack, carry):
    dm = slack.channel("ada").id
    ts = carry(lambda transport: transport.send(letter(), dm))
    message = slack.message("ada", ts)
    assert message.text == "Fish &amp; chips\n&lt;!channel&gt;"
    assert [block["type"] for block in message.blocks] == ["rich_text", "actions"]
    assert message.metadata == {"event_type": "rapporteur_delivery", "event_payload": {"id": 7}}
    assert message.thread_ts is None


def test_a_letter_is_not_adorned_with_previews_of_links(slack, carry):
    carry(lambda transport: transport.send(letter(), slack.channel("ada").id))
    [call] = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == ("false", "false")


def test_the_address_of_a_person_is_their_direct_channel(slack, carry):
    address = carry(lambda transport: transport.address(slack.person("ada").id))
    assert address == slack.channel("ada").id


@pytest.mark.parametrize(
    "code", ["channel_not_found", "is_archived", "not_in_channel", "user_disabled", "invalid_blocks"]
)
def test_some_errors_are_for_ever(refusal, code):
    assert refusal("error", code) == (code, True, False, None)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "missing_scope", "service_unavailable"])
def test_some_errors_pass_or_can_be_mended(refusal, code):
    assert refusal("error", code) == (code, False, False, None)


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
def test_after_some_errors_nobody_knows(refusal, code):
    assert refusal("error", code) == (f"Slack answered 200 {code}", False, True, None)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_after_a_server_error_nobody_knows(refusal, status):
    assert refusal("status", status) == (f"Slack answered {status}", False, True, None)


@pytest.mark.parametrize("kind", ["close", "accept_then_drop"])
def test_after_a_broken_connection_nobody_knows(refusal, kind):
    assert refusal(kind) == ("chat.postMessage: ServerDisconnectedError", False, True, None)


def test_slack_says_how_long_to_wait(refusal):
    assert refusal("rate_limited", 7) == ("Slack asks to wait", False, False, timedelta(seconds=7))


def test_a_letter_that_arrived_is_found_among_many(slack, carry):
    dm = slack.channel("ada").id

    async def search(transport):
        sent = [await transport.send(letter(number), dm) for number in range(1, 260)]
        return sent[6] == await transport.find(letter(7), dm), await transport.find(letter(300), dm)

    assert carry(search) == (True, "")
    assert len([call for call in slack.calls if call.method == "conversations.history"]) == 4


def test_a_letter_in_a_thread_is_found_there(slack, carry):
    notes = slack.channel("#notes").id

    async def search(transport):
        first = await transport.send(letter(1), notes)
        second = await transport.send(letter(2, thread=first), notes)
        return second == await transport.find(letter(2, thread=first), notes)

    assert carry(search) is True
    assert slack.messages("#notes")[1].thread_ts == slack.messages("#notes")[0].ts


def test_the_same_number_of_another_app_is_not_ours(slack, carry, ask):
    dm = slack.channel("ada").id
    metadata = {"event_type": "another_app", "event_payload": {"id": 7}}
    ask(lambda client: client.chat_postMessage(channel=dm, text="x", metadata=metadata))
    assert carry(lambda transport: transport.find(letter(7), dm)) == ""


def test_the_search_begins_before_the_letter_was_claimed_because_clocks_differ(slack, carry):
    dm = slack.channel("ada").id
    late = datetime.now(UTC) + timedelta(minutes=2)

    async def search(transport):
        ts = await transport.send(letter(), dm)
        return ts == await transport.find(letter(claimed_at=late), dm)

    assert carry(search) is True


def test_the_search_goes_by_the_clock_of_slack_when_ours_is_wrong(open_slack, open_post):
    slack = open_slack(clock=lambda: time.time() - 1200)
    post = open_post(slack)
    slack.fault("accept_then_drop", "chat.postMessage")
    post.promise("ada", "hello")
    post.start()
    post.wait_until_settled()
    assert [message.words for message in slack.messages("ada")] == ["hello"]
    assert post.row("hello").receipt == slack.messages("ada")[0].ts


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Jun 2009 08:00:00 GMT"])
def test_a_time_that_can_not_be_read_tells_nothing(date):
    transport = SlackTransport(AsyncWebClient(), system_clock, None, None)
    transport._compare_clocks("Mon, 01 Jun 2009 08:00:00 GMT")
    ahead = transport._ahead
    transport._compare_clocks(date)
    assert (transport._ahead, ahead > timedelta(days=5000)) == (ahead, True)


def test_a_search_that_slack_refuses_is_not_a_no(slack, carry):
    slack.fault("status", "conversations.history")
    with pytest.raises(TransportError):
        carry(lambda transport: transport.find(letter(), slack.channel("ada").id))
