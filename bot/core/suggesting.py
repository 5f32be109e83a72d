"""A suggestion of house style about an answer that was just given: it waits beside what is asked next."""

from __future__ import annotations

from dataclasses import replace

from bot.core.deciding import MOST, SETTLED, Verdict, answered, refused, rewritten, undecided
from bot.core.finding import Finding
from bot.core.housestyle import worded, written
from bot.core.interview import Interview
from bot.core.mending import mended
from bot.core.moves import Ask, Decide, On, Tell, Word
from bot.core.replies import Context, Unclear
from bot.core.turns import Turn, ask, stay

BESIDE = frozenset({On.QUESTION, On.MORE, On.REVIEW})
"""Screens that take a suggestion beside them: no word of theirs is one of its two."""

LONGEST = 80
"""Characters of words that are shown whole in one line; longer ones wait until the draft is handed in."""


def suggesting(before: Interview, turn: Turn) -> Turn:
    """Put one suggestion about the answer of this turn beside what is asked next; the others wait for the end."""
    *effects, last = turn.effects
    at = next((n for n, each in enumerate(effects) if isinstance(each, Tell) and each.key == "saved"), None)
    if at is None or not isinstance(last, Ask) or last.screen.on not in BESIDE:
        return turn
    saved = effects[at]
    assert isinstance(saved, Tell)
    found = _first(before, turn.interview, str(saved.facts["key"]))
    if found is None:
        return turn
    told = Tell("suggested", {"key": found.key, "words": found.words, "fix": found.fix})
    screen = replace(last.screen, hint=found.id)
    return ask(turn.interview, screen, *effects[: at + 1], told, *effects[at + 1 :])


def _first(before: Interview, after: Interview, key: str) -> Finding | None:
    """Return the first finding that this answer brought and that two words can settle."""
    style = after.type.style
    if not style.looks_at(key) or answered(after) >= MOST:
        return None
    old = {each.id for each in worded(style, before.texts)} if key in before.values else set()
    found = (each for each in worded(style, after.texts) if _is_new(each, key, old, after))
    return next(found, None)


def _is_new(found: Finding, key: str, old: set[str], after: Interview) -> bool:
    marks = found.rule == "quotes"  # marks within marks can not be told apart in one line
    short = (
        not marks and 0 < len(found.fix) <= LONGEST and len(found.words) <= LONGEST and "\n" not in found.fix
    )
    settled = after.decided.get(found.id) in SETTLED
    return found.key == key and short and found.id not in old and not settled


def settle_suggestion(interview: Interview, word: Word, about: str, context: Context) -> Turn:
    """Use a suggestion, or keep what stands there; what is on the screen stays, without it."""
    here = replace(interview, screen=replace(interview.screen, hint=""))
    finding = next((each for each in undecided(interview) if each.id == about), None)
    if finding is None:
        return stay(here, Tell("suggestion_gone"))
    if word is Word.MINE:
        after = replace(here, decided={**here.decided, about: Verdict.KEPT})
        return stay(after, Decide(about, Verdict.KEPT), Tell("kept_mine", {"words": finding.words}))
    text = mended(written(interview.values.get(finding.key)), finding, interview.findings)
    turn = rewritten(here, finding, text, context, Verdict.USED)
    if isinstance(turn, Unclear):
        return refused(here, finding, turn, text)
    return stay(turn.interview, *turn.effects)
