"""Each fault, seen by a real client."""

import asyncio
import time

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.fakeslack import SlackSaysError

QUICK = {"ack_within": 0.2, "retry_after": (0.05, 0.05, 0.05)}


def texts(bot):
    return [event["text"] for event in bot.events]


def test_twice_delivers_with_one_event_id_three_times_the_last_as_a_retry(slack, bot):
    slack.fault("twice")
    slack.say("ada", "one")
    slack.say("ada", "two")
    bodies = bot.wait_for_bodies(4)
    assert sorted(texts(bot)) == ["one", "one", "one", "two"]
    assert len({body["event_id"] for body in bodies}) == 2
    assert sorted(bot.retries) == ["0", "0", "0", "1"]


def test_twice_comes_in_this_order_on_the_wire(slack, read_raw):
    slack.fault("twice")
    slack.say_many([("ada", "one"), ("ada", "two")])
    assert read_raw(slack, 4) == [("one", 0), ("one", 0), ("one", 1), ("two", 0)]


def test_hold_releases_the_events_in_reverse(slack, read_raw):
    def speak():
        slack.fault("hold", times=3)
        for number in "1234":
            slack.say("ada", number)

    assert read_raw(slack, 4, before=speak) == [("3", 0), ("2", 0), ("1", 0), ("4", 0)]


def test_hold_lets_a_bolt_app_see_nothing_until_the_last_one_comes(slack, bot):
    slack.fault("hold", times=2)
    slack.say("ada", "1")
    slack.say("bo", "in a channel", channel="#notes")
    bot.wait_for_bodies(2)
    assert sorted(texts(bot)) == ["1", "in a channel"]


def test_held_events_come_out_when_asked_for_or_when_the_faults_are_cleared(slack, read_raw):
    def speak():
        slack.fault("hold", times=3)
        slack.say_many([("ada", "1"), ("ada", "2")])
        slack.fault("release")
        slack.fault("hold", times=3)
        slack.say_many([("ada", "3"), ("ada", "4")])
        slack.clear_faults()
        slack.say("ada", "5")

    assert [text for text, _ in read_raw(slack, 5, before=speak)] == ["2", "1", "3", "4", "5"]


def test_a_dropped_ack_makes_slack_deliver_again(open_slack, run_bot):
    slack = open_slack(**QUICK)
    bot = run_bot(slack)
    slack.fault("drop_ack")
    slack.say("ada", "hello")
    slack.wait(lambda: len(bot.bodies) == 2 and len(slack.acks) == 1)
    assert bot.bodies[0] == bot.bodies[1]
    assert bot.retries == ["0", "1"]


def test_an_event_that_is_never_acked_comes_four_times_and_is_then_lost(open_slack, run_bot):
    slack = open_slack(**QUICK)
    bot = run_bot(slack, silent=True)
    slack.say("ada", "hello")
    slack.wait(lambda: slack.lost_events)
    assert texts(bot) == ["hello"] * 4
    assert bot.retries == ["0", "1", "2", "3"]
    assert slack.acks == []


