"""The first message and the card of known facts: words that say go on, or which fact is wrong; else how to go on."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answering import answer, read, so_far
from bot.core.corrections import meant
from bot.core.exits import DATES
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.leaving import come_back_typed
from bot.core.lexicon import Lexicon
from bot.core.listening import offer, to_offer
from bot.core.moves import Confirm, On, Screen, Tell
from bot.core.questions import Question
from bot.core.replies import Context, Doubt, Reply, Shape, Unclear
from bot.core.turns import Turn, ask, onward, stay
from bot.core.words import is_question, nods, normal


def confirm(interview: Interview, _rest: str, context: Context) -> Turn:
    """Take the facts of the card as right; one is asked about if the card does not show what is doubted."""
    doubted = next((q for q in interview.path if _is_doubted(interview, q, context)), None)
    left = (doubted.key,) if doubted else ()
    after, right = interview.confirmed(*left), {k: v for k, v in interview.known.items() if k not in left}
    told = (Confirm(right), Tell("facts_confirmed")) if right else ()
    if doubted is None:
        return onward(after, *told)
    said = so_far(interview, doubted.key, context)
    return ask(after, Screen(on=On.DOUBT, key=doubted.key, said=said), *told)


def _is_doubted(interview: Interview, question: Question, context: Context) -> bool:
    """Say whether an unconfirmed fact may be several, or lack a piece, as it would be asked if it were typed here."""
    if question.key not in interview.known or KINDS[question.kind].shape not in {Shape.LINES, Shape.LINE}:
        return False
    outcome = read(question, so_far(interview, question.key, context), context)
    return isinstance(outcome, Doubt) and outcome.key in {"one_or_several", "piece_missing"}


def to_facts(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a nod, or a word on one of the facts; of anything else say in a line how to go on."""
    if not reply.files and nods(reply.text, context.lexicon):
        return confirm(interview, "", context)
    if is_question(reply.text, context.lexicon):
        return stay(interview, Tell("why_facts"))
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


def to_offered(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a word on one of the facts while they are asked about, such as what is right instead of what is offered."""
    fact = _about_a_fact(interview, reply, context) if interview.known else None
    return fact or to_offer(interview, reply, context)


def _about_a_fact(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Offer what is said of a fact in its place, or open it where only that it is wrong is said."""
    facts = [q for q in interview.path if q.key in interview.facts and q.key in interview.values]
    if reply.files or "\n" in reply.text.strip():
        return None
    named = [(q, rest) for q in facts if (rest := _said_of(q, reply.text, context.lexicon)) is not None]
    if len(named) == 1:
        question, rest = named[0]
        return _change(interview, question, replace(reply, text=rest), context)
    days = replace(reply, text=meant(reply.text, context.lexicon))
    for question in facts:
        outcome = read(question, (days,), context) if question.kind in DATES and not named else None
        if outcome and not (isinstance(outcome, Unclear) and outcome.key in {"not_a_date", "empty"}):
            return _change(interview, question, days, context)
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
