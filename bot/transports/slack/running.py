"""Slack's door opens and closes: one client, one socket, one sender."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.interviews import Interviews
from bot.service.notes import Notes
from bot.service.office import Office
from bot.service.outbox import Outbox
from bot.service.people import People
from bot.transports.slack.door import Door
from bot.transports.slack.listeners import register
from bot.transports.slack.people import Directory
from bot.transports.slack.queues import Queues
from bot.transports.slack.sender import Sender
from bot.transports.slack.transport import SlackTransport

log = logging.getLogger(__name__)

PING = 3.0
"""Seconds between pings: with aiohttp's client a silent socket is then noticed within five."""


SCOPES = frozenset(
    {"channels:history", "chat:write", "commands", "groups:history", "im:history", "im:write", "users:read"}
)
"""What the bot token must be allowed: the histories are read only to find out whether a message arrived."""


class SlackDoorError(Exception):
    """Slack can not be reached or does not let us in; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is to Slack: the ids of its workspace and of itself, and the scopes of its token."""

    team: str
    user: str
    scopes: frozenset[str]


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

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        # our outbox repeats what must be repeated; a client that repeats by itself posts twice
        self.client = AsyncWebClient(
            token=self._bot_token, base_url=self._url, session=self._session, retry_handlers=[], timeout=15
        )
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._session.close()

    async def identify(self) -> Identity:
        """Ask Slack who we are. Raises SlackDoorError."""
        try:
            answer = await self.client.auth_test()
        except SlackApiError as error:
            code = error.response.get("error", "no answer")
            raise SlackDoorError(
                f"Slack refuses SLACK_BOT_TOKEN: {code}. Take the Bot User OAuth Token of the app's page "
                "OAuth & Permissions; it begins with xoxb-."
            ) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SlackDoorError(f"Slack does not answer at {self._url}: {type(error).__name__}") from error
        granted = answer.headers.get("x-oauth-scopes", "")
        scopes = frozenset(scope.strip() for scope in granted.split(",") if scope.strip())
        return Identity(team=answer["team_id"], user=answer["user_id"], scopes=scopes)

    async def try_socket(self) -> None:
        """Ask for a socket address and leave it unused. Raises SlackDoorError."""
        try:
            await self.client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as error:
            code = error.response.get("error", "no answer")
            raise SlackDoorError(
                f"Slack refuses SLACK_APP_TOKEN: {code}. Make an app-level token with the scope connections:write "
                "on the app's page Basic Information; it begins with xapp-."
            ) from error

    async def serve(self, office: Office, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Listen and speak until `stop` is set; then finish what is under way."""
        people, queues = People(office), Queues()
        transport = SlackTransport(self.client)
        sender = Sender(Outbox(office), people, transport, queues, pace=self._pace)
        door = Door(
            office=office,
            interviews=Interviews(office),
            notes=Notes(office),
            people=people,
            directory=Directory(self.client, people, zone=self._zone),
            queues=queues,
            wake=sender.wake,
        )
        handler = self._handler(door)
        sending = asyncio.create_task(sender.run())
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
            ready()
            await _first(stop, sending)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
            await sender.stop()
            await sending

    def _handler(self, door: Door) -> AsyncSocketModeHandler:
        app = AsyncApp(
            client=self.client,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            logger=log,
        )
        register(app, door)
        return AsyncSocketModeHandler(app, self._app_token, ping_interval=PING)


async def _first(stop: asyncio.Event, sending: asyncio.Task[None]) -> None:
    """Wait for the signal to stop, or for the sender to fail, which it must not survive unnoticed."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({stopping, sending}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
