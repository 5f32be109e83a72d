"""Free replies, by screen: what a reply that is no command comes to on the screen that it was given to."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answering import CHANGING, answer, chosen, read, so_far, what_stands
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.leaving import come_back_typed, pause
from bot.core.moves import Effect, On, Pass, Screen, Tell, Word
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Reply, Unclear
from bot.core.reviewing import keep_as_it_is
from bot.core.text import excerpt
from bot.core.turns import Turn, ask, onward, stay
from bot.core.words import is_nothing, is_question, is_unknown, normal, says_no, small_talk

SENTENCE = 8
"""More words than this, where a moment was asked for, are something else."""

STATEMENT = 40
"""From so many characters on, words about a question that was skipped may be the answer to it."""

FEW = 3
"""Words that are said about an offer, such as "not that one", rather than an answer of their own."""


def to_question(interview: Interview, reply: Reply, context: Context) -> Turn:
    screen = interview.screen
    if _asks(interview, reply, context):
        offer = Screen(on=On.OFFER, key=screen.key, said=(reply,))
        return ask(interview, offer, Tell("interrupted", {"key": screen.key}))
    if _knows_not(interview, reply, context):
        stuck = Screen(on=On.STUCK, key=screen.key, said=(reply,), tries=screen.tries)
        return ask(interview, stuck, Tell("unknown", {"key": screen.key}))
    earlier = interview.said.get(screen.key, ()) if screen.key in interview.answers else ()
    if earlier and not before(interview, context) and reply.message < earlier[-1].message:
        return onward(*interview.keep(screen.key, (reply,)))
    said = (*before(interview, context), reply)
    return answer(interview, screen.key, said, context, tries=screen.tries)


def _asks(interview: Interview, reply: Reply, context: Context) -> bool:
    question = interview.question(interview.screen.key)
    named = question is not None and chosen(question, reply)
    return is_question(reply.text, context.lexicon) and not reply.files and not named


def _knows_not(interview: Interview, reply: Reply, context: Context) -> bool:
    """Say whether somebody has no answer; where answers are not in their own words, what fits is one."""
    question, lexicon = interview.question(interview.screen.key), context.lexicon
    if question is None or reply.files or question.key in interview.answers:
        return False
    own = KINDS[question.kind].own_words
    fits = not own and isinstance(read(question, (reply,), context), Clear)
    return is_unknown(reply.text, lexicon) and not fits


def before(interview: Interview, context: Context) -> tuple[Reply, ...]:
    """Return what was said on this screen already: two quick messages are one answer, where the kind allows."""
    question = interview.question(interview.screen.key)
    if question is None or question.key not in interview.answers:
        return ()
    kind = KINDS[question.kind]
    return so_far(interview, question.key, context) if kind.adds or kind.goes_on else ()


def to_editing(interview: Interview, reply: Reply, context: Context) -> Turn:
    return answer(interview, interview.screen.key, (reply,), context, tries=interview.screen.tries)


def to_adding(interview: Interview, reply: Reply, context: Context) -> Turn:
    screen, lexicon = interview.screen, context.lexicon
    no = is_nothing(reply.text, lexicon) or says_no(reply.text, lexicon)
    if no and not reply.files:
        return onward(interview)
    said = (*so_far(interview, screen.key, context), reply)
    return answer(interview, screen.key, said, context, tries=screen.tries)


def to_offer(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take the answer after a question to the bot; other words are offered too."""
    screen = interview.screen
    if not all(is_question(asked.text, context.lexicon) for asked in screen.said):
        return come_back_typed(interview, reply, context) or _also_offered(interview, reply, context)
    return to_question(replace(interview, screen=Screen(on=On.QUESTION, key=screen.key)), reply, context)


