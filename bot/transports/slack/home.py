"""A message becomes a Home tab. Pure."""

from __future__ import annotations

from bot.core.messages import Message
from bot.transports.slack import blocks
from bot.transports.slack.blocks import Block

BLOCKS = 100


def draw(message: Message) -> Block:
    """Return the view; of more blocks than Slack takes the last one stays, which has the buttons of the whole."""
    drawn = blocks.draw(message)
    return {"type": "home", "blocks": [*drawn[: BLOCKS - 1], drawn[-1]] if len(drawn) > BLOCKS else drawn}
