"""Findings are decided one at a time before a draft is handed in, and nothing changes without a word of the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from bot.core.answering import fault, read
from bot.core.attribution import Attribution
from bot.core.finding import BARRED, EMOJI, PRESENT, SPOKEN, WHOM, Finding
from bot.core.housestyle import written
from bot.core.interview import Interview
from bot.core.listening import not_understood
from bot.core.mending import mended
from bot.core.moves import Decide, Effect, On, Pass, Save, Screen, Submit, Tell, Word
from bot.core.passages import around
from bot.core.replies import Context, Reply, Unclear
from bot.core.reviewing import remarks_first
from bot.core.turns import Handler, Turn, again, ask, stay
from bot.core.words import asks_back, is_question

MOST = 12
"""So many suggestions of style are asked about at most, over all versions of a note; the others are only counted.
Emoji are always asked about: with one of them there may be no PDF."""

SHOWN = 300
"""Characters of a highlight that are shown once it was written anew."""

LEAST = 20
"""Characters of a reply that may be a whole paragraph."""

ASKS_TO_POST = frozenset({"address", "phone", "confidence"})
"""Rules about what is sensitive that ask whether it shall be posted."""


class Verdict(StrEnum):
    """What a person can say to a finding: the first two to one of style, three to one that is sensitive.

    The last two are of a highlight: what was said of it is open again, and it names who is called so. How one is
    attributed has words of its own.
    """

    USED = "used"
    KEPT = "kept"
    REMOVED = "removed"
    LEFT = "left"
    ASKED = "asked"
    OPEN = "open"
    NAMED = "named"


SETTLED = frozenset({Verdict.KEPT, Verdict.LEFT, Verdict.ASKED, *Attribution})
"""Words that were changed are gone; where they come back, they are asked about again."""


def hand_in(interview: Interview, *effects: Effect) -> Turn:
    """Ask about the next finding; where none is left, hand the draft in, unless something keeps it back."""
    turn = refuse(interview) or _ask_next(interview)
    if turn is None and interview.handed_in:
        turn = Turn(interview, (Tell("already_submitted", {"version": interview.version}),))
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
    """Return the finding that a screen is about, or was paused at, if it still waits for a word."""
    if not screen.about:
        return None
    return next((each for each in undecided(interview) if each.id == screen.about), None)


def current(interview: Interview) -> Interview:
    """Return the interview with what comes next on the screen where the finding there is decided or gone."""
    screen = interview.screen
    if not screen.about or finding_on(interview, screen):
        return interview
    paused = screen.on is On.PAUSED
    return replace(interview, screen=replace(screen, about="") if paused else interview.onward())


def _next(interview: Interview) -> Finding | None:
    waiting = undecided(interview)
    always = (each for each in waiting if not each.style or each.rule == EMOJI)
    return next((each for each in waiting if answered(interview) < MOST), None) or next(always, None)


def answered(interview: Interview) -> int:
    """Return how many suggestions were used or refused."""
    return sum(verdict in {Verdict.USED, Verdict.KEPT} for verdict in interview.decided.values())


def settle(*verdicts: Verdict) -> Handler:
    """Return what a word does to the finding on the screen: the verdict of its sort, if there is one."""

    def handle(interview: Interview, rest: str, context: Context) -> Turn:
        finding = finding_on(interview, interview.screen)
        if finding is None:
            return again(interview, rest, context)
        fitting = [verdict for verdict in verdicts if _fits(verdict, finding)]
        if not fitting:
            return stay(interview, Tell("press_one"))
        if fitting[0] in SETTLED:
            return decided(interview, {finding.id: fitting[0]})
        return _mend(interview, fitting[0], finding, context)

    return handle


def agree(interview: Interview, rest: str, context: Context) -> Turn:
    """Take yes as a word on what is suggested; nothing that is sensitive is posted for it, it is too easily said."""
    finding = finding_on(interview, interview.screen)
    if finding is None or not (finding.style and finding.fix):
        return stay(interview, Tell("press_one"))
    return settle(Verdict.USED)(interview, rest, context)


def refuse_it(interview: Interview, rest: str, context: Context) -> Turn:
    """Take no as a word against what is suggested, or against posting what is sensitive."""
    finding = finding_on(interview, interview.screen)
    asks = finding and (finding.fix if finding.style else finding.rule in ASKS_TO_POST)
    if not asks:
        return stay(interview, Tell("press_one"))
    return settle(Verdict.REMOVED, Verdict.KEPT)(interview, rest, context)


def _fits(verdict: Verdict, finding: Finding) -> bool:
    if verdict is Verdict.USED and not finding.fix:
        return False
    if not (finding.style or finding.sensitive):
        return finding.rule == BARRED and verdict is Verdict.USED
    return finding.sensitive is (verdict not in {Verdict.USED, Verdict.KEPT})


def is_listed(interview: Interview, finding: Finding) -> bool:
    """Whether it was opened from the list of highlights, to which the turn then goes back: nothing is handed in."""
    return interview.decided.get(finding.id) == Verdict.OPEN


def keep_all(interview: Interview, rest: str, context: Context) -> Turn:
    """Keep every wording that is only a matter of style; or every highlight as it names who spoke."""
    finding = finding_on(interview, interview.screen)
    if finding is None or finding.sensitive or finding.rule in {BARRED, WHOM}:
        return again(interview, rest, context)
    if is_listed(interview, finding):
        after = replace(interview, decided={**interview.decided, finding.id: finding.guess or Verdict.KEPT})
        return ask(after, Screen(on=On.SPEAKERS), Decide(finding.id, after.decided[finding.id]))
    if finding.rule == SPOKEN:
        return decided(
            interview,
            {each.id: each.guess or Verdict.KEPT for each in undecided(interview) if each.rule == SPOKEN},
        )
    return decided(interview, {each.id: Verdict.KEPT for each in undecided(interview) if each.style})


def decided(interview: Interview, verdicts: Mapping[str, str]) -> Turn:
    """Keep what was said of findings, and go on to hand the draft in."""
    after = replace(interview, decided={**interview.decided, **verdicts})
    return hand_in(after, *(Decide(about, verdict) for about, verdict in verdicts.items()))


def _mend(interview: Interview, verdict: Verdict, finding: Finding, context: Context) -> Turn:
    """Change the words in the answer, which is then a new revision; where it does not fit any more, ask for it."""
    question = interview.question(finding.key)
    assert question is not None
    text = mended(written(interview.values.get(finding.key)), finding, interview.findings)
    if not (question.required or any(map(str.isalnum, text))):
        return _emptied(interview, verdict, finding)
    return put_in_place(interview, finding, text, context, verdict)


def put_in_place(interview: Interview, finding: Finding, text: str, context: Context, verdict: str) -> Turn:
    """Save the answer with other words in it, and go on to hand the draft in."""
    turn = rewritten(interview, finding, text, context, verdict)
    if isinstance(turn, Unclear):
        return refused(interview, finding, turn, text)
    if is_listed(interview, finding):
        return ask(turn.interview, Screen(on=On.SPEAKERS), *turn.effects)
    return _shown_first(verdict, turn.interview, *turn.effects)


def refused(interview: Interview, finding: Finding, why: Unclear, text: str) -> Turn:
    """Ask for an answer that would not fit any more with these words in it."""
    question = interview.question(finding.key)
    assert question is not None
    told = fault(question, why, (Reply(text),))
    return ask(interview, Screen(on=On.EDITING, key=finding.key), told)


def rewritten(
    interview: Interview, finding: Finding, text: str, context: Context, verdict: str
) -> Turn | Unclear:
    """Save the answer as it reads now; what was said of a highlight stays with the words in its place."""
    question = interview.question(finding.key)
    assert question is not None
    said = (Reply(text),)
    outcome = read(question, said, context)
    if isinstance(outcome, Unclear):
        return outcome
    verdicts: Mapping[str, str] = {finding.id: verdict}
    if finding.rule == BARRED:
        before, after = (written(value) for value in (interview.values.get(finding.key), outcome.value))
        verdicts = {**verdicts, **_carried(finding, before, after)}
    now = around(text, finding.start, min(len(finding.fix), SHOWN))
    changed = replace(interview, decided={**interview.decided, **verdicts})
    decided = (Decide(about, each) for about, each in verdicts.items())
    save, told = Save(question.key, outcome.value, said), Tell("mended", {"key": question.key}, now)
    return Turn(changed.saved(question.key, outcome.value, said), (*decided, save, told))


def _carried(finding: Finding, before: str, after: str) -> Mapping[str, str]:
    """Return what was said of a highlight for the paragraphs that stand in its place."""
    new = [line for line in after.split("\n") if line and line not in before.split("\n")]
    return {replace(finding, rule=SPOKEN, words=line).id: finding.guess for line in new}


def reworded(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Show a reply beside the paragraph on the screen, which it may replace; a word or two are none."""
    finding = finding_on(interview, interview.screen)
    asked = is_question(reply.text, context.lexicon)
    meant = len(reply.text.strip()) >= LEAST and not asked
    if finding is None or finding.rule == PRESENT or not meant or reply.files:
        asked = (asked or asks_back(reply.text, context.lexicon)) and not reply.files
        return (why_asked if asked else not_understood)(interview, reply, context)
    return ask(interview, replace(interview.screen, said=(reply,)))


