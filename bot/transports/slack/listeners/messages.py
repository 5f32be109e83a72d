"""Messages in direct channels: said, edited, deleted."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.transports.slack import payloads
from bot.transports.slack.door import Door


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody writes."""

    @app.event({"type": "message", "subtype": "message_changed"})
    async def edited(event: dict[str, Any], body: dict[str, Any]) -> None:
        names = door.names(event)
        await door.take(payloads.edited(event, body["event_id"], names), door.interviews.amend)

    @app.event({"type": "message", "subtype": "message_deleted"})
    async def deleted(event: dict[str, Any], body: dict[str, Any]) -> None:
        await door.take(payloads.deleted(event, body["event_id"]), door.interviews.forget)

    @app.event("message")
    async def said(event: dict[str, Any]) -> None:
        names = door.names(event)
        await door.hear(payloads.message(event, names))
