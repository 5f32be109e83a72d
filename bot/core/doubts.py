"""What is said to a doubt: yes, keep what stands there, or other words, which stand alone."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.answering import answer, in_doubt, read, save, so_far, unclear, weighed
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.moves import Ask, Effect, On, Save, Screen, Tell, Word
from bot.core.replies import Context, Doubt, Reply, Shape, Unclear
from bot.core.reviewing import keep_as_it_is
from bot.core.text import excerpt
from bot.core.turns import Handler, Turn, ask, stay
from bot.core.words import is_no_answer, is_nothing, nods, says_no

CANCELLED = Tell("cancelled")


def insist(interview: Interview, _rest: str, context: Context) -> Turn:
    """Save what was in doubt: the person says that it is right."""
    screen = interview.screen
    question = interview.question(screen.key)
    assert question is not None
    outcome = read(question, screen.said, context)
    if isinstance(outcome, Unclear):
        return unclear(interview, question, outcome, screen.said, tries=screen.tries + 1)
    return save(interview, question, outcome.value, screen.said)


def keep(interview: Interview, rest: str, context: Context) -> Turn:
    """Keep what stands there; where nothing does, keep what is in doubt."""
    key = interview.screen.key
    if key not in interview.values or stands_already(interview, interview.screen, context):
        return insist(interview, rest, context)
    kept, words = kept_of(interview, key, interview.screen.said, context)
    turn = keep_as_it_is(kept, rest, context)
    told = Tell("as_it_was", {"key": key})
    return Turn(turn.interview, (*words, *(() if told in turn.effects else (told,)), *turn.effects))


def stands_already(interview: Interview, screen: Screen, context: Context) -> bool:
    """Say whether what is in doubt is what stands there, such as a fact, and no words that would replace it."""
    return screen.said == so_far(interview, screen.key, context)


def add(interview: Interview, _rest: str, context: Context) -> Turn:
    """Add what is in doubt to what stands there, which it would replace."""
    screen = interview.screen
    stands = so_far(interview, screen.key, context)
    said = tuple(each for each in screen.said if each not in stands)
    question = interview.question(screen.key)
    if not (stands and said and question and KINDS[question.kind].adds):
        return stay(interview)
    return answer(interview, screen.key, (*stands, *said), context, tries=screen.tries)


def cancel(interview: Interview, rest: str, context: Context) -> Turn:
    """Take back what is in doubt; where nothing stands, ask the question again as if it had not been said."""
    key = interview.screen.key
    if key in interview.values:
        return keep(interview, rest, context)
    return ask(interview, Screen(on=On.QUESTION, key=key), CANCELLED)


def plainly(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Ask the question anew: what was doubted is not the answer."""
    key, tries = interview.screen.key, interview.screen.tries
    on = On.EDITING if key in interview.values else On.QUESTION
    return ask(interview, Screen(on=on, key=key, tries=tries))


def to_doubt(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take other words instead of those in doubt, which are kept; a word for nothing replaces no answer.

    A yes with words around it is a yes: "yes pls", "yes, that is one name".
    """
    if not reply.files and nods(reply.text, context.lexicon):
        return insist(interview, "", context)
    no = is_nothing(reply.text, context.lexicon) or says_no(reply.text, context.lexicon)
    if no and not reply.files:
        if interview.screen.key in interview.values:
            return stay(interview)
        if _takes_more(interview):
            return insist(interview, "", context)
    return _instead(interview, reply, context)


def goes_on(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take the second of two quick messages: whoever wrote it had not seen the doubt about the first."""
    if not _takes_more(interview):
        return to_doubt(interview, reply, context)
    screen = interview.screen
    return answer(interview, screen.key, (*screen.said, reply), context, tries=screen.tries)


def explained(turn: Turn, context: Context) -> Turn:
    """Say what is in doubt each time that a doubt is on the screen: nothing else there tells."""
    *effects, last = turn.effects
    if not isinstance(last, Ask) or last.screen.on is not On.DOUBT:
        return turn
    question = turn.interview.question(last.screen.key)
    outcome = weighed(turn.interview, question, last.screen.said, context) if question else None
    if not isinstance(outcome, Doubt):
        return turn
    told = [t for t in in_doubt(turn.interview, outcome, last.screen, context) if t not in effects]
    return Turn(turn.interview, (*effects, *told, last))


def kept_of(
    interview: Interview, key: str, said: tuple[Reply, ...], context: Context
) -> tuple[Interview, tuple[Effect, ...]]:
    """Keep words that were in doubt or offered and are not the answer; a question to the bot is not worth it."""
    worth = tuple(each for each in said if each.files or not is_no_answer(each.text, context.lexicon))
    if not worth:
        return interview, ()
    kept, words = interview.keep(key, worth)
    return kept, (words,)


def _takes_more(interview: Interview) -> bool:
    """Whether the question takes long texts or lists, which come in several messages."""
    question = interview.question(interview.screen.key)
    return question is not None and KINDS[question.kind].shape is Shape.LINES


def _instead(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Read the reply without the words in doubt, but with those to which they were added."""
    screen = interview.screen
    stands = () if stands_already(interview, screen, context) else so_far(interview, screen.key, context)
    before = tuple(each for each in screen.said if each in stands)
    doubted = tuple(each for each in screen.said if each not in stands)
    if not doubted:
        return answer(interview, screen.key, (*before, reply), context, tries=screen.tries)
    kept, words = kept_of(interview, screen.key, doubted, context)
    turn = answer(kept, screen.key, (*before, reply), context, tries=screen.tries)
    saved = any(isinstance(effect, Save) for effect in turn.effects)
    told = Tell("instead", {"said": excerpt(" ".join(each.text for each in doubted))})
    return Turn(
        turn.interview, (*words, *((told,) if saved and _takes_more(interview) else ()), *turn.effects)
    )


ON_DOUBT: Mapping[tuple[On, Word], Handler] = {
    (On.DOUBT, Word.YES): insist,
    (On.DOUBT, Word.ADD): add,
    (On.DOUBT, Word.KEEP): keep,
    (On.DOUBT, Word.CANCEL): cancel,
    (On.DOUBT, Word.NO): plainly,
}
