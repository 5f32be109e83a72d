"""The engine: one move in, what follows out. It knows every screen and every command, and no sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.answering import amend, answer
from bot.core.attributing import ON_SPEAKERS, to_finding, to_number
from bot.core.beginning import confirm, to_facts, to_offered, to_opening
from bot.core.corrections import corrected
from bot.core.deciding import ON_FINDING, current, hand_in, refuse
from bot.core.doubts import CANCELLED, ON_DOUBT, explained, goes_on, kept_of, stands_already, to_doubt
from bot.core.erasing import ON_ERASING, ask_erase
from bot.core.exits import (
    BY_EXIT,
    ON_EXIT,
    TYPED,
    away_said,
    did_not_attend,
    later_said,
    remind,
    snooze_typed,
    someone_else,
    write_together,
)
from bot.core.interview import Interview
from bot.core.items import ON_ITEMS, to_removing
from bot.core.kinds import KINDS
from bot.core.leaving import ON_LEAVING, pause, pick, resumed, skip, when_typed
from bot.core.listening import (
    before,
    chatted,
    nodded,
    not_for_that,
    not_understood,
    offer,
    offered,
    to_adding,
    to_editing,
    to_pause,
    to_question,
    to_reason,
)
from bot.core.moves import (
    Amend,
    Answer,
    Command,
    Keep,
    Move,
    Offer,
    On,
    Save,
    Screen,
    Show,
    Tell,
    Wake,
    Word,
)
from bot.core.replies import Context, Reply
from bot.core.reviewing import completed
from bot.core.rewording import ON_REWORDING
from bot.core.suggesting import settle_suggestion, suggesting
from bot.core.turns import Handler, Turn, again, ask, onward, stay
from bot.core.words import refusal


def step(interview: Interview, move: Move, context: Context) -> Turn:
    """Return the interview after this move, and what should now happen.

    A turn ends with one `Ask`, so that the person always has something to answer, unless it ends with a
    promise to come back or with `Close`.
    """
    before = current(interview)
    turn = suggesting(before, _follow(before, move, context))
    return explained(_keeping(before, turn, context), context)


def _follow(interview: Interview, move: Move, context: Context) -> Turn:
    return completed(interview, _made(interview, move, context), _submit, context)


def _made(interview: Interview, move: Move, context: Context) -> Turn:
    match move:
        case Command(Word.USE | Word.MINE as word, rest) if rest or interview.screen.hint:
            return settle_suggestion(interview, word, rest or interview.screen.hint, context)
        case Command(word, rest):
            handler = BY_SCREEN.get((interview.screen.on, word)) or BY_WORD.get(word, again)
            return handler(interview, rest, context)
        case Answer(reply, quick):
            if meant := _refusal(interview, reply, context):
                return _made(interview, meant, context)
            talked = _talked(interview, reply, context) or snooze_typed(interview, reply, context)
            talked = talked or corrected(interview, reply, context)
            more = quick and interview.screen.on is On.DOUBT
            return talked or (goes_on if more else ANSWERS[interview.screen.on])(interview, reply, context)
        case Amend(key, reply):
            return amend(interview, key, reply, context)
        case Offer(key, reply):
            return _talked(interview, reply, context) or offer(interview, key, (reply,), context)


def _refusal(interview: Interview, reply: Reply, context: Context) -> Command | None:
    labels = [name for question in interview.path for name in (question.label, question.key)]
    return None if reply.files else refusal(reply.text, context.lexicon, interview.screen, labels)


def _talked(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    return (
        chatted(interview, reply, context)
        or nodded(interview, reply, context)
        or away_said(interview, reply, context)
        or later_said(interview, reply, context)
    )


def _keeping(before: Interview, turn: Turn, context: Context) -> Turn:
    """Keep the words that were in doubt or offered when the person goes elsewhere without a decision.

    Who cancels has decided: those words are not shown again.
    """
    screen, now = before.screen, turn.interview.screen
    waits = (now.on, now.key) == (screen.on, screen.key) or set(screen.said) <= set(now.said)
    settled = CANCELLED in turn.effects or any(
        isinstance(e, (Save, Keep)) and e.key == screen.key for e in turn.effects
    )
    left = not waits or any(isinstance(e, Wake) for e in turn.effects)
    nothing_new = screen.on is On.DOUBT and stands_already(before, screen, context)
    if screen.on not in {On.DOUBT, On.OFFER, On.FINDING} or settled or not left or nothing_new:
        return turn
    kept, words = kept_of(turn.interview, screen.key, screen.said, context)
    return Turn(kept, (*words, *turn.effects))


# ------------------------------------------------------------------ commands


def _start(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, resumed(interview))


def _change_which(interview: Interview, _rest: str, _context: Context) -> Turn:
    return stay(interview, Tell("change_which"))


def _back(interview: Interview, _rest: str, _context: Context) -> Turn:
    screen = interview.screen
    before = interview.before(screen.key)
    if screen.on in {On.REVIEW, On.PAUSED} and not screen.key and interview.numbered:
        before = interview.numbered[-1]
    if before is None:
        return ask(interview, screen, Tell("first_question"))
    return _reopen(interview, before.key)


def _edit(interview: Interview, rest: str, _context: Context) -> Turn:
    question = interview.called(rest) if rest else interview.question(interview.screen.key)
    if question is None and rest.isdecimal():
        return stay(interview, Tell("edit_none", {"said": rest}))
    if question is None or not (rest or question.key in interview.values):
        return stay(interview, Tell("edit_which"))
    return _reopen(interview, question.key)


def _reopen(interview: Interview, key: str) -> Turn:
    return ask(interview, interview.at(key))


def _repeat(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Say the question once more where the screen itself does not."""
    return stay(interview, Tell("prompt", {"key": interview.screen.key}))