def test_a_click_that_is_not_acked_fails_and_is_not_repeated(open_slack, run_bot):
    slack = open_slack(**QUICK)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    client.chat_postMessage(
        channel=slack.channel("ada").id, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    bot = run_bot(slack, silent=True)
    slack.click("ada", "Go")
    failed = slack.wait(lambda: slack.failed_clicks)
    assert [(one.person, one.what) for one in failed] == [("ada", "Go")]
    assert "operation_timeout" in failed[0].reason
    slack.say("ada", "afterwards")
    slack.wait(lambda: slack.lost_events)
    assert [body.get("type") for body in bot.bodies].count("block_actions") == 1


def test_a_command_without_an_answer_says_so(open_slack, run_bot):
    slack = open_slack(**QUICK)
    with pytest.raises(SlackSaysError, match="dispatch_failed"):
        slack.command("bo", "/note")
    run_bot(slack, silent=True)
    with pytest.raises(SlackSaysError, match="operation_timeout"):
        slack.command("bo", "/note")


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
def test_after_a_disconnect_the_client_comes_back_and_nothing_is_lost(slack, bot, reason):
    slack.say("ada", "before")
    slack.fault("disconnect", value=reason)
    slack.say("ada", "between")
    slack.wait_for_connection()
    slack.say("ada", "after")
    slack.wait(lambda: {"before", "between", "after"} == set(texts(bot)))
    assert [call.method for call in slack.calls].count("apps.connections.open") >= 2


def test_a_mere_warning_closes_nothing_by_itself(slack):
    async def main():
        async with aiohttp.ClientSession() as session:
            opened = await AsyncWebClient(base_url=slack.url, session=session).apps_connections_open(
                app_token=slack.app_token
            )
            async with session.ws_connect(opened["url"]) as socket:
                assert (await socket.receive_json())["type"] == "hello"
                slack.fault("disconnect", value="warning")
                assert (await socket.receive_json())["reason"] == "warning"
                slack.say("ada", "still there?")
                assert (await socket.receive_json())["type"] == "events_api"

    asyncio.run(main())


def test_a_half_open_connection_is_noticed_by_the_pings_and_the_event_comes_by_the_next(open_slack, run_bot):
    slack = open_slack(ack_within=0.5, retry_after=(0.5, 0.5, 0.5))
    bot = run_bot(slack, ping_interval=0.5)
    slack.fault("half_open")
    slack.say("ada", "anybody?")
    slack.wait(lambda: texts(bot) == ["anybody?"], timeout=15)
    assert bot.retries[0] != "0"
    assert [call.method for call in slack.calls].count("apps.connections.open") >= 2


def test_rate_limited_answers_429_with_retry_after(slack, client):
    slack.fault("rate_limited", "chat.postMessage", value=7)
    with pytest.raises(SlackApiError) as problem:
        client.chat_postMessage(channel=slack.channel("ada").id, text="x")
    answer = problem.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "7")
    assert client.auth_test()["ok"]
    assert client.chat_postMessage(channel=slack.channel("ada").id, text="x")["ok"]


def test_the_sdk_retries_after_the_seconds_it_was_told(slack):
    slack.fault("rate_limited", "chat.postMessage", value=1)

    async def main():
        async with aiohttp.ClientSession() as session:
            handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
            client = AsyncWebClient(
                token=slack.bot_token, base_url=slack.url, session=session, retry_handlers=handlers
            )
            await client.chat_postMessage(channel=slack.channel("ada").id, text="x")

    asyncio.run(main())
    first, second = (call for call in slack.calls if call.method == "chat.postMessage")
    assert first.error == "rate_limited"
    assert second.time - first.time >= 1
    assert len(slack.messages("ada")) == 1


def test_a_status_of_500_is_an_error_to_the_client_and_nothing_is_done(slack, client):
    slack.fault("status", "chat.postMessage", value=503)
    with pytest.raises(SlackApiError) as problem:
        client.chat_postMessage(channel=slack.channel("ada").id, text="x")
    assert problem.value.response.status_code == 503
    assert slack.messages("ada") == []


def test_error_answers_with_the_error_asked_for(slack, client):
    slack.fault("error", "chat.update", value="fatal_error")
    with pytest.raises(SlackApiError, match="fatal_error"):
        client.chat_update(channel="D1", ts="1.1", text="x")


def test_slow_answers_late(slack, client):
    slack.fault("slow", "auth.test", value=0.3)
    began = time.monotonic()
    client.auth_test()
    assert time.monotonic() - began >= 0.3


async def post_once(slack):
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, session=session, retry_handlers=[])
        await client.chat_postMessage(channel=slack.channel("ada").id, text="x")


@pytest.mark.parametrize(("kind", "posted"), [("close", 0), ("accept_then_drop", 1)])
def test_a_closed_connection_is_a_client_error_and_the_post_is_done_or_not(slack, kind, posted):
    slack.fault(kind, "chat.postMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        asyncio.run(post_once(slack))
    assert len(slack.messages("ada")) == posted


def test_with_the_default_retries_an_accepted_and_dropped_post_arrives_twice(slack):
    async def main():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, session=session)
            await client.chat_postMessage(channel=slack.channel("ada").id, text="x")

    slack.fault("accept_then_drop", "chat.postMessage")
    asyncio.run(main())
    assert [one.text for one in slack.messages("ada")] == ["x", "x"]


def test_faults_can_be_taken_back_and_unknown_ones_are_refused(slack, client):
    slack.fault("status", times=100)
    slack.clear_faults()
    assert client.auth_test()["ok"]
    with pytest.raises(ValueError, match="accept_then_drop"):
        slack.fault("earthquake")
