"""The translation between the core's values and the store's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.messages import values
from bot.core.moves import On, Screen
from bot.core.notes import OPEN, Status
from bot.core.replies import File, Reply
from storage import Answer, Note, Piece

LATELY = timedelta(days=90)
"""So long an approved note stays at hand for a correction by its author."""


def replies_of(answer: Answer) -> tuple[Reply, ...]:
    """Return the replies that made an answer; its files, which only the value tells, come with the first."""
    value = answer.value if isinstance(answer.value, list) else []
    files = tuple(File(**item) for item in value if isinstance(item, dict) and "media_type" in item)
    first, *others = (Reply(piece.text, message=piece.message) for piece in answer.pieces)
    return (replace(first, files=files), *others)


def pieces_of(said: Iterable[Reply]) -> tuple[Piece, ...]:
    """Return what each message contributed."""
    return tuple(Piece(message=reply.message, text=reply.text) for reply in said)


def is_at_hand(note: Note, now: datetime) -> bool:
    """Say whether its author may well speak of it: it is open, or was approved lately."""
    return note.status in OPEN or (note.status == Status.APPROVED and now - note.changed_at < LATELY)


def screen_to_json(screen: Screen) -> Any:  # noqa: ANN401  a mapping of JSON values
    """Return a screen as JSON values."""
    return values(screen)


def screen_from_json(body: Mapping[str, Any]) -> Screen:
    """Read what `screen_to_json` wrote."""
    said = tuple(
        Reply(reply["text"], tuple(File(**file) for file in reply["files"]), reply["message"])
        for reply in body["said"]
    )
    return Screen(
        on=On(body["on"]),
        key=body["key"],
        said=said,
        tries=body["tries"],
        about=body.get("about", ""),
        hint=body.get("hint", ""),
        exits=body.get("exits", False),
    )
