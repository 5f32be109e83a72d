"""The slash command."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.forms import Form
from bot.core.messages import Line, Message
from bot.transports.slack import payloads
from bot.transports.slack.blocks import draw, fallback
from bot.transports.slack.door import Door
from bot.transports.slack.listeners.forms import show

NAME = "/note"


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody types the command."""

    @app.command(NAME)
    async def note(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        answer = await door.run(payloads.command(body), door.names(body))
        if isinstance(answer, Form):
            return await show(ack, client, body, answer, door)
        return await ack(**drawn(answer))


def drawn(answer: str | Message) -> dict[str, Any]:
    """Return the answer as Slack shows it to whoever typed: with its buttons, where it has some."""
    answer = Message(parts=(Line(answer),)) if isinstance(answer, str) else answer
    return {"text": fallback(answer), "blocks": draw(answer)}
