"""Pressed buttons, and boxes that are ticked before one is pressed."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.transports.slack import payloads
from bot.transports.slack.blocks import OPEN, SAY, SEND_TICKS, TICKS
from bot.transports.slack.door import Door


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody presses."""

    @app.action(re.compile(rf"^({SAY}:\d+|{SEND_TICKS})$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await door.take(payloads.pressed(body), door.interviews.reply)
        await ack()

    @app.action(re.compile(rf"^({TICKS}|{OPEN}):\d+$"))
    async def noted(ack: AsyncAck) -> None:
        await ack()  # what is ticked counts when the button is pressed, and a link Slack opens itself
