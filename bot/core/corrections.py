"""A correction of the answer just given, typed where the next question stands already: "no, it was in person"."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answering import read
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.lexicon import Lexicon
from bot.core.listening import offer
from bot.core.moves import On, Screen, Tell
from bot.core.replies import Context, Reply, Unclear
from bot.core.turns import Turn, ask
from bot.core.words import MURMUR, normal

LONGEST = 200
"""Characters of a correction at most: more are an answer that begins so."""


def corrected(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Offer a correction to the question that was answered last; None for any other reply.

    An answer that is added to is opened instead, with the words: which of its own they are about is not known.
    """
    screen = interview.screen
    key = interview.latest
    rest = _correction(reply.text, context.lexicon)
    question = interview.question(key)
    if screen.on is On.QUESTION and (named := _to_fix(interview, reply, context.lexicon)):
        kept, words = interview.keep(named, (reply,))
        return ask(kept, Screen(on=On.EDITING, key=named), words, Tell("corrects", {"key": named}))
    if screen.on is not On.QUESTION or screen.key in interview.values or not rest or question is None:
        return None
    said = (replace(reply, text=rest),)
    if reply.files or KINDS[question.kind].adds or isinstance(read(question, said, context), Unclear):
        kept, words = interview.keep(key, (reply,))
        return ask(kept, Screen(on=On.EDITING, key=key), words, Tell("corrects", {"key": key}))
    return offer(interview, key, said, context)


def _to_fix(interview: Interview, reply: Reply, lexicon: Lexicon) -> str:
    """Return the answered question that somebody wants to change: "wait, I need to fix the event name"."""
    said = [word.strip(".,;:!?-") for word in normal(reply.text).split()]
    begins = tuple(f"{words} " for words in lexicon.wants)
    wants = " ".join(said).startswith(begins) and not lexicon.wrong.isdisjoint(said)
    if reply.files or not wants or len(said) > MURMUR:
        return ""
    named = [q.key for q in interview.path if q.key in interview.values and normal(q.label) in said]
    return named[0] if len(named) == 1 else ""


def _correction(text: str, lexicon: Lexicon) -> str:
    """Return what is said instead, without the words that say that it is a correction; empty for anything else."""
    plain = text.strip().replace("’", "'")  # noqa: RUF001  as phones type it
    begun = _without(plain, lexicon.corrects)
    if begun == plain or len(plain) > LONGEST:
        return ""
    said = meant(begun, lexicon)
    return said if normal(said) else ""


def meant(text: str, lexicon: Lexicon) -> str:
    """Return a text without the words that only say that it is meant instead: "no, it was 4-5 June"."""
    before, begun = "", text.strip()
    while before != begun:
        before, begun = begun, _without(begun, (*lexicon.corrects, *lexicon.instead))
    return begun


def _without(text: str, beginnings: tuple[str, ...]) -> str:
    for words in beginnings:
        after = text[len(words) :]
        if text.casefold().startswith(words) and not after[:1].isalnum():
            return after.strip(" ,.:;-–—")  # noqa: RUF001  dashes as typed
    return text
