"""The engine: one move in, what follows out. It knows every screen and every command, and no sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.answering import amend, answer, insist, save
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.leaving import (
    close,
    come_back,
    come_back_typed,
    leave,
    leave_until,
    pause,
    reason,
    reason_typed,
    skip,
    when,
    when_typed,
)
from bot.core.moves import Amend, Answer, Command, Confirm, Move, Offer, On, Screen, Show, Submit, Tell, Word
from bot.core.replies import Context, Reply
from bot.core.turns import Handler, Turn, again, ask, onward
from bot.core.words import is_question


def step(interview: Interview, move: Move, context: Context) -> Turn:
    """Return the interview after this move, and what should now happen.

    A turn ends with one `Ask`, so that the person always has something to answer, unless it ends with a
    promise to come back or with `Close`.
    """
    match move:
        case Command(word, rest):
            handler = BY_SCREEN.get((interview.screen.on, word)) or BY_WORD.get(word, again)
            return handler(interview, rest, context)
        case Answer(reply):
            return ANSWERS[interview.screen.on](interview, reply, context)
        case Amend(key, reply):
            return amend(interview, key, reply, context)
        case Offer(key, reply):
            return ask(interview, Screen(on=On.OFFER, key=key, said=(reply,)), Tell("offer", {"key": key}))


# ------------------------------------------------------------------ commands


def _start(interview: Interview, _rest: str, _context: Context) -> Turn:
    return onward(interview)


def _confirm(interview: Interview, _rest: str, _context: Context) -> Turn:
    return onward(interview.confirmed(), Confirm(interview.known), Tell("facts_confirmed"))


def _change_which(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, interview.screen, Tell("change_which"))


def _back(interview: Interview, _rest: str, _context: Context) -> Turn:
    screen = interview.screen
    before = interview.before(screen.key)
    if screen.on is On.REVIEW and interview.numbered:
        before = interview.numbered[-1]
    if before is None:
        return ask(interview, screen, Tell("first_question"))
    return _reopen(interview, before.key)


def _edit(interview: Interview, rest: str, _context: Context) -> Turn:
    question = interview.called(rest) if rest else interview.question(interview.screen.key)
    if question is None:
        return ask(interview, interview.screen, Tell("edit_which"))
    return _reopen(interview, question.key)


def _reopen(interview: Interview, key: str) -> Turn:
    on = On.EDITING if key in interview.values else On.QUESTION
    return ask(interview, Screen(on=on, key=key))


def _help(interview: Interview, rest: str, _context: Context) -> Turn:
    question = interview.called(rest) if rest else interview.question(interview.screen.key)
    return ask(interview, interview.screen, Tell("help", {"key": question.key if question else ""}))


def _why(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, interview.screen, Tell("why_this"))


def _preview(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, Screen(on=On.REVIEW), Show())


def _done(interview: Interview, _rest: str, _context: Context) -> Turn:
    return _refuse(interview) or _preview(interview, "", _context)


def _submit(interview: Interview, _rest: str, _context: Context) -> Turn:
    if interview.version and not interview.changed:
        told = Tell("already_submitted", {"version": interview.version})
        return Turn(interview, (told,))
    submitted = replace(interview, version=interview.version + 1, changed=False)
    return _refuse(interview) or Turn(submitted, (Submit(),))


def _not_yet(interview: Interview, _rest: str, _context: Context) -> Turn:
    return Turn(interview, (Tell("not_yet"),)) if interview.done else onward(interview)


def _refuse(interview: Interview) -> Turn | None:
    if interview.known:
        return ask(interview, Screen(on=On.FACTS), Tell("facts_first"))
    if not interview.missing:
        return None
    labels = [question.label for question in interview.missing]
    screen = Screen(on=On.QUESTION, key=interview.missing[0].key)
    return ask(interview, screen, Tell("not_without", {"labels": labels}))


def _plainly(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Ask the question anew: what was offered or doubted is not the answer."""
    return ask(interview, Screen(on=On.QUESTION, key=interview.screen.key))


def _use(interview: Interview, _rest: str, context: Context) -> Turn:
    key, said = interview.screen.key, interview.screen.said
    return answer(interview, key, said, context)


def _ask_add(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, Screen(on=On.ADDING, key=interview.screen.key))


def _remove(interview: Interview, rest: str, _context: Context) -> Turn:
    question = interview.question(interview.screen.key)
    items = interview.values.get(interview.screen.key)
    at = int(rest) - 1 if rest.isdecimal() else -1
    if question is None or not isinstance(items, list) or not 0 <= at < len(items) or len(items) == 1:
        return ask(interview, interview.screen, Tell("remove_which"))
    left = [item for n, item in enumerate(items) if n != at]
    return save(interview, question, left, (Reply("\n".join(map(str, left))),))


# ------------------------------------------------------------------ free replies, by screen


def _to_question(interview: Interview, reply: Reply, context: Context) -> Turn:
    screen = interview.screen
    if is_question(reply.text, context.lexicon) and not reply.files:
        offer = Screen(on=On.OFFER, key=screen.key, said=(reply,))
        return ask(interview, offer, Tell("interrupted", {"key": screen.key}))
    return answer(interview, screen.key, (*_before(interview), reply), context, tries=screen.tries)


