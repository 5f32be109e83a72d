"""The kind `date_range`: the days of an event, in one leg or several."""

from __future__ import annotations

from bot.core.kinds.date_style import first_day, last_day, to_legs, to_value, with_weekdays, write
from bot.core.kinds.dates import Reading, understood
from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value

__all__ = ["KIND", "first_day", "last_day", "with_weekdays"]

# A longer leg may be a slip; a series over months is several legs and no slip.
_LONG = 14


def _parse(reply: Reply, question: Question, context: Context) -> Outcome:
    reading = understood(reply.text, context)
    if isinstance(reading, Unclear):
        return reading
    value = to_value(reading.legs)
    return _doubt(value, reading, question, context) or Clear(value)


def _doubt(value: Value, reading: Reading, question: Question, context: Context) -> Doubt | None:
    longest = max((last - first).days + 1 for first, last in reading.legs)
    end = reading.legs[-1][1]
    if reading.guessed:
        return Doubt(value, "guessed_date", {"reading": with_weekdays(value, context)})
    if longest > _LONG:
        return Doubt(value, "long_event", {"days": longest})
    if question.extra.get("past") and end > context.today:
        return Doubt(value, "future_date", {"last": write([(end, end)], context.lexicon)})
    return None


def _show(value: Value, _question: Question, context: Context) -> str:
    return write(to_legs(value), context.lexicon)


KIND = Kind(name="date_range", shape=Shape.LINE, parse=_parse, show=_show, settings=frozenset({"past"}))
