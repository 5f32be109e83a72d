"""What becomes of a reply to a question: saved, doubted, or asked again - twice at most, then there is a way out."""

from __future__ import annotations

from dataclasses import replace

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.lexicon import Lexicon
from bot.core.moves import Effect, On, Pass, Save, Screen, Tell
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Unclear, Value, join
from bot.core.text import excerpt
from bot.core.turns import Turn, ask, onward, stay
from bot.core.words import asks_back, begins_no, is_no_answer, is_nothing, misses_a_question, normal, says_no

TRIES = 2
"""After so many replies that do not fit, the person is offered a way out instead of another try."""

BEGINNING = 140
"""Characters of an answer that are shown where it may be replaced: enough to know it by."""

CHANGING = frozenset({On.EDITING, On.REPLACING, On.REMOVING})
"""Screens on which an answer that stands is changed: then one goes on to where one was."""

MOST_OF = 0.6
"""A reply to a reader that is shorter than this part of the answer may be a word on it, and not the new answer."""

Said = tuple[Reply, ...]


def answer(interview: Interview, key: str, said: Said, context: Context, *, tries: int = 0) -> Turn:
    """Read these replies as the answer to a question."""
    question = interview.question(key)
    assert question is not None
    if len(said) == 1 and _says_nothing(question, said[0], context):
        return _nothing(interview, question, said, context, tries=tries)
    outcome = weighed(interview, question, said, context)
    match outcome:
        case Clear(value):
            return save(interview, question, value, said)
        case Doubt():
            screen = Screen(on=On.DOUBT, key=key, said=said, tries=tries)
            return ask(interview, screen, *in_doubt(interview, outcome, screen, context))
        case Unclear():
            return unclear(interview, question, outcome, said, tries=tries + 1)


def read(question: Question, said: Said, context: Context) -> Outcome:
    """Return what the question's kind makes of these replies, taken together."""
    return KINDS[question.kind].parse(join(said), question, context)


def weighed(interview: Interview, question: Question, said: Said, context: Context) -> Outcome:
    """Return what these replies come to; in doubt is also what does not sound like an answer, where one stands."""
    outcome = read(question, said, context)
    kind, asked = KINDS[question.kind], interview.remarks.get(question.key)
    text, lexicon = max(said, key=lambda reply: reply.message).text, context.lexicon
    if not isinstance(outcome, Clear) or not kind.own_words:
        return outcome
    if doubt := _to_the_bot(outcome.value, text, lexicon):
        return doubt
    if outcome.value == interview.values.get(question.key, outcome.value):
        return outcome
    if is_no_answer(text, lexicon) or asks_back(text, lexicon):
        key = "no_answer_to_remark" if asked else "no_answer"
        return Doubt(outcome.value, key, {"by": asked.by} if asked else {})
    stands = (kind.show(each, question, context) for each in (outcome.value, interview.values[question.key]))
    new, old = map(len, stands)
    if asked and new < old * MOST_OF and interview.screen.on is not On.REPLACING:
        return Doubt(outcome.value, "much_shorter", {"by": asked.by})
    return outcome


def _to_the_bot(value: Value, text: str, lexicon: Lexicon) -> Doubt | None:
    """Doubt what begins as a refusal does, or as a command."""
    if name := misses_a_question(text, lexicon):
        return Doubt(value, "edit_none_sure", {"said": name})
    return Doubt(value, "begins_no") if begins_no(text, lexicon) else None


def so_far(interview: Interview, key: str, context: Context) -> Said:
    """Return the replies to which another one is added.

    A fact was never said, so its value stands for it; the sentence for nothing gives way to what is said.
    """
    question = interview.question(key)
    value = interview.values.get(key)
    if question is None or value is None or (question.nothing and value == question.nothing):
        return ()
    return interview.said.get(key) or (Reply(KINDS[question.kind].show(value, question, context)),)


def in_doubt(interview: Interview, outcome: Doubt, screen: Screen, context: Context) -> tuple[Tell, ...]:
    """Say what is in doubt, and which words stand there until the person says yes, if they would go."""
    question = interview.question(screen.key)
    assert question is not None
    told = fault(question, outcome, screen.said)
    return told, *what_stands(interview, question, outcome.value, context)


def what_stands(interview: Interview, question: Question, new: Value, context: Context) -> tuple[Tell, ...]:
    """Show the beginning of an answer that another one would replace; nothing where it would only be added to."""
    value, kind = interview.values.get(question.key), KINDS[question.kind]
    if value is None or value == new:
        return ()
    stands, instead = (kind.show(each, question, context) for each in (value, new))
    if kind.adds and instead.startswith(stands):
        return ()
    return (Tell("stands_until_yes", {"key": question.key}, quote=excerpt(stands, BEGINNING)),)


def save(interview: Interview, question: Question, value: Value, said: Said) -> Turn:
    """Save the answer, say so, and go on."""
    after = interview.saved(question.key, value, said)
    facts = {"key": question.key, "value": value, "again": question.key in interview.said}
    facts |= {"added": True} if interview.screen.on in {On.MORE, On.ADDING} else {}
    effects = [Save(question.key, value, said), Tell("saved", facts), *_moved(interview, after)]
    more = question.parts and value != question.nothing
    if more and interview.screen.on not in CHANGING - {On.REPLACING}:
        return ask(after, Screen(on=On.MORE, key=question.key), *effects)
    if _left(interview) and not _left(after) and after.open:
        effects.append(Tell("enough"))
    return onward(after, *effects)


