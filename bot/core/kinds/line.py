"""The kind `line`: one line of text, of so many `pieces` with a comma between them, where these are asked."""

from __future__ import annotations

import re

from bot.core.kinds.kind import Kind
from bot.core.kinds.sizes import length_fault
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Value
from bot.core.text import clean, one_line, straighten, unhyphenated


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    line = straighten(one_line(unhyphenated(clean(reply.text))))
    fault = length_fault(line, question.least, question.most)
    if fault:
        return fault
    if line.count('"') % 2:
        return Doubt(line, "unbalanced_quotes")
    pieces = question.extra.get("pieces")
    lacks = isinstance(pieces, int) and sum(map(bool, map(str.strip, re.split("[,;]", line)))) < pieces
    return Doubt(line, "piece_missing", {"pieces": pieces}) if lacks else Clear(line)


def _show(value: Value, _question: Question, _context: Context) -> str:
    return str(value)


KIND = Kind(
    name="line",
    shape=Shape.LINE,
    parse=_parse,
    show=_show,
    goes_on=True,
    own_words=True,
    settings=frozenset({"pieces"}),
)
