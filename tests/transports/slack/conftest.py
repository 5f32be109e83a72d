"""A fake Slack, and the real door or the real sender that talks to it, each on a loop of its own."""

import asyncio
import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_office, slack_door
from bot.cli.processes import working_clock
from bot.core.messages import Line, Message
from bot.fakeslack import FakeSlack
from bot.fakeslack.workspace import TEAM
from bot.service import outbox
from bot.service.mail import Mail
from bot.service.outbox import Outbox
from bot.service.people import People
from bot.service.records.papers import PaperError
from bot.settings import Secret, Settings
from bot.transports.slack.queues import Queues
from bot.transports.slack.sender import Sender
from bot.transports.slack.transport import SlackTransport
from tests.rows import new_store


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def open_slack():
    with contextlib.ExitStack() as stack:
        yield lambda **settings: stack.enter_context(
            FakeSlack(**{"pace": 0, "clock": working_clock(), **settings})
        )


@pytest.fixture
def slack(open_slack):
    return open_slack()


@pytest.fixture
def quick(monkeypatch):
    """Try again after a twentieth of a second instead of two."""
    monkeypatch.setattr(outbox, "FIRST_RETRY", timedelta(seconds=0.05))


class Ringing:
    """A store that rings the bell of the fake after each transaction, so that `slack.wait` looks again."""

    def __init__(self, store, bell):
        self.store, self.bell = store, bell

    @contextlib.contextmanager
    def transaction(self, team):
        with self.store.transaction(team) as tx:
            yield tx
        self.bell.ring()


class Part:
    """A part of the bot on a loop of its own, with an office of its own."""

    def __init__(self, slack, folder, *, pace=0.0, channel=""):
        self.slack = slack
        self.settings = Settings(
            slack_bot_token=Secret(slack.bot_token),
            slack_app_token=Secret(slack.app_token),
            slack_api_url=slack.url,
            slack_pace=pace,
            notes_channel=channel or slack.channel("#notes").id,
            coordinators=(slack.person("bo").id,),
            holidays=(("", ""),),  # the clock is that of today, which is one somewhere
        )
        self.store = new_store(folder / "rows.db")
        rows, now = Ringing(self.store, slack._bell), working_clock()
        clock = lambda: datetime.fromtimestamp(now(), UTC)  # noqa: E731  as short as a clock is
        self.office = build_office(self.settings, rows, team=TEAM, clock=clock)
        self.error = None
        self._ready = threading.Event()
        self._thread = None

    def start(self):
        self._thread = threading.Thread(target=asyncio.run, args=(self._main(),))
        self._thread.start()
        assert self._ready.wait(10)
        return self

    async def _main(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            await self.run(self._stop)
        except Exception as error:  # noqa: BLE001 - for the test to look at
            self.error = error
        finally:
            self._ready.set()

    def stop(self):
        if self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(20)

    def close(self):
        self.stop()
        self.store.close()

    def look(self):
        return self.store.transaction(TEAM)

    def rows(self):
        with self.look() as tx:
            total = sum(tx.outbox.counts().values())
            return [tx.outbox.get(number) for number in range(1, total + 1)]

    def row(self, key):
        with self.look() as tx:
            return tx.outbox.by_key(key)

    def wait_until_settled(self, timeout=15):
        """Wait until nothing is waiting or being sent."""
        busy = {"waiting", "sending"}
        self.slack.wait(lambda: not any(row.state in busy for row in self.rows()), timeout=timeout)


class Door(Part):
    """Slack's door, whole."""

    async def run(self, stop):
        async with slack_door(self.settings) as door:
            identity = await door.identify()
            await door.serve(identity, self.office, stop, self._ready.set)


class Writer:
    """Makes papers out of their names; what is in `broken` can not be made."""

    def __init__(self):
        self.broken, self.made = {}, []

    def content(self, attached):
        self.made.append(attached.name)
        if attached.name in self.broken:
            raise PaperError(self.broken[attached.name])
        return f"{attached.name} {attached.version}".encode()


class Post(Part):
    """The sender alone; `promise` is what a use case does."""

    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.writer = Writer()

    def promise(self, recipient, message, key="", **more):
        message = Message(parts=(Line(message),)) if isinstance(message, str) else message
        place = recipient if recipient[:1] in "CU" else self.slack.person(recipient).id
        with self.office.transaction() as tx:
            for name in ("after", "replaces"):
                more |= {name: tx.outbox.by_key(more[name]).id} if name in more else {}
            Mail(self.office, tx).post(place, message, key=key or message.text, **more)
        if self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self.sender.wake)

    def crash_after_claim(self):
        """Leave what is due in the state in which a crash leaves it; return the letters."""
        return Outbox(self.office).claim()

    async def run(self, stop):
        async with slack_door(self.settings) as door:
            transport = SlackTransport(door.client, self.office.clock, door._session, self.writer)
            people = People(self.office)
            pace = self.settings.slack_pace
            self.sender = Sender(Outbox(self.office), people, transport, Queues(), pace=pace)
            sending = asyncio.create_task(self.sender.run())
            self._ready.set()
            await stop.wait()
            await self.sender.stop()
            await sending


@pytest.fixture
def parts():
    with contextlib.ExitStack() as stack:
        yield lambda part: stack.enter_context(contextlib.closing(part))


@pytest.fixture
def make_door(parts, tmp_path):
    """Return a door that is not open yet."""
    return lambda slack, folder=tmp_path, **more: parts(Door(slack, folder, **more))


@pytest.fixture
def open_door(make_door):
    return lambda slack, **more: make_door(slack, **more).start()


@pytest.fixture
def door(slack, open_door):
    return open_door(slack)


@pytest.fixture
def open_post(parts, tmp_path):
    """Return a sender that is not started yet."""
    return lambda slack, **more: parts(Post(slack, tmp_path, **more))


@pytest.fixture
def post(slack, open_post):
    return open_post(slack)


@pytest.fixture
def words(slack):
    """Return what the bot said somewhere, message by message."""
    return lambda place: [message.words for message in slack.messages(place) if message.is_bot]


@pytest.fixture
def posts(slack):
    """Return the calls of chat.postMessage, and what became of each."""
    return lambda: [call.error for call in slack.calls if call.method == "chat.postMessage"]


@pytest.fixture
def ask(slack):
    """Make calls with a client of one's own: ask(lambda client: client.users_info(...))."""

    async def there(work):
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
        return await work(client)

    return lambda work: asyncio.run(there(work))
