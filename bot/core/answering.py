"""What becomes of a reply to a question: saved, doubted, or asked again - twice at most, then there is a way out."""

from __future__ import annotations

from dataclasses import replace

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.moves import Effect, Keep, On, Pass, Save, Screen, Tell
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Unclear, Value, join
from bot.core.turns import Turn, ask, onward
from bot.core.words import is_nothing

TRIES = 2
"""After so many replies that do not fit, the person is offered a way out instead of another try."""

Said = tuple[Reply, ...]


def answer(interview: Interview, key: str, said: Said, context: Context, *, tries: int = 0) -> Turn:
    """Read these replies as the answer to a question."""
    question = interview.question(key)
    assert question is not None
    if len(said) == 1 and not said[0].files and is_nothing(said[0].text, context.lexicon):
        return _nothing(interview, question, said, tries=tries)
    outcome = read(question, said, context)
    match outcome:
        case Clear(value):
            return save(interview, question, value, said)
        case Doubt():
            return ask(interview, Screen(on=On.DOUBT, key=key, said=said), _fault(question, outcome, said))
        case Unclear():
            return _unclear(interview, question, outcome, said, tries=tries + 1)


def read(question: Question, said: Said, context: Context) -> Outcome:
    """Return what the question's kind makes of these replies, taken together."""
    return KINDS[question.kind].parse(join(said), question, context)


def insist(interview: Interview, context: Context) -> Turn:
    """Save what was in doubt: the person says that it is right."""
    screen = interview.screen
    question = interview.question(screen.key)
    assert question is not None
    outcome = read(question, screen.said, context)
    if isinstance(outcome, Unclear):
        return _unclear(interview, question, outcome, screen.said, tries=1)
    return save(interview, question, outcome.value, screen.said)


def save(interview: Interview, question: Question, value: Value, said: Said) -> Turn:
    """Save the answer, say so, and go on."""
    after = interview.saved(question.key, value, said)
    facts = {"key": question.key, "value": value, "again": question.key in interview.said}
    effects = [Save(question.key, value, said), Tell("saved", facts), *_moved(interview, after)]
    if question.parts and interview.screen.on is not On.EDITING:
        return ask(after, Screen(on=On.MORE, key=question.key), *effects)
    if not interview.missing == after.missing and not after.missing and after.open:
        effects.append(Tell("enough"))
    return onward(after, *effects)


def _moved(before: Interview, after: Interview) -> list[Effect]:
    """Say which answers no longer matter because of this one; they are kept."""
    here = {question.key for question in after.path}
    left = [q.label for q in before.path if q.key not in here and q.key in before.values]
    return [Tell("left_path", {"labels": left})] if left else []


def _nothing(interview: Interview, question: Question, said: Said, *, tries: int) -> Turn:
    if not question.required:
        after = interview.passed(question.key, "nothing")
        return onward(after, Pass(question.key, "nothing"), Tell("nothing_noted", {"key": question.key}))
    if question.nothing and tries:
        return save(interview, question, question.nothing, said)
    key = "nothing_sure" if question.nothing else "nothing_refused"
    return _unclear(interview, question, Unclear(key, {"label": question.label}), said, tries=tries + 1)


def _unclear(interview: Interview, question: Question, fault: Unclear, said: Said, *, tries: int) -> Turn:
    kept = interview.keeping(question.key, said)
    told = _fault(question, fault, said)
    if tries < TRIES:
        return ask(kept, Screen(on=On.QUESTION, key=question.key, tries=tries), Keep(question.key, said), told)
    return ask(kept, Screen(on=On.STUCK, key=question.key, tries=tries), Keep(question.key, said), told)


def _fault(question: Question, outcome: Doubt | Unclear, said: Said) -> Tell:
    facts = {"label": question.label, "key": question.key, "said": _short(join(said)), **outcome.facts}
    return Tell(outcome.key, facts)


def _short(reply: Reply) -> str:
    text = " ".join(reply.text.split()) or ", ".join(file.name for file in reply.files)
    return text if len(text) <= 80 else f"{text[:79]}…"


def amend(interview: Interview, key: str, reply: Reply, context: Context) -> Turn:
    """Read an answer anew because one of its messages was edited; what was on screen stays on screen."""
    said = tuple(reply if r.message == reply.message else r for r in interview.said[key])
    question = interview.question(key)
    assert question is not None
    outcome = read(question, said, context)
    if isinstance(outcome, Unclear):
        told = replace(_fault(question, outcome, said), key="amend_unclear")
        return ask(interview, interview.screen, Keep(key, said), told)
    after = interview.saved(key, outcome.value, said)
    told = Tell("amended", {"key": key, "value": outcome.value})
    back = interview.screen if interview.screen.key != key else after.onward()
    return ask(after, back, Save(key, outcome.value, said), told, *_moved(interview, after))
