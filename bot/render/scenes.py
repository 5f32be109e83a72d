"""Who hears a message, and the small arts of filling a sentence: labels, lists, dates, short titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.exits import DATES
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.kinds.date_range import with_weekdays
from bot.core.lexicon import Lexicon
from bot.core.moves import Moment
from bot.core.questions import Question
from bot.core.replies import Context, Value
from bot.core.text import isolated

LABEL = 40
"""Characters of a title or a name on a button, or before a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who hears it, and where they are.

    `name` is theirs, `by` that of whoever asked for the note. `place` names their clock, `hour` is what it
    shows. `note` is a short title where several notes are open, else empty. `sheet` is the draft, where shown.
    `approved` says that the version that was handed in last is.
    """

    name: str
    by: str
    place: str
    hour: int
    due: date | None = None
    note: str = ""
    sheet: str = ""
    approved: bool = False


def fill(sentences: Mapping[str, str], key: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of this key, filled; for `n` = 0 or 1 the form `key.none` or `key.one`, where there is."""
    counts: Mapping[object, str] = {0: f"{key}.none", 1: f"{key}.one"}
    form = counts.get(facts.get("n"), key)
    apart = {name: isolated(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return sentences[form if form in sentences else key].format_map(apart)


def listed(items: Sequence[str], lexicon: Lexicon) -> str:
    """Return `A, B and C`."""
    *first, last = items
    return f"{', '.join(first)} {lexicon.and_word} {last}" if first else last


def long_day(day: date, lexicon: Lexicon) -> str:
    """Return `Friday 12 June 2009`."""
    return f"{lexicon.weekdays[day.weekday()]} {day.day} {lexicon.month_names[day.month - 1]} {day.year}"


def clock(at: Moment, place: str, lexicon: Lexicon) -> str:
    """Return `Friday 12 June 2009, 09:00 (Brussels time)`."""
    return f"{long_day(at.day, lexicon)}, {at.hour:02}:{at.minute:02} ({place} time)"


def town(zone: str) -> str:
    """Return the name by which people know a time zone: New York, of America/New_York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def shown(interview: Interview, key: str, value: Value, context: Context) -> str:
    """Return a value as its kind shows it; empty where there is no such question."""
    question = interview.question(key)
    return KINDS[question.kind].show(value, question, context) if question else ""


def echoed(question: Question, value: Value, context: Context) -> str:
    """Return a value as its kind shows it, days with their weekdays, by which people notice a wrong date."""
    if question.kind in DATES:
        return with_weekdays(value, context)
    return KINDS[question.kind].show(value, question, context)


def days_of(interview: Interview, context: Context) -> str:
    """Return the days by which people know the event; empty where they are not known."""
    days = interview.values.get(interview.type.ends)
    return shown(interview, interview.type.ends, days, context) if days else ""


def title_of(interview: Interview, most: int = 60) -> str:
    """Return the short title by which people know the note."""
    value = str(interview.values.get(interview.type.names) or interview.type.title)
    return shorten(value, most)


def shorten(text: str, most: int) -> str:
    """Return the text on one line, with an ellipsis where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
