"""What readers do at a posted draft: a button opens a form, and a form that is sent does something."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.transports.slack import payloads, views
from bot.transports.slack.blocks import ACT
from bot.transports.slack.door import Door
from bot.transports.slack.listeners.forms import show


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when a reader presses a button, and when a form is sent."""

    @app.action(re.compile(rf"^{ACT}:\w+:\d+$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        form = await door.press(payloads.deed(body))
        return await (show(ack, client, body, form, door) if form else ack())

    @app.view(re.compile(rf"^{views.FORM}:"))
    async def sent(ack: AsyncAck, body: dict[str, Any]) -> None:
        faults = await door.send(payloads.sent(body))
        await ack(**views.answer(faults, body["view"]))