def why_asked(interview: Interview, _said: object, _context: Context) -> Turn:
    """Say why the finding on the screen is asked about, and what may be said to it."""
    finding = finding_on(interview, interview.screen)
    return stay(interview, *((Tell(f"why_{finding.sort}"),) if finding else ()))


def _emptied(interview: Interview, verdict: Verdict, finding: Finding) -> Turn:
    """Skip a question of whose answer nothing is left, where it may go without one."""
    after = replace(interview, decided={**interview.decided, finding.id: verdict}).passed(finding.key, "")
    told = Tell("emptied", {"key": finding.key})
    return _shown_first(verdict, after, Decide(finding.id, verdict), Pass(finding.key), told)


def _shown_first(verdict: str, interview: Interview, *effects: Effect) -> Turn:
    """Go on to hand the draft in; what is left after a removal was never on screen, so it is shown before it goes."""
    turn = hand_in(interview, *effects)
    if verdict == Verdict.REMOVED and isinstance(turn.effects[-1], Submit):
        return ask(interview, Screen(on=On.REVIEW), *effects)
    return turn


ON_FINDING: Mapping[tuple[On, Word], Handler] = {
    (On.FINDING, Word.KEEP): settle(Verdict.KEPT, Verdict.LEFT),
    (On.FINDING, Word.HELP): why_asked,
    (On.FINDING, Word.SKIP): settle(Verdict.KEPT),
    (On.FINDING, Word.KEEP_ALL): keep_all,
    (On.FINDING, Word.REMOVE): settle(Verdict.REMOVED),
    (On.FINDING, Word.COORDINATOR): settle(Verdict.ASKED),
}
