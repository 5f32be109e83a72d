"""The kind `date`: one day, stored as ISO text."""

from __future__ import annotations

from datetime import timedelta

from bot.core.kinds.date_style import to_legs, with_weekdays, write
from bot.core.kinds.dates import suggested, understood
from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value


def _parse(reply: Reply, question: Question, context: Context) -> Outcome:
    reading = understood(reply.text, context)
    if isinstance(reading, Unclear):
        return reading
    first, last = reading.legs[0][0], reading.legs[-1][1]
    if last - first > timedelta():
        return suggested("one_day_wanted", reply.text, [[(first, first)], [(last, last)]], context)
    value = first.isoformat()
    if reading.guessed:
        return Doubt(value, "guessed_date", {"reading": with_weekdays(value, context)})
    if question.extra.get("past") and first > context.today:
        return Doubt(value, "future_date", {"last": _show(value, question, context)})
    return Clear(value)


def _show(value: Value, _question: Question, context: Context) -> str:
    return write(to_legs(value), context.lexicon)


KIND = Kind(name="date", shape=Shape.DAY, parse=_parse, show=_show, settings=frozenset({"past"}))
