"""Slack's door opens and closes: one client, one socket, one sender."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Self

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.coordinator.board import Boards
from bot.service.coordinator.home import Home
from bot.service.coordinator.registering import Registering
from bot.service.coordinator.steering import Steering
from bot.service.expert.attachments import Attachments
from bot.service.expert.deleting import Deleting
from bot.service.expert.handover import Offers
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.expert.picking import Picking
from bot.service.office import Office
from bot.service.outbox import Outbox
from bot.service.people import People
from bot.service.programme.programme import Programme
from bot.service.records.finding import Finding
from bot.service.records.papers import Papers
from bot.service.review.reviews import Reviews
from bot.service.review.stopping import Stopping
from bot.service.sweeps.eve import Eves
from bot.transports.slack.door import Door
from bot.transports.slack.downloads import Downloads
from bot.transports.slack.gate import guard
from bot.transports.slack.identity import Identity, SlackDoorError, identify, try_channel, try_socket
from bot.transports.slack.links import Links
from bot.transports.slack.listeners import register
from bot.transports.slack.people import Directory, Meet
from bot.transports.slack.programmes import Programmes
from bot.transports.slack.queues import Queues
from bot.transports.slack.rooms import Rooms
from bot.transports.slack.sender import Sender
from bot.transports.slack.transport import SlackTransport
from bot.transports.slack.watch import Watch

log = logging.getLogger(__name__)

PING = 3.0
"""Seconds between pings: with aiohttp's client a silent socket is then noticed within five."""

TIMEOUT = aiohttp.ClientTimeout(total=15)
CLOSING = 2.0
"""Seconds that the other side of the socket has to say goodbye."""

Beside = Callable[[Callable[[], None], Meet], Coroutine[None, None, None]]
"""Something that runs as long as the door is open; it is given what wakes the sender, and who looks people up."""


class Slack:
    """The bot in one workspace, from `open` to `close`.

    `bot_token` and `app_token` are secrets; `url` is where the Web API is, `pace` seconds between two messages
    in one channel, `zone` the time zone of people whose own Slack does not tell.
    """

    def __init__(self, *, bot_token: str, app_token: str, url: str, pace: float, zone: str) -> None:
        self._bot_token = bot_token
        self._app_token = app_token
        self._url = url
        self._pace = pace
        self._zone = zone
        self._beside: Beside | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=TIMEOUT
        )  # the client's own timeout is not for a session
        # our outbox repeats what must be repeated; a client that repeats by itself posts twice
        self.client = AsyncWebClient(
            token=self._bot_token, base_url=self._url, session=self._session, retry_handlers=[]
        )
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._session.close()

    async def identify(self) -> Identity:
        """Ask Slack who we are. Raises SlackDoorError."""
        return await identify(self.client, self._url)

    async def try_socket(self) -> str:
        """Ask for the address of a socket; Slack may put us off with none. Raises SlackDoorError."""
        return await try_socket(self.client, self._app_token)

    async def try_channel(self, channel: str) -> str:
        """Return why nothing can be posted in a channel, and what to do; nothing where the bot is a member."""
        return await try_channel(self.client, channel)

    def run_beside(self, work: Beside) -> None:
        """Let this run as long as `serve` does."""
        self._beside = work

    async def serve(
        self, identity: Identity, office: Office, stop: asyncio.Event, ready: Callable[[], None]
    ) -> None:
        """Listen and speak until `stop` is set; then finish what is under way. Raises SlackDoorError."""
        door, sender, downloads = self._parts(office)
        handler = self._handler(door, identity)
        # they hear of things before they write anything, by their own clock
        await door.directory.meet((*office.coordinators, *office.reviewers))
        work = {
            "sender": sender.run(),
            "socket": self._listen(handler, ready),
            "watch": Watch(handler.client).run(),
            "fetcher": downloads.run(),
            **({"clockwork": self._beside(sender.wake, door.directory.meet)} if self._beside else {}),
        }
        sending, *others = tasks = [asyncio.create_task(part, name=name) for name, part in work.items()]
        try:
            await _first_end(stop, sending, *others)
        finally:
            for task in others:
                task.cancel()
            await _close(handler)
            await sender.stop()
        await asyncio.wait(tasks)
        for task in tasks:
            _complain(task.get_name(), task)

    def _parts(self, office: Office) -> tuple[Door, Sender, Downloads]:
        people, queues = People(office), Queues()
        transport = SlackTransport(self.client, office.clock, self._session, Papers(office))
        sender = Sender(Outbox(office), people, transport, queues, pace=self._pace)
        downloads = Downloads(
            self.client,
            self._session,
            Attachments(office),
            token=self._bot_token,
            api=self._url,
            told=sender.wake,
        )
        return self._door(office, people, queues, sender, downloads), sender, downloads

    def _door(
        self, office: Office, people: People, queues: Queues, sender: Sender, downloads: Downloads
    ) -> Door:
        registering, home = Registering(office, sender), Home(office, sender)
        others = (kind(office, sender) for kind in (Steering, Offers, Picking, Deleting, Stopping))
        return Door(
            office=office,
            interviews=Interviews(office, sender),
            notes=Notes(office),
            attachments=Attachments(office),
            finding=Finding(office),
            people=people,
            directory=Directory(self.client, people, zone=self._zone),
            links=Links(self.client),
            rooms=Rooms(self.client),
            programmes=Programmes(Programme(office), downloads),
            takers=(*others, registering, home, Reviews(office, sender)),
            registering=registering,
            home=home,
            eves=Eves(office),
            boards=Boards(office),
            queues=queues,
            wake=sender.wake,
            fetch=downloads.wake,
        )

    async def _listen(self, handler: AsyncSocketModeHandler, ready: Callable[[], None]) -> None:
        with suppress(aiohttp.ClientError, OSError, TimeoutError):  # then the handler asks by itself
            handler.client.wss_uri = await self.try_socket() or None
        await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
        ready()
        await asyncio.Event().wait()

    def _handler(self, door: Door, identity: Identity) -> AsyncSocketModeHandler:
        async def authorize() -> AuthorizeResult:
            """Return what is known: Bolt itself would ask Slack now, and lose a message when that fails."""
            return AuthorizeResult(
                enterprise_id=None,
                team_id=identity.team,
                bot_user_id=identity.user,
                bot_token=self._bot_token,
            )

        app = AsyncApp(
            name="rapporteur",  # to find one Bolt would read the sources of all who called
            client=AsyncWebClient(base_url=self._url, session=self._session, retry_handlers=[]),
            authorize=authorize,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            logger=log,
        )
        guard(app, door)
        register(app, door)
        return AsyncSocketModeHandler(app, self._app_token, ping_interval=PING)


async def _first_end(stop: asyncio.Event, *tasks: asyncio.Task[None]) -> None:
    """Wait for the signal to stop, or for a part to fail, which the bot must not survive unnoticed."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()


async def _close(handler: AsyncSocketModeHandler) -> None:
    closing = handler.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    try:
        await asyncio.wait_for(closing, CLOSING)
    except TimeoutError:
        await handler.client.aiohttp_client_session.close()


def _complain(name: str, task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if isinstance(error, SlackDoorError):
        raise error
    if error:
        log.critical("the %s failed in an unforeseen way", name, exc_info=error)
        raise SlackDoorError(f"The {name} failed: {type(error).__name__}. Its log says more.") from error
