"""An answer that is to go for good: asked once, then gone with all that was kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.core.interview import Interview
from bot.core.moves import Erase, On, Screen, Tell, Word
from bot.core.options import OPTIONS
from bot.core.questions import Question
from bot.core.replies import Context
from bot.core.turns import Handler, Turn, ask, onward, stay
from bot.core.words import normal

REASONS = frozenset({*OPTIONS[On.REASON], "left", "nothing"})
"""Why a question is skipped where nobody has typed it."""


def ask_erase(interview: Interview, rest: str, _context: Context) -> Turn:
    """Ask whether all that was said to a question is to go; not while others read it in a version."""
    question = _named(interview, rest) if rest else interview.question(interview.screen.key)
    if question is None:
        return stay(interview, Tell("erase_which"))
    if interview.posted:
        return stay(interview, Tell("erase_posted", {"version": interview.version}))
    key = question.key
    if key not in _stored(interview):
        return stay(interview, Tell("erase_nothing", {"key": key}))
    name, too = interview.theirs.get(key, ("", True))
    if not too and not _waits(interview, key):
        return stay(interview, Tell("erase_theirs", {"key": key, "name": name}))
    return ask(interview, Screen(on=On.ERASING, key=key))


def _named(interview: Interview, name: str) -> Question | None:
    """Return the question that is called so, on the path or, where something of it is stored, beside it."""
    beside = (interview.question(key) for key in _stored(interview))
    named = [q for q in beside if q and normal(name) in {normal(q.label), normal(q.key)}]
    return interview.called(name) or next(iter(named), None)


def _stored(interview: Interview) -> Collection[str]:
    """Return the questions to which something was said, also where it is no answer or waits for a yes."""
    why = {key for key, reason in interview.skipped.items() if reason and reason not in REASONS}
    waits = {key for key in (interview.screen.key,) if _waits(interview, key)}
    return {*interview.values, *interview.kept, *interview.said, *why, *waits}


def _waits(interview: Interview, key: str) -> bool:
    """Say whether words for it wait for a yes."""
    return key == interview.screen.key and bool(interview.screen.said)


def erase(interview: Interview, rest: str, context: Context) -> Turn:
    """Let it go, and ask what is open now; where another is named, ask about that."""
    if rest:
        return ask_erase(interview, rest, context)
    question = interview.question(interview.screen.key)
    assert question is not None
    key = question.key
    return onward(interview.erased(key), Tell("erased", {"key": key}), Erase(key, question.label))


def spare(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Leave it as it was."""
    return onward(interview, Tell("as_it_was", {"key": interview.screen.key}))


ON_ERASING: Mapping[tuple[On, Word], Handler] = {
    (On.ERASING, Word.YES): erase,
    (On.ERASING, Word.DELETE): erase,
    (On.ERASING, Word.NO): spare,
    (On.ERASING, Word.KEEP): spare,
    (On.ERASING, Word.CANCEL): spare,
}
