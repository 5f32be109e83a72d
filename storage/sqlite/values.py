"""How a moment and a JSON value are written in a column, and read back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.records import Json

# `json.dumps` makes an encoder anew at each call unless all is as it comes
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
DECODER = json.JSONDecoder()


def to_text(moment: datetime) -> str:
    """Write it in UTC and fixed width, so that text order is time order; ValueError for a naive one."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment!r} has no zone; give an aware one, for example datetime.now(UTC)")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_text_or_null(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


def to_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def to_moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else to_moment(text)


def to_json(value: Json) -> str:
    """Write it as JSON; ValueError for NaN and infinity, which would not come back as they went."""
    return ENCODER.encode(value)


def from_json(text: str) -> Any:  # noqa: ANN401 - JSON is whatever was put in
    return None if text == "null" else DECODER.decode(text)
