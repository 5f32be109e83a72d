"""The shortcuts: start a note from anywhere in Slack, and register one from a message that speaks of an event."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.transports.slack import payloads
from bot.transports.slack.door import Door
from bot.transports.slack.listeners.forms import show

CALLBACK = "note_new"
OWE = "note_owe"


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody picks one."""

    @app.shortcut(CALLBACK)
    async def start(ack: AsyncAck, body: dict[str, Any]) -> None:
        names = door.names(body)
        await door.run(payloads.shortcut(body), names)
        await ack()

    @app.shortcut({"type": "message_action", "callback_id": OWE})
    async def owe(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        whose, title = payloads.pointed_at(body, door.names(body))
        form = await door.register(body["user"]["id"], whose=whose, title=title)
        return await show(ack, client, body, form, door)