def _before(interview: Interview) -> tuple[Reply, ...]:
    """Return what was said on this screen already: two quick messages are one answer, where the kind allows."""
    question = interview.question(interview.screen.key)
    if question is None or not KINDS[question.kind].adds:
        return ()
    return interview.said.get(question.key, ()) if question.key in interview.answers else ()


def _to_doubt(interview: Interview, reply: Reply, context: Context) -> Turn:
    question = interview.question(interview.screen.key)
    adds = question is not None and KINDS[question.kind].adds
    said = (*interview.screen.said, reply) if adds else (reply,)
    return answer(interview, interview.screen.key, said, context, tries=interview.screen.tries)


def _to_editing(interview: Interview, reply: Reply, context: Context) -> Turn:
    return answer(interview, interview.screen.key, (reply,), context)


def _to_adding(interview: Interview, reply: Reply, context: Context) -> Turn:
    key = interview.screen.key
    return answer(interview, key, (*interview.said.get(key, ()), reply), context)


def _to_stuck(interview: Interview, reply: Reply, context: Context) -> Turn:
    return answer(interview, interview.screen.key, (reply,), context, tries=interview.screen.tries)


def _to_pause(interview: Interview, reply: Reply, context: Context) -> Turn:
    return come_back_typed(interview, reply, context) or _offered(interview, reply, context)


def _offered(interview: Interview, reply: Reply, _context: Context) -> Turn:
    """Ask whether a reply to a screen that asks nothing is the answer to the next question."""
    following = interview.onward()
    if following.on is not On.QUESTION:
        return ask(interview, interview.screen, Tell("not_understood", quote=reply.text))
    screen = Screen(on=On.OFFER, key=following.key, said=(reply,))
    return ask(interview, screen, Tell("offer", {"key": following.key}))


def _not_understood(interview: Interview, reply: Reply, _context: Context) -> Turn:
    return ask(interview, interview.screen, Tell("not_understood", quote=reply.text))


ANSWERS: Mapping[On, Callable[[Interview, Reply, Context], Turn]] = {
    On.OPENING: _not_understood,
    On.FACTS: _not_understood,
    On.QUESTION: _to_question,
    On.DOUBT: _to_doubt,
    On.MORE: _to_adding,
    On.STUCK: _to_stuck,
    On.EDITING: _to_editing,
    On.ADDING: _to_adding,
    On.REASON: reason_typed,
    On.WHEN: when_typed,
    On.PAUSED: _to_pause,
    On.OFFER: _not_understood,
    On.REVIEW: _offered,
    On.CLOSED: _not_understood,
}

BY_WORD: Mapping[Word, Handler] = {
    Word.START: _start,
    Word.SKIP: skip,
    Word.BACK: _back,
    Word.EDIT: _edit,
    Word.REPEAT: again,
    Word.HELP: _help,
    Word.PAUSE: pause,
    Word.PREVIEW: _preview,
    Word.DONE: _done,
    Word.SUBMIT: _submit,
}

BY_SCREEN: Mapping[tuple[On, Word], Handler] = {
    (On.OPENING, Word.TONIGHT): come_back(Word.TONIGHT),
    (On.OPENING, Word.TOMORROW): come_back(Word.TOMORROW),
    (On.OPENING, Word.ABSENT): close("absent"),
    (On.OPENING, Word.OTHER): close("other"),
    (On.OPENING, Word.WHY): _why,
    (On.FACTS, Word.YES): _confirm,
    (On.FACTS, Word.NO): _change_which,
    (On.DOUBT, Word.YES): lambda interview, _rest, context: insist(interview, context),
    (On.DOUBT, Word.KEEP): lambda interview, _rest, context: insist(interview, context),
    (On.DOUBT, Word.NO): _plainly,
    (On.MORE, Word.NEXT): _start,
    (On.MORE, Word.DONE): _start,
    (On.STUCK, Word.LEAVE): leave,
    (On.STUCK, Word.MONDAY): leave_until,
    (On.EDITING, Word.KEEP): _start,
    (On.EDITING, Word.ADD): _ask_add,
    (On.EDITING, Word.REMOVE): _remove,
    (On.ADDING, Word.KEEP): _start,
    (On.REASON, Word.UNFIT): reason(Word.UNFIT),
    (On.REASON, Word.GETTING): reason(Word.GETTING),
    (On.REASON, Word.ORGANIZER): reason(Word.ORGANIZER),
    (On.REASON, Word.NO_REASON): reason(Word.NO_REASON),
    (On.WHEN, Word.TOMORROW): when(Word.TOMORROW),
    (On.WHEN, Word.MONDAY): when(Word.MONDAY),
    (On.WHEN, Word.NEVER): when(Word.NEVER),
    (On.PAUSED, Word.TONIGHT): come_back(Word.TONIGHT),
    (On.PAUSED, Word.TOMORROW): come_back(Word.TOMORROW),
    (On.PAUSED, Word.MYSELF): come_back(Word.MYSELF),
    (On.OFFER, Word.USE): _use,
    (On.OFFER, Word.YES): _use,
    (On.OFFER, Word.NO): _start,
    (On.REVIEW, Word.NO): _not_yet,
}