def _help(interview: Interview, rest: str, _context: Context) -> Turn:
    question = interview.called(rest) if rest else interview.question(interview.screen.key)
    return stay(interview, Tell("help", {"key": question.key if question else ""}))


def _examples(interview: Interview, _rest: str, _context: Context) -> Turn:
    question = interview.question(interview.screen.key)
    assert question is not None
    return stay(interview, Tell(f"examples_{question.kind}", {"key": question.key}))


def _why(interview: Interview, _rest: str, _context: Context) -> Turn:
    return stay(interview, Tell("why_this"))


def _preview(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, Screen(on=On.REVIEW), Show())


def _done(interview: Interview, _rest: str, _context: Context) -> Turn:
    turn = refuse(interview)
    return Turn(turn.interview, (Show(), *turn.effects)) if turn else _preview(interview, "", _context)


def _submit(interview: Interview, _rest: str, _context: Context) -> Turn:
    return hand_in(interview)


def _not_yet(interview: Interview, _rest: str, _context: Context) -> Turn:
    return Turn(interview, (Tell("not_yet"),)) if interview.done else onward(interview)


def _use(interview: Interview, _rest: str, context: Context) -> Turn:
    key, said = interview.screen.key, interview.screen.said
    question = interview.question(key)
    if not said:
        return stay(interview)
    adds = question is not None and KINDS[question.kind].adds
    earlier = before(interview, context) if adds else ()
    return answer(interview, key, (*earlier, *said), context)


ANSWERS: Mapping[On, Callable[[Interview, Reply, Context], Turn]] = {
    On.OPENING: to_opening,
    On.FACTS: to_facts,
    On.QUESTION: to_question,
    On.DOUBT: to_doubt,
    On.MORE: to_adding,
    On.STUCK: to_question,
    On.EDITING: to_editing,
    On.ADDING: to_adding,
    On.REPLACING: to_editing,
    On.REMOVING: to_removing,
    On.REASON: to_reason,
    On.WHEN: when_typed,
    On.PAUSED: to_pause,
    On.OFFER: to_offered,
    On.REVIEW: offered,
    On.FINDING: to_finding,
    On.SPEAKERS: to_number,
    On.SURE_ABSENT: not_understood,
    On.SURE_OTHER: not_understood,
    On.ERASING: not_understood,
    **TYPED,
    On.CLOSED: not_understood,
}

BY_WORD: Mapping[Word, Handler] = {
    Word.START: _start,
    Word.SKIP: skip,
    Word.BACK: _back,
    Word.EDIT: _edit,
    Word.DELETE: ask_erase,
    Word.REPEAT: again,
    Word.HELP: _help,
    Word.PAUSE: pause,
    Word.PICK: pick,
    Word.PREVIEW: _preview,
    Word.DONE: _done,
    Word.SUBMIT: _submit,
    Word.ABSENT: did_not_attend,
    Word.NOBODY: did_not_attend,
    Word.OTHER: someone_else,
    Word.TOGETHER: write_together,
    Word.REMIND: remind,
    **BY_EXIT,
}

BY_SCREEN: Mapping[tuple[On, Word], Handler] = {
    (On.OPENING, Word.WHY): _why,
    (On.FACTS, Word.YES): confirm,
    (On.FACTS, Word.NO): _change_which,
    (On.MORE, Word.NEXT): _start,
    (On.MORE, Word.DONE): _start,
    (On.MORE, Word.REPEAT): _repeat,
    (On.STUCK, Word.REPEAT): _repeat,
    (On.STUCK, Word.USE): _use,
    (On.ADDING, Word.REPEAT): _repeat,
    **{(on, Word.EXAMPLES): _examples for on in (On.QUESTION, On.STUCK)},
    (On.REASON, Word.SKIP): _start,
    (On.WHEN, Word.SKIP): _start,
    (On.OFFER, Word.USE): _use,
    (On.OFFER, Word.YES): _use,
    (On.OFFER, Word.NO): not_for_that,
    (On.REVIEW, Word.NO): _not_yet,
    **ON_ERASING,
    **ON_DOUBT,
    **ON_ITEMS,
    **ON_LEAVING,
    **ON_FINDING,
    **ON_SPEAKERS,
    **ON_REWORDING,
    **ON_EXIT,
}
