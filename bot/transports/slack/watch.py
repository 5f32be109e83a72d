"""Watches the socket for what Slack's own client passes over in silence."""

from __future__ import annotations

import asyncio
import json
import logging
import time

from aiohttp import WSMessage, WSMsgType
from slack_sdk.socket_mode.aiohttp import SocketModeClient

log = logging.getLogger(__name__)

EVERY = 5.0
LONG = 30.0
"""Seconds without a connection after which whoever runs the bot should know, and again after as many."""

SHORT = 1000
"""Characters; what Slack says about the connection itself is short."""


class Watch:
    """Tells about other instances, a switched off Socket Mode and long silence; helps a stuck client on."""

    def __init__(self, client: SocketModeClient, *, every: float = EVERY, long: float = LONG) -> None:
        self.client = client
        self.every = every
        self.long = long
        client.on_message_listeners.append(self.hear)

    async def hear(self, message: WSMessage) -> None:
        """Read what Slack says about the connection."""
        if message.type != WSMsgType.TEXT or len(message.data) > SHORT:
            return
        match json.loads(message.data) if message.data.startswith("{") else {}:
            case {"type": "hello", "num_connections": int(number)} if number > 1:
                log.warning(
                    "Slack counts %d connections of this app. Another running instance takes away a part of "
                    "the messages: stop it. (One that was just killed is counted for a minute.)",
                    number,
                )
            case {"type": "disconnect", "reason": "link_disabled"}:
                log.error("Slack ends the connection: Socket Mode was switched off on the app's page.")
            case {"type": "disconnect", "reason": str(reason)}:
                log.info("Slack renews the connection: %s", reason)

    async def run(self) -> None:
        """Look again and again whether we are connected."""
        heard = told = time.monotonic()
        while True:
            await asyncio.sleep(self.every)
            now = time.monotonic()
            if await self.client.is_connected():
                heard = told = now
                continue
            # the client tries one address for ever, and Slack takes each only once: make it ask for another
            self.client.wss_uri = None
            if now - told >= self.long:
                told = now
                log.error(
                    "not connected to Slack for %d s; nobody is heard. Trying on. If it lasts: is Socket Mode on "
                    "and SLACK_APP_TOKEN valid? rapporteur doctor finds out.",
                    now - heard,
                )
