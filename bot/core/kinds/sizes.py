"""Whether an answer is too short or too long, in characters or in items."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.replies import Unclear


def length_fault(text: str, least: int | None, most: int | None) -> Unclear | None:
    """Return what is wrong with the length of a text."""
    if not text:
        return Unclear("empty")
    if least is not None and len(text) < least:
        return Unclear("too_short", {"said_length": len(text), "least": least})
    if most is not None and len(text) > most:
        return Unclear("too_long", {"said_length": len(text), "most": most})
    return None


def count_fault(items: Sequence[object], least: int | None, most: int | None) -> Unclear | None:
    """Return what is wrong with the number of items."""
    if not items:
        return Unclear("empty")
    if least is not None and len(items) < least:
        return Unclear("too_few", {"count": len(items), "least": least})
    if most is not None and len(items) > most:
        return Unclear("too_many", {"count": len(items), "most": most})
    return None
