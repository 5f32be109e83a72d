"""Findings are decided one at a time before a draft is handed in, and nothing changes without a word of the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.core.answering import fault, read
from bot.core.housestyle import Finding, mended, written
from bot.core.interview import Interview
from bot.core.moves import Decide, Effect, On, Pass, Save, Screen, Submit, Tell, Word
from bot.core.passages import around
from bot.core.replies import Context, Reply, Unclear
from bot.core.reviewing import remarks_first
from bot.core.turns import Handler, Turn, again, ask

MOST = 12
"""So many suggestions of style are asked about at most, over all versions of a note; the others are only counted."""


class Verdict(StrEnum):
    """What a person can say to a finding: the first two to one of style, the others to one that is sensitive."""

    USED = "used"
    KEPT = "kept"
    REMOVED = "removed"
    LEFT = "left"
    ASKED = "asked"


SETTLED = frozenset({Verdict.KEPT, Verdict.LEFT, Verdict.ASKED})
"""Words that were changed are gone; where they come back, they are asked about again."""


def hand_in(interview: Interview, *effects: Effect) -> Turn:
    """Ask about the next finding; where none is left, hand the draft in, unless something keeps it back."""
    turn = refuse(interview) or _ask_next(interview)
    if turn is None:
        submitted = replace(interview, version=interview.version + 1, changed=False)
        turn = Turn(submitted, (Submit(),))
    return Turn(turn.interview, (*effects, *turn.effects))


def refuse(interview: Interview) -> Turn | None:
    """Say what keeps the draft from being handed in, and ask for it."""
    if interview.known:
        return ask(interview, Screen(on=On.FACTS), Tell("facts_first"))
    if not interview.missing:
        return remarks_first(interview)
    labels = [question.label for question in interview.missing]
    screen = Screen(on=On.QUESTION, key=interview.missing[0].key)
    return ask(interview, screen, Tell("not_without", {"labels": labels}))


def _ask_next(interview: Interview) -> Turn | None:
    finding = _next(interview)
    return ask(interview, Screen(on=On.FINDING, key=finding.key, about=finding.id)) if finding else None


def undecided(interview: Interview) -> tuple[Finding, ...]:
    """Return the findings that still wait for a word, the same words in the same answer once."""
    waiting = {f.id: f for f in reversed(interview.findings) if interview.decided.get(f.id) not in SETTLED}
    return tuple(reversed(waiting.values()))


def asked_about(interview: Interview) -> tuple[Finding, ...]:
    """Return the findings about which the coordinator is to be asked, so that the draft goes to no channel."""
    asked = {f.id: f for f in interview.findings if interview.decided.get(f.id) == Verdict.ASKED}
    return tuple(asked.values())


def finding_on(interview: Interview, screen: Screen) -> Finding | None:
    """Return the finding that a screen is about, if it still waits for a word."""
    if screen.on is not On.FINDING:
        return None
    return next((each for each in undecided(interview) if each.id == screen.about), None)


def current(interview: Interview) -> Interview:
    """Return the interview with what comes next on the screen where the finding there is decided or gone."""
    if interview.screen.on is not On.FINDING or finding_on(interview, interview.screen):
        return interview
    return replace(interview, screen=interview.onward())


def _next(interview: Interview) -> Finding | None:
    waiting = undecided(interview)
    answered = sum(verdict in {Verdict.USED, Verdict.KEPT} for verdict in interview.decided.values())
    return next((each for each in waiting if each.sensitive or answered < MOST), None)


def settle(*verdicts: Verdict) -> Handler:
    """Return what a word does to the finding on the screen: the verdict of its sort, if there is one."""

    def handle(interview: Interview, rest: str, context: Context) -> Turn:
        finding = finding_on(interview, interview.screen)
        if finding is None:
            return again(interview, rest, context)
        fitting = [verdict for verdict in verdicts if _fits(verdict, finding)]
        if not fitting:
            return again(interview, rest, context)
        if fitting[0] in SETTLED:
            return _settled(interview, fitting[0], (finding,))
        return _mend(interview, fitting[0], finding, context)

    return handle


def _fits(verdict: Verdict, finding: Finding) -> bool:
    if verdict is Verdict.USED and not finding.fix:
        return False
    return finding.sensitive is (verdict not in {Verdict.USED, Verdict.KEPT})


def keep_all(interview: Interview, rest: str, context: Context) -> Turn:
    """Keep every wording that is only a matter of style."""
    finding = finding_on(interview, interview.screen)
    if finding is None or finding.sensitive:
        return again(interview, rest, context)
    style = [each for each in undecided(interview) if not each.sensitive]
    return _settled(interview, Verdict.KEPT, style)


def _settled(interview: Interview, verdict: Verdict, found: Iterable[Finding]) -> Turn:
    decided = {each.id: verdict for each in found}
    after = replace(interview, decided={**interview.decided, **decided})
    return hand_in(after, *(Decide(about, verdict) for about in decided))


def _mend(interview: Interview, verdict: Verdict, finding: Finding, context: Context) -> Turn:
    """Change the words in the answer, which is then a new revision; where it does not fit any more, ask for it."""
    question = interview.question(finding.key)
    assert question is not None
    text = mended(written(interview.values[finding.key]), finding, interview.findings)
    if not (question.required or any(map(str.isalnum, text))):
        return _emptied(interview, verdict, finding)
    said = (Reply(text),)
    outcome = read(question, said, context)
    if isinstance(outcome, Unclear):
        return ask(interview, Screen(on=On.EDITING, key=question.key), fault(question, outcome, said))
    told = Tell("mended", {"key": question.key}, around(text, finding.start, len(finding.fix)))
    after = replace(interview, decided={**interview.decided, finding.id: verdict})
    after = after.saved(question.key, outcome.value, said)
    return hand_in(after, Decide(finding.id, verdict), Save(question.key, outcome.value, said), told)


def _emptied(interview: Interview, verdict: Verdict, finding: Finding) -> Turn:
    """Skip a question of whose answer nothing is left, where it may go without one."""
    after = replace(interview, decided={**interview.decided, finding.id: verdict}).passed(finding.key, "")
    told = Tell("skipped", {"key": finding.key})
    return hand_in(after, Decide(finding.id, verdict), Pass(finding.key), told)


ON_FINDING: Mapping[tuple[On, Word], Handler] = {
    (On.FINDING, Word.USE): settle(Verdict.USED),
    (On.FINDING, Word.KEEP): settle(Verdict.KEPT, Verdict.LEFT),
    (On.FINDING, Word.SKIP): settle(Verdict.KEPT),
    (On.FINDING, Word.KEEP_ALL): keep_all,
    (On.FINDING, Word.REMOVE): settle(Verdict.REMOVED),
    (On.FINDING, Word.COORDINATOR): settle(Verdict.ASKED),
}
