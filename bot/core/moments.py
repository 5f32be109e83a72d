"""Moments to come, as people type them: in 2 hours, tomorrow morning, Friday at 15:00, 12 June."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.core.kinds import KINDS
from bot.core.lexicon import MomentWords
from bot.core.moves import Moment
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Reply
from bot.core.words import normal

LONGEST = 60
A_DAY = 24 * 60
LATEST = 366 * A_DAY
"""In minutes: nobody is called back after more than a year."""

_SPAN = re.compile(r"(\d{1,4}|.+\s)\s*([^\W\d]+)")
_CLOCK = re.compile(r"(\d{1,2})([:.h]?)(\d\d)?(\D*)")


def read_moment(text: str, context: Context) -> Moment | None:
    """Return the moment that was typed; None for what is no moment, or one that has passed."""
    if len(text) > LONGEST:
        return None
    words = normal(text).split()
    return _ahead(words, context) or _on_a_day(words, context)


def _ahead(words: Sequence[str], context: Context) -> Moment | None:
    """Read a span from now: in 2 hours, in an hour, in three days."""
    known = context.lexicon.moments
    found = _SPAN.fullmatch(" ".join(word for word in words if word not in known.fillers))
    if not found or found[2] not in known.units:
        return None
    minutes = int(_number(found[1].strip(), known) * known.units[found[2]])
    if A_DAY <= minutes <= LATEST:
        return Moment(context.today + timedelta(minutes=minutes), context.morning)
    if not 0 < minutes < A_DAY or context.now is None:
        return None
    at = datetime.combine(context.today, context.now) + timedelta(minutes=minutes)
    return Moment(at.date(), at.hour, at.minute)


def _number(word: str, known: MomentWords) -> float:
    return int(word) if word.isdecimal() and len(word) <= 3 else known.numbers.get(word, 0)


def _on_a_day(words: Sequence[str], context: Context) -> Moment | None:
    known = context.lexicon.moments
    at, rest = _time(words, known)
    if " ".join(rest) in known.next_week:
        day = context.today + timedelta(days=7 - context.today.weekday())
    else:
        named = _day([word for word in rest if word not in known.fillers], at, context)
        if named is None:
            return None
        day = named
    at = at or time(context.morning)
    return Moment(day, at.hour, at.minute)


def _time(words: Sequence[str], known: MomentWords) -> tuple[time | None, Sequence[str]]:
    """Take the time of day out of the words: 15:00, 3 pm, at 9, tomorrow 9, morning."""
    for at, word in enumerate(words):
        if word in known.hours:
            return time(known.hours[word]), [*words[:at], *words[at + 1 :]]
        found = _CLOCK.fullmatch(word)
        if not found:
            continue
        after = words[at + 1] if words[at + 1 : at + 2] and words[at + 1] in known.halves else ""
        half = found[4] or after
        told = at > 0 and (words[at - 1] in known.at or words[at - 1] in known.days)
        plain = (found[3] and found[2] in {":", "h"}) or found[2] == "h" or told
        if (half and half in known.halves) or (plain and not found[4]):
            hour = _hour(int(found[1]), known.halves.get(half))
            if hour > 23 or int(found[3] or 0) > 59:
                return None, words
            return time(hour, int(found[3] or 0)), [*words[:at], *words[at + 1 + bool(after) :]]
    return None, words


def _hour(hour: int, half: int | None) -> int:
    return hour if half is None or hour > 12 else hour % 12 + half


def _day(words: Sequence[str], at: time | None, context: Context) -> date | None:
    """Return the day to come that the words name; with a time alone it is the next day with that time."""
    said, known = " ".join(words), context.lexicon.moments
    if at and not words:
        passed = context.now is not None and at <= context.now
        return context.today + timedelta(days=passed)
    if said in known.days:
        day = context.today + timedelta(days=known.days[said])
        return day if at or day > context.today else None
    for number, name in enumerate(context.lexicon.weekdays):
        if len(said) >= 3 and name.casefold().startswith(said):
            ahead = (number - context.today.weekday()) % 7
            still = bool(at and context.now and at > context.now)
            return context.today + timedelta(days=ahead or (0 if still else 7))
    return _dated(said, context) if said else None


def _dated(said: str, context: Context) -> date | None:
    """Read a full date, or one without its year."""
    years = ("", f" {context.today.year}", f" {context.today.year + 1}")
    days = (_written(f"{said}{year}", context) for year in years)
    last = context.today + timedelta(minutes=LATEST)
    return next((day for day in days if day and context.today < day <= last), None)


def _written(text: str, context: Context) -> date | None:
    asked = Question(key="day", kind="date", label="", prompt="")
    outcome = KINDS["date"].parse(Reply(text), asked, context)
    return date.fromisoformat(outcome.value) if isinstance(outcome, Clear) else None
