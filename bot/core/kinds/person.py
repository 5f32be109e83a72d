"""The kind `person`: somebody's name, as it is to be written."""

from __future__ import annotations

from bot.core.kinds.kind import Kind
from bot.core.kinds.sizes import length_fault
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt, one_line

_LONGEST = 100


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    name = one_line(reply.text).lstrip("@ ")
    fault = length_fault(name, question.least, question.most or _LONGEST)
    if fault:
        return fault
    if not any(character.isalpha() for character in name):
        return Unclear("not_a_name", {"said": excerpt(name)})
    return Clear(name)


def _show(value: Value, _question: Question, _context: Context) -> str:
    return str(value)


KIND = Kind(name="person", shape=Shape.LINE, parse=_parse, show=_show, own_words=True)
