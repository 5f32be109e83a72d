"""The kind `text`: paragraphs, with a blank line between them."""

from __future__ import annotations

from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import paragraphs, straighten


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    text = straighten("\n\n".join(paragraphs(reply.text)))
    length = len(text)
    if not text:
        return Unclear("empty")
    if question.most is not None and length > question.most:
        return Unclear("too_long", {"said_length": length, "most": question.most})
    if question.least is not None and length < question.least:
        return Doubt(text, "short", {"said_length": length, "least": question.least})
    return Clear(text)


def _show(value: Value, _question: Question, _context: Context) -> str:
    return str(value)


KIND = Kind(name="text", shape=Shape.LINES, parse=_parse, show=_show, adds=True, own_words=True)
