"""A Slack in miniature: in memory, over real HTTP and a real websocket; it knows nothing of the bot."""

from __future__ import annotations

from bot.fakeslack.controls import SlackSaysError
from bot.fakeslack.facade import FakeSlack
from bot.fakeslack.methods import SCOPES
from bot.fakeslack.server import serve
from bot.fakeslack.site import Settings
from bot.fakeslack.workspace import Channel, Message, Person, View

__all__ = [
    "SCOPES",
    "Channel",
    "FakeSlack",
    "Message",
    "Person",
    "Settings",
    "SlackSaysError",
    "View",
    "serve",
]
