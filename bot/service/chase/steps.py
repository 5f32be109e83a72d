"""Which step a message of the outbox was: its key tells."""

from __future__ import annotations

from bot.core.chasing import ASK
from storage import Delivery

REMINDER, OPENING = "reminder", "opening"
"""The purposes of what comes by itself, and of a first message that a coordinator caused."""


def step_of(row: Delivery) -> str:
    """Return the step that a reminder is; a first message is the first step, whatever caused it."""
    return ASK if row.key.startswith("opening:") else row.key.split(":")[2]


def key_of(row: Delivery) -> str:
    """Return the key of a reminder without the person: what went to several is one step."""
    return row.key if row.key.startswith("opening:") else ":".join(row.key.split(":")[:4])
