"""What somebody said, whichever door it came through."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.replies import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a person said, whichever door it came through.

    `key` is what the inbox knows it by. `message` is the transport's id of it (Slack: ts), which sorts by time.
    `place` is where it was said. `card` is the message of ours it points at: the one whose button was pressed
    or in whose thread it stands; `pressed` tells these two apart.
    """

    person: str
    reply: Reply
    key: str
    message: str
    place: str = ""
    card: str = ""
    pressed: bool = False


def message_key(place: str, message: str) -> str:
    """Return what the inbox knows a message by: whichever of it comes first, an edit or itself, is the one."""
    return f"message:{place}:{message}"
