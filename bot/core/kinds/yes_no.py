"""The kind `yes_no`: true or false. A question may bring its own two words as choices, yes first."""

from __future__ import annotations

import re

from bot.core.kinds.choice import fold
from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt

# The lexicon knows what is understood, not which of its words is written.
_WRITTEN = ("yes", "no")


def _parse(reply: Reply, question: Question, context: Context) -> Outcome:
    said, lexicon = fold(reply.text), context.lexicon
    if not said:
        return Unclear("empty")
    yes, no = (fold(word) for word in _words(question))
    if said == yes or said in lexicon.yes:
        return Clear(True)
    if said == no or said in lexicon.no:
        return Clear(False)
    first = re.split(r"[\W_]+", said, maxsplit=1)[0]
    agrees = first in {yes, *lexicon.yes} or said in lexicon.affirms
    if agrees or first in {no, *lexicon.no, *lexicon.refuses} or said in lexicon.denies:
        return Doubt(agrees, "choice_read", {"reading": _words(question)[0 if agrees else 1]})
    return Unclear("yes_or_no", {"said": excerpt(reply.text)})


def _words(question: Question) -> tuple[str, str]:
    match question.choices:
        case (yes, no):
            return yes, no
        case _:
            return _WRITTEN


def _show(value: Value, question: Question, _context: Context) -> str:
    yes, no = _words(question)
    return yes if value else no


KIND = Kind(name="yes_no", shape=Shape.ONE, parse=_parse, show=_show)
