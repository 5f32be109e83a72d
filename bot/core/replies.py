"""What a person sends, and what a kind of answer makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from bot.core.calendar import Calendar
from bot.core.lexicon import MORNING, Lexicon

Value = Any
"""An answer as it is stored: str, int, float, bool, list or dict of these. Dates are ISO text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that came with a reply, as its transport describes it; `size` in bytes."""

    id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody sent, decoded to plain text; `message` is the transport's own id of it, sorted by time."""

    text: str
    files: tuple[File, ...] = ()
    message: str = ""


def join(replies: Iterable[Reply]) -> Reply:
    """Return several replies to one question as one, in the order in which they were written."""
    ordered = sorted(replies, key=lambda reply: reply.message)
    return Reply(
        text="\n\n".join(reply.text for reply in ordered if reply.text),
        files=tuple(file for reply in ordered for file in reply.files),
        message=ordered[-1].message if ordered else "",
    )


@dataclass(frozen=True, slots=True)
class Clear:
    """The reply fits: this is its value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Doubt:
    """The reply fits, but is odd or guessed: `value` counts only when the person says yes.

    `key` names the sentence that says why, `facts` fills it.
    """

    value: Value
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclear:
    """The reply does not fit. A key, not a sentence: the words are chosen in `templates/phrases`."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


Outcome = Clear | Doubt | Unclear


class Shape(StrEnum):
    """How an answer is given: what a transport draws. Kinds are many, shapes are six."""

    LINE = "line"
    LINES = "lines"
    ONE = "one"
    MANY = "many"
    DAY = "day"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What reading a reply needs to know besides the question.

    `today` is the date in the person's own zone, `now` the time on their wall where it is known. `guess` reads
    one relative or oddly written date ("last Tuesday") and returns None when it can not; it is handed in
    because it is not pure. `calendar` says on which days they work, absences aside.
    `morning` is the hour of a day that is named without one.
    """

    today: date
    lexicon: Lexicon
    now: time | None = None
    calendar: Calendar = field(default_factory=Calendar)
    morning: int = MORNING
    guess: Callable[[str, date], date | None] = field(default=lambda _text, _today: None)
