"""A fake Slack, and a real Bolt app that talks to it from a loop of its own."""

import asyncio
import socket
import threading
import types
import typing

import aiohttp
import pytest
import slack_events
import slackblocks
import typing_extensions as tx
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
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


def _refuse(call, **args):
    with pytest.raises(SlackApiError) as problem:
        call(**args)
    return problem.value.response


@pytest.fixture
def refuse():
    """Make a call that must be refused; return the answer."""
    return _refuse


@pytest.fixture
def error():
    """Make a call that must be refused; return the error."""
    return lambda call, **args: _refuse(call, **args)["error"]


@pytest.fixture
def dm(slack):
    return slack.channel("ada").id


# outside of an Enterprise Grid; the validator of slack-events itself lets null pass too
NULL_ON_SLACK = {"enterprise"}
# the types use one shape for a message alone and inside message_changed, where Slack leaves these out
NESTED_ONLY = {"channel", "channel_type", "event_ts"}


def _find_faults(value, kind, at="", *, nested=False):
    """Return where the value departs from the type; strict: required keys, literals, no bool for int."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if tx.is_typeddict(kind):
        return _find_faults_in_dict(value, kind, at, nested=nested)
    if origin in {tx.NotRequired, tx.Required, typing.NotRequired, typing.Required}:
        return _find_faults(value, args[0], at, nested=nested)
    if origin in {typing.Union, types.UnionType}:
        return min((_find_faults(value, one, at, nested=nested) for one in args), key=len)
    if origin is list and isinstance(value, list):
        each = [_find_faults(one, args[0], f"{at}[{i}]", nested=nested) for i, one in enumerate(value)]
        return [fault for faults in each for fault in faults]
    return [] if _is_a(value, kind) else [f"{at}: {value!r} is not {kind}"]


def _is_a(value, kind):
    origin = typing.get_origin(kind)
    if origin in {typing.Literal, tx.Literal}:
        return value in typing.get_args(kind)
    if kind in {int, float}:
        return isinstance(value, (int, float) if kind is float else int) and not isinstance(value, bool)
    return kind is typing.Any or isinstance(value, origin or kind or type(None))


def _find_faults_in_dict(value, kind, at, *, nested):
    if not isinstance(value, dict):
        return [f"{at}: not an object"]
    hints = tx.get_type_hints(kind, include_extras=True)
    excused = NESTED_ONLY if nested else set()
    # __required_keys__ is blind to annotations that are kept as strings
    optional = {tx.NotRequired, typing.NotRequired}
    required = {name for name, hint in hints.items() if typing.get_origin(hint) not in optional}
    missing = [f"{at}: {name} missing" for name in required - excused if name not in value]
    inside = nested or kind in {slack_events.MessageChangedEvent, slack_events.MessageDeletedEvent}
    nulls = {name for name in NULL_ON_SLACK if value.get(name, "") is None}
    present = [(name, hint) for name, hint in hints.items() if name in value and name not in nulls]
    return missing + [
        fault
        for name, hint in present
        for fault in _find_faults(value[name], hint, f"{at}.{name}", nested=inside)
    ]


@pytest.fixture
def find_faults():
    return _find_faults


def _is_accepted_by_slackblocks(build, n):
    try:
        build(n)
    except slackblocks.InvalidUsageError:
        return False
    return True


def _is_accepted_by_sdk(build, n):
    try:
        build(n).to_dict()
    except SlackObjectFormationError:
        return False
    return True


@pytest.fixture
def agree():
    """Assert that slackblocks and slack_sdk (where they know it) accept a limit and refuse one above."""

    def check(most, by_slackblocks, by_sdk):
        for build, accepts in ((by_slackblocks, _is_accepted_by_slackblocks), (by_sdk, _is_accepted_by_sdk)):
            if build:
                assert accepts(build, most)
                assert not accepts(build, most + 1)

    return check


def _read_raw(slack, count, *, before=lambda: None):
    """Read with a bare websocket, which keeps the order (Bolt does not); return (text, retry_attempt)."""

    async def main():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(base_url=slack.url, session=session)
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            async with session.ws_connect(url) as socket:
                assert (await socket.receive_json())["type"] == "hello"
                before()
                read = []
                while len(read) < count:
                    envelope = await socket.receive_json(timeout=5)
                    read.append((envelope["payload"]["event"]["text"], envelope["retry_attempt"]))
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})
                return read

    return asyncio.run(main())


@pytest.fixture
def read_raw():
    return _read_raw
