"""Slack's own names for what can come in; each file registers its listeners. The routing table is here."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.transports.slack.door import Door
from bot.transports.slack.listeners import actions, commands, home, messages, reviews, shortcuts, unhandled


def register(app: AsyncApp, door: Door) -> None:
    """Register every listener."""
    for family in (messages, actions, commands, shortcuts, home, reviews, unhandled):
        family.register(app, door)
