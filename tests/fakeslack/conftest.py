"""A fake Slack, and a real Bolt app that talks to it from a loop of its own."""

import asyncio
import socket
import threading

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.fakeslack import FakeSlack


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def open_slack():
    """Open fake Slacks with settings of one's own; all are closed at the end."""
    opened = []

    def start(**settings):
        slack = FakeSlack(**{"pace": 0, "echo": False, **settings})
        opened.append(slack)
        return slack.__enter__()

    yield start
    for slack in reversed(opened):
        slack.__exit__(None, None, None)


@pytest.fixture
def slack(open_slack):
    return open_slack()


@pytest.fixture
def client(slack):
    return WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])


async def _ack_unhandled(error):
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)
    raise error


class Bot:
    """A Bolt app on aiohttp Socket Mode that notes all it receives and acks it."""

    def __init__(self, slack, register, *, ping_interval=3.0, silent=False):
        self.slack, self.register, self.ping_interval, self.silent = slack, register, ping_interval, silent
        self.bodies, self.retries = [], []
        self.app = self.handler = None
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))

    def start(self):
        self._thread.start()
        assert self._ready.wait(10)
        self.slack.wait_for_connection()
        return self

    def stop(self):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    async def _run(self):
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(
                token=self.slack.bot_token, base_url=self.slack.url, session=session, retry_handlers=[]
            )
            self.app = AsyncApp(
                client=client, ignoring_self_events_enabled=False, raise_error_for_unhandled_request=True
            )
            self.app.use(self._note)
            self.app.error(_ack_unhandled)
            if self.register:
                self.register(self.app)
            self.handler = AsyncSocketModeHandler(
                self.app, self.slack.app_token, ping_interval=self.ping_interval
            )
            await self.handler.connect_async()
            self._ready.set()
            await self._stop.wait()
            await self.handler.close_async()

    async def _note(self, body, req, next):  # noqa: A002 - Bolt's name
        self.bodies.append(body)
        self.retries.append(req.headers.get("x-slack-retry-num", ["0"])[0])
        if self.silent:
            return BoltResponse(status=500)
        await next()
        return None

    @property
    def events(self):
        return [body["event"] for body in list(self.bodies) if "event" in body]

    def wait_for_bodies(self, count):
        self.slack.wait(lambda: len(self.bodies) >= count and len(self.slack.acks) >= count)
        return list(self.bodies)


@pytest.fixture
def run_bot():
    bots = []

    def start(slack, register=None, **options):
        bots.append(Bot(slack, register, **options))
        return bots[-1].start()

    yield start
    for bot in bots:
        bot.stop()


@pytest.fixture
def bot(slack, run_bot):
    return run_bot(slack)


@pytest.fixture
def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
