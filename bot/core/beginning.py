"""The first message and the card of known facts: words that say go on, or which fact is wrong; else how to go on."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answering import answer, read
from bot.core.exits import DATES
from bot.core.interview import Interview
from bot.core.leaving import come_back_typed
from bot.core.lexicon import Lexicon
from bot.core.listening import offer
from bot.core.moves import Confirm, On, Screen, Tell
from bot.core.questions import Question
from bot.core.replies import Context, Reply, Unclear
from bot.core.turns import Turn, ask, onward, stay
from bot.core.words import is_question, normal

FEW = 8
"""Words of a nod at most."""


def confirm(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Take every fact of the card as right."""
    return onward(interview.confirmed(), Confirm(interview.known), Tell("facts_confirmed"))


def to_facts(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a nod, or a word on one of the facts; of anything else say in a line how to go on."""
    if not reply.files and nods(reply.text, context.lexicon):
        return confirm(interview, "", context)
    return _about_a_fact(interview, reply, context) or Turn(interview, (Tell("facts_how", quote=reply.text),))


def to_opening(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a moment, a nod or a word on one of the facts; a question to a first message is about why it came."""
    later = come_back_typed(interview, reply, context)
    if later:
        return later
    if is_question(reply.text, context.lexicon):
        return stay(interview, Tell("why_this", quote=reply.text))
    if not reply.files and nods(reply.text, context.lexicon):
        return onward(interview)
    return _about_a_fact(interview, reply, context) or Turn(
        interview, (Tell("opening_how", quote=reply.text),)
    )


def nods(text: str, lexicon: Lexicon) -> bool:
    """Say whether these few words only agree: "looks good", "yes that's ok"."""
    words = [word.strip(".,;:!-") for word in normal(text).split()]
    agrees = any(word in lexicon.agrees for word in words)
    return agrees and len(words) <= FEW and all(word in lexicon.agrees | lexicon.agreeing for word in words)


def _about_a_fact(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Offer what is said of a fact in its place, or open it where only that it is wrong is said."""
    facts = [q for q in interview.path if q.key in interview.known]
    if reply.files or "\n" in reply.text.strip():
        return None
    named = [(q, rest) for q in facts if (rest := _said_of(q, reply.text, context.lexicon)) is not None]
    if len(named) == 1:
        question, rest = named[0]
        return _change(interview, question, replace(reply, text=rest), context)
    for question in facts:
        outcome = read(question, (reply,), context) if question.kind in DATES and not named else None
        if outcome and not (isinstance(outcome, Unclear) and outcome.key in {"not_a_date", "empty"}):
            return _change(interview, question, reply, context)
    return None


def _change(interview: Interview, question: Question, reply: Reply, context: Context) -> Turn:
    opened = Screen(on=On.EDITING, key=question.key)
    if not reply.text:
        return ask(interview, opened)
    if isinstance(read(question, (reply,), context), Unclear):
        return answer(replace(interview, screen=opened), question.key, (reply,), context)
    return offer(interview, question.key, (reply,), context)


def _said_of(question: Question, text: str, lexicon: Lexicon) -> str | None:
    """Return what is said to stand there instead: nothing where it is only wrong, None where it is not named."""
    words = text.replace("’", "'").split()  # noqa: RUF001  as phones type it
    plain = [normal(word) for word in words]
    names = {normal(name) for name in (question.label, question.key)}
    names |= {name.removesuffix("s") for name in names}
    at = next((n for n, word in enumerate(plain) if word in names), None)
    if at is None:
        return None
    if not lexicon.wrong.isdisjoint(plain):
        return ""
    after = at + 1
    while after < len(plain) and plain[after] in lexicon.equals:
        after += 1
    said = after > at + 1 or words[at].endswith((":", "="))
    if said:
        return " ".join(words[after:])
    return "" if after == len(words) else None
