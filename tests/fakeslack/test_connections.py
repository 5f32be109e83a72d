"""Connections: who gets what, in which order, how fast."""

import asyncio
import gc
import socket
import sys
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.fakeslack import FakeSlack, socket_mode


def texts(bot):
    return [event["text"] for event in bot.events]


def test_events_without_a_connection_wait_and_come_in_order(slack, read_raw):
    slack.say_many([("ada", str(number)) for number in range(20)])
    assert read_raw(slack, 20) == [(str(number), 0) for number in range(20)]


def test_events_without_a_connection_reach_a_bolt_app_that_comes_later(slack, run_bot):
    slack.say("ada", "early")
    bot = run_bot(slack)
    bot.wait_for_bodies(1)
    assert texts(bot) == ["early"]


def test_each_event_goes_to_one_of_two_connections(slack, run_bot):
    one, two = run_bot(slack), run_bot(slack)
    slack.say_many([("ada", str(number)) for number in range(10)])
    slack.wait(lambda: len(slack.acks) == 10)
    assert len(one.bodies) == len(two.bodies) == 5
    assert sorted(map(int, texts(one) + texts(two))) == list(range(10))


def test_a_url_is_used_once_and_the_eleventh_connection_is_sent_away(slack):
    async def main():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(base_url=slack.url, session=session)
            sockets = []
            for number in range(1, 11):
                url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
                sockets.append(await session.ws_connect(url))
                assert (await sockets[-1].receive_json())["num_connections"] == number
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            eleventh = await session.ws_connect(url)
            assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
            assert (await eleventh.receive()).type == aiohttp.WSMsgType.CLOSE
            for socket in sockets:
                await socket.close()

    asyncio.run(main())


def test_two_thousand_events_in_a_burst_are_all_acked(slack, run_bot):
    bot = run_bot(slack)
    began = time.monotonic()
    slack.say_many([("ada", str(number)) for number in range(2000)])
    slack.wait(lambda: len(slack.acks) == 2000, timeout=20)
    assert time.monotonic() - began < 10
    assert len({body["event_id"] for body in bot.bodies}) == 2000


def test_wait_wakes_at_a_change_and_gives_up_in_time(slack):
    threading.Timer(0.1, slack.say, ("ada", "now")).start()
    began = time.monotonic()
    slack.wait(lambda: slack.messages("ada"), timeout=5)
    assert 0.05 < time.monotonic() - began < 2
    with pytest.raises(TimeoutError, match="never"):
        slack.wait(lambda: False, timeout=0.05, what="never")


def test_slack_pings_and_the_clients_pong_keeps_the_connection(slack, monkeypatch):
    monkeypatch.setattr(socket_mode, "PING_EVERY", 0.05)

    async def main():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(base_url=slack.url, session=session)
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            async with session.ws_connect(url, autoping=False) as socket:
                await socket.receive_json()
                for _ in range(2):
                    assert (await socket.receive(timeout=5)).type == aiohttp.WSMsgType.PING
                await socket.ping(b"are you there")
                answers = [await socket.receive(timeout=5) for _ in range(2)]
                assert (aiohttp.WSMsgType.PONG, b"are you there") in [(one.type, one.data) for one in answers]

    asyncio.run(main())


def test_two_hundred_people_can_be_asked_at_once(slack, run_bot):
    def register(app):
        @app.event("message")
        async def answer(event, say):
            await say(f"{event['text']}!")

    run_bot(slack, register)
    people = [slack.add_person(f"p{number}", f"Person {number}").handle for number in range(200)]
    slack.say_many([(handle, handle) for handle in people])
    slack.wait(lambda: len(slack.calls) >= 202, timeout=20)
    slack.wait(lambda: all(len(slack.messages(handle)) == 2 for handle in people), timeout=20)
    assert [slack.messages(handle)[1].words for handle in people] == [f"{handle}!" for handle in people]


@pytest.mark.filterwarnings("error")
def test_a_slack_that_closes_while_somebody_knocks_leaves_nothing_open(monkeypatch):
    left, knocked, begun, closed = [], [], threading.Event(), threading.Event()
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(str(found.exc_value)))

    def knock(port):
        while not closed.is_set():
            with suppress(OSError):
                knocked.append(socket.create_connection(("127.0.0.1", port), timeout=1))
            begun.set()

    with FakeSlack() as slack:
        thread = threading.Thread(target=knock, args=(urlsplit(slack.url).port,))
        thread.start()
        begun.wait()
    closed.set()
    thread.join()
    for one in knocked:
        one.close()
    gc.collect()
    assert left == []