def _left(interview: Interview) -> set[str]:
    """Return what a first version still needs; what keeps it out of the channel is asked last."""
    return {question.key for question in interview.missing} - {interview.type.hold}


def _moved(before: Interview, after: Interview) -> list[Effect]:
    """Say which answers no longer matter because of this one; they are kept, but what was put off is not asked."""
    here = {question.key for question in after.path}
    gone = [q for q in before.path if q.key not in here]
    left = [q.label for q in gone if q.key in before.values]
    dropped: list[Effect] = [Pass(q.key, before.skipped[q.key]) for q in gone if q.key in before.skipped]
    return [*dropped, Tell("left_path", {"labels": left})] if left else dropped


def _says_nothing(question: Question, reply: Reply, context: Context) -> bool:
    """Say whether the reply is a word for nothing, or no, and not one of the choices."""
    if reply.files or chosen(question, reply):
        return False
    no = question.kind != "yes_no" and says_no(reply.text, context.lexicon)
    return no or is_nothing(reply.text, context.lexicon)


def chosen(question: Question, reply: Reply) -> bool:
    """Say whether the reply is one of the choices of a question, whatever else it could mean."""
    return normal(reply.text) in map(normal, question.choices)


def _nothing(interview: Interview, question: Question, said: Said, context: Context, *, tries: int) -> Turn:
    if not question.required:
        after = interview.passed(question.key, "nothing")
        return onward(after, Pass(question.key, "nothing"), Tell("nothing_noted", {"key": question.key}))
    twice = any(
        is_nothing(reply.text, context.lexicon) for reply in interview.screen.said if reply not in said
    )
    if question.nothing and twice:
        return save(interview, question, question.nothing, said)
    key = "nothing_sure" if question.nothing else "nothing_refused"
    told = fault(question, Unclear(key, {"label": question.label}), said)
    return ask(interview, _retry(interview, question, said, tries + 1), told)


def unclear(interview: Interview, question: Question, problem: Unclear, said: Said, *, tries: int) -> Turn:
    """Keep replies that do not fit, say why they do not, and ask again."""
    kept, words = interview.keep(question.key, said)
    return ask(kept, _retry(interview, question, said, tries), words, fault(question, problem, said))


def _retry(interview: Interview, question: Question, said: Said, tries: int) -> Screen:
    return Screen(on=_once_more(interview, question.key, tries), key=question.key, said=said, tries=tries)


def _once_more(interview: Interview, key: str, tries: int) -> On:
    """Return where to try again. Where there is an answer it can be kept, which is a way out at any time."""
    if interview.screen.on in {On.MORE, On.ADDING}:
        return interview.screen.on
    if key in interview.values:
        return On.EDITING
    return On.QUESTION if tries < TRIES else On.STUCK


def fault(question: Question, outcome: Doubt | Unclear, said: Said) -> Tell:
    """Say why these replies do not fit, or are in doubt."""
    facts = {"label": question.label, "key": question.key, "said": _short(join(said)), **outcome.facts}
    return Tell(outcome.key, facts)


def _short(reply: Reply) -> str:
    text = " ".join(reply.text.split()) or ", ".join(file.name for file in reply.files)
    return text if len(text) <= 80 else f"{text[:79]}…"


def amend(interview: Interview, key: str, reply: Reply, context: Context) -> Turn:
    """Read an answer anew because one of its messages was edited; what was on screen stays on screen."""
    waiting = replace(interview.screen, said=_corrected(interview.screen.said, reply))
    here = replace(interview, screen=waiting)
    question = interview.question(key)
    if question is None or not _part_of(interview.said.get(key, ()), reply):
        if waiting.on in {On.OFFER, On.FINDING} or not _part_of(waiting.said, reply):
            return stay(here)
        before = here.unkept(waiting.key, interview.screen.said)
        return answer(before, waiting.key, waiting.said, context, tries=max(waiting.tries - 1, 0))
    said = _corrected(interview.said[key], reply)
    outcome = Unclear("empty") if _says_nothing(question, reply, context) else read(question, said, context)
    if isinstance(outcome, Unclear):
        told = replace(fault(question, outcome, said), key="amend_unclear")
        kept, words = here.keep(key, said)
        return stay(kept, words, told)
    if isinstance(outcome, Doubt) and waiting.on is not On.CLOSED:
        doubt = Screen(on=On.DOUBT, key=key, said=said)
        return ask(here, doubt, *in_doubt(here, outcome, doubt, context))
    after = here.saved(key, outcome.value, said)
    told = Tell("amended", {"key": key, "value": outcome.value})
    return ask(after, _beyond(here, after, key), Save(key, outcome.value, said), told, *_moved(here, after))


def _part_of(said: Said, reply: Reply) -> bool:
    return any(piece.message == reply.message for piece in said)


def _corrected(said: Said, reply: Reply) -> Said:
    return tuple(reply if piece.message == reply.message else piece for piece in said)


def _beyond(before: Interview, after: Interview, key: str) -> Screen:
    """Return what is on screen after an edit: the same, unless that made it pointless."""
    screen = before.screen
    answered = screen.key == key and screen.on in {On.QUESTION, On.EDITING, On.STUCK}
    here = {question.key for question in after.path}
    left = (
        screen.on is not On.PAUSED
        and any(q.key == screen.key for q in before.path)
        and screen.key not in here
    )
    more = screen.on is On.REVIEW and after.open and not before.open
    return after.onward() if answered or left or more else screen