def _also_offered(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Offer these words with those that wait, where they go on; else to the open question, and keep the others.

    A few words are more likely about the offer than an answer: they change nothing.
    """
    screen, following = interview.screen, interview.onward()
    said = reply.text.strip()
    few = len(said.split()) <= FEW and "\n" not in said and not reply.files
    if few or is_question(said, context.lexicon):
        return not_understood(interview, reply, context)
    key = following.key if following.on in {On.QUESTION, On.EDITING} else screen.key
    question = interview.question(key)
    if key == screen.key and question and KINDS[question.kind].adds:
        return offer(interview, key, (*screen.said, reply), context)
    kept, words = interview.keep(screen.key, screen.said)
    return offer(kept, key, (reply,), context, words, Tell("offer_kept", {"key": screen.key}))


def not_for_that(interview: Interview, _rest: str, context: Context) -> Turn:
    """Offer words that are no answer to that question to the one that is open; a reason to skip is for none."""
    screen, following = interview.screen, interview.onward()
    elsewhere = following.on is On.QUESTION and following.key != screen.key
    if not elsewhere or screen.key in interview.skipped:
        return onward(interview)
    return offer(interview, following.key, screen.said, context)


def to_reason(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a reason in the person's own words; what would be an answer to the question is offered as that as well."""
    key = interview.screen.key
    if is_question(reply.text, context.lexicon) and not reply.files:
        return not_understood(interview, reply, context)
    passed, noted = interview.passed(key, reply.text), Pass(key, reply.text)
    if _would_answer(interview, reply, context):
        return offer(passed, key, (reply,), context, noted)
    return onward(passed, noted, Tell("reason_noted", {"said": reply.text}))


def _would_answer(interview: Interview, reply: Reply, context: Context) -> bool:
    """Say whether this reads like an answer; a reason is short, or somebody's own."""
    question = interview.question(interview.screen.key)
    if question is None or isinstance(read(question, (reply,), context), Unclear):
        return False
    own = any(word.strip(" .,;:") in context.lexicon.oneself for word in normal(reply.text).split())
    long = len(reply.text.strip()) >= STATEMENT
    return not KINDS[question.kind].own_words or (long and not own)


def to_pause(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a moment; a sentence is offered to the next question, a few other words are no answer to anything."""
    later = come_back_typed(interview, reply, context)
    if later:
        return later
    if len(reply.text.split()) > SENTENCE:
        return offered(interview, reply, context)
    return stay(interview, Tell("pause_unclear", {"said": excerpt(reply.text)}, quote=reply.text))


def nodded(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Take "yes" and "no" for what they are where words are asked for: about what stands there, never an answer."""
    screen, said, lexicon = interview.screen, normal(reply.text), context.lexicon
    question = interview.question(screen.key)
    if reply.files or question is None or question.kind == "yes_no" or chosen(question, reply):
        return None
    if said in lexicon.yes or said in lexicon.commands[Word.KEEP]:
        return agreed(interview, question, reply, context)
    if said in lexicon.commands[Word.USE] and screen.on in {On.QUESTION, On.MORE}:
        return stay(interview, Tell("nod"))  # a second yes to a suggestion that is settled
    unchanged = says_no(reply.text, lexicon) and screen.on in CHANGING
    return keep_as_it_is(interview, "", context) if unchanged else None


def agreed(interview: Interview, question: Question, reply: Reply, context: Context) -> Turn | None:
    """Return what a yes is about on this screen; None where it is for the screen itself."""
    screen = interview.screen
    if screen.on in {On.EDITING, On.QUESTION} and screen.said:
        return suggested(interview, question, reply, context)
    if screen.on in {On.EDITING, On.REPLACING, On.ADDING, On.MORE}:
        return keep_as_it_is(interview, "", context)
    return stay(interview, Tell("nod")) if screen.on is On.QUESTION else None


def suggested(interview: Interview, question: Question, reply: Reply, context: Context) -> Turn:
    """Take the one answer that was suggested; where there are several or none, say once more what was wrong."""
    screen = interview.screen
    said = screen.said
    match read(question, said, context):
        case Unclear(facts={"suggestions": [str() as only]}):
            said = (replace(reply, text=only),)
    return answer(interview, question.key, said, context, tries=max(screen.tries - 1, 0))


def chatted(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Answer small talk, which is never an answer of the note; None for any other reply, or a choice of that name."""
    talk = "" if reply.files else small_talk(reply.text, context.lexicon)
    question = interview.question(interview.screen.key)
    if not talk or (question and chosen(question, reply)) or interview.screen.on is On.CLOSED:
        return None
    if talk == "stop" and interview.screen.on is On.PAUSED:
        return Turn(interview, (Tell("come_yourself"),))
    if talk == "stop":
        return pause(interview, "", context)
    if talk == "help" and interview.screen.on is On.OPENING:
        return stay(interview, Tell("why_this"))
    if talk == "undo":
        return stay(interview, _undoing(interview))
    return stay(interview, Tell("about" if talk == "help" else talk))


def _undoing(interview: Interview) -> Tell:
    """Say how that is taken back which was done last: an answer, or what was handed in."""
    if interview.posted:
        return Tell("undo_submitted")
    return Tell("undo", {"key": interview.latest}) if interview.latest else Tell("undo_nothing")


def offered(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Ask whether a reply to a screen that asks nothing is the answer to a question without one.

    That is one whose kind of answer it is, such as a choice or days; else the next one.
    """
    following = interview.onward()
    waiting = [q for q in interview.path if q.key not in interview.values and not KINDS[q.kind].own_words]
    fits = (q.key for q in waiting if isinstance(read(q, (reply,), context), Clear))
    key = next(fits, following.key if following.on is On.QUESTION else "")
    if key:
        return offer(interview, key, (reply,), context)
    if interview.screen.on is following.on is On.REVIEW:
        return Turn(interview, (Tell("review_how", quote=reply.text),))
    return not_understood(interview, reply, context)


def offer(
    interview: Interview, key: str, said: tuple[Reply, ...], context: Context, *effects: Effect
) -> Turn:
    """Ask whether these words are the answer to a question, and show the answer that they would replace."""
    question = interview.question(key)
    stands: tuple[Tell, ...] = ()
    if question and not KINDS[question.kind].adds:
        outcome = read(question, said, context)
        new = None if isinstance(outcome, Unclear) else outcome.value
        stands = () if new is None else what_stands(interview, question, new, context)
    screen = Screen(on=On.OFFER, key=key, said=said)
    return ask(interview, screen, *effects, Tell("offer", {"key": key}), *stands)


def not_understood(interview: Interview, reply: Reply, _context: Context) -> Turn:
    return stay(interview, Tell("not_understood", quote=reply.text))
