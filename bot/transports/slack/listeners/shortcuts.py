"""The global shortcut: start a note from anywhere in Slack."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.transports.slack import payloads
from bot.transports.slack.door import Door

CALLBACK = "note_new"


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody picks the shortcut."""

    @app.shortcut(CALLBACK)
    async def start(ack: AsyncAck, body: dict[str, Any]) -> None:
        names = door.names(body)
        await door.run(payloads.shortcut(body), names)
        await ack()
