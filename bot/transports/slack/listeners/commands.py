"""The slash command."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.transports.slack import payloads
from bot.transports.slack.door import Door
from bot.transports.slack.text import escape

NAME = "/note"


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody types the command."""

    @app.command(NAME)
    async def note(ack: AsyncAck, body: dict[str, Any]) -> None:
        names = door.names(body)
        await ack(escape(await door.run(payloads.command(body), names)))
