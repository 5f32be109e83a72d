"""What readers do at a posted draft: a button opens a form, and a form that is sent does something."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.forms import Form
from bot.transports.slack import payloads, views
from bot.transports.slack.blocks import ACT
from bot.transports.slack.door import Door

PATIENCE = 2.0
"""Seconds that Slack has to open a form: after three it takes it no more, and shows that the button failed."""


async def show(client: AsyncWebClient, body: Mapping[str, Any], form: Form) -> None:
    """Open a form for whoever did this."""
    opening = client.views_open(trigger_id=body["trigger_id"], view=views.draw(form))
    await asyncio.wait_for(opening, PATIENCE)


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when a reader presses a button, and when a form is sent."""

    @app.action(re.compile(rf"^{ACT}:\w+:\d+$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        form = await door.press(payloads.deed(body))
        if form:
            await show(client, body, form)
        await ack()

    @app.view(re.compile(rf"^{views.FORM}:"))
    async def sent(ack: AsyncAck, body: dict[str, Any]) -> None:
        faults = await door.send(payloads.sent(body))
        await ack(**views.answer(faults, body["view"]))
