"""The attribution of each highlight: a list of them all, what is said of one, and a name that its author types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.attribution import NAMELESS, Attribution
from bot.core.deciding import Verdict, decided, finding_on, is_listed, reworded
from bot.core.finding import BARRED, SPOKEN, WHOM, Finding
from bot.core.interview import Interview
from bot.core.listening import not_understood
from bot.core.moves import Decide, Effect, On, Screen, Tell, Word
from bot.core.naming import known_as
from bot.core.passages import any_of
from bot.core.replies import Context, Reply
from bot.core.turns import Handler, Turn, again, ask, stay
from bot.core.wording import CAPITAL, PARTICLES, PREFIX

LONGEST, WORDS = 60, 5
"""Characters and words of a name at most."""

LISTED = Screen(on=On.SPEAKERS)


def attribute(how: Attribution) -> Handler:
    """Return what a word does that says how the highlight on the screen may be attributed."""

    def handle(interview: Interview, rest: str, context: Context) -> Turn:
        finding = finding_on(interview, interview.screen)
        if finding is None or finding.rule not in {SPOKEN, BARRED}:
            return again(interview, rest, context)
        if finding.rule == BARRED and finding.elsewhere and how is Attribution.NAMED:
            return stay(interview, Tell("barred_elsewhere"))
        said = replace(finding, rule=SPOKEN).id
        if is_listed(interview, finding):
            return _attributed(interview, finding, how)
        return decided(interview, {said: how})

    return handle


def _attributed(interview: Interview, finding: Finding, how: Attribution) -> Turn:
    """Show the list again, where the highlight was opened; if nobody is seen who may not be named, ask for the name."""
    whom = replace(finding, rule=WHOM)
    if finding.named or how not in NAMELESS:
        return _then(interview, LISTED, {finding.id: how})
    asks = Screen(on=On.FINDING, key=finding.key, about=whom.id)
    return _then(interview, asks, {finding.id: how, whom.id: Verdict.OPEN})


def _then(interview: Interview, screen: Screen, verdicts: Mapping[str, str], *told: Effect) -> Turn:
    after = replace(interview, decided={**interview.decided, **verdicts})
    return ask(after, screen, *(Decide(about, verdict) for about, verdict in verdicts.items()), *told)


def to_list(interview: Interview, rest: str, _context: Context) -> Turn:
    """Show how each highlight is attributed, or open the one of this number."""
    found = interview.spoken
    if not found:
        return stay(interview, Tell("attribution_none"))
    at = int(rest) - 1 if rest.isdecimal() else -1
    if not 0 <= at < len(found):
        return ask(interview, LISTED, *((Tell("attribution_which"),) if rest else ()))
    one = found[at]
    asks = Screen(on=On.FINDING, key=one.key, about=one.id)
    return _then(interview, asks, {one.id: Verdict.OPEN})


def to_number(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take the number of a highlight in the list."""
    said = reply.text.strip(" .")
    if reply.files or not said.isdecimal():
        return not_understood(interview, reply, context)
    return to_list(interview, said, context)


def to_finding(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a name that stands in the highlight on the screen, or words that may stand there instead of it.

    A name that is typed once more is taken back.
    """
    finding = finding_on(interview, interview.screen)
    name = _words_in(finding, reply) if finding and not interview.screen.said else ""
    if finding and name and interview.decided.get(known_as(name)) == Verdict.NAMED:
        screen = interview.screen if finding.rule == SPOKEN else LISTED
        return _then(
            interview, screen, {known_as(name): Verdict.OPEN}, Tell("name_forgotten", {"name": name})
        )
    if finding is None or not name or (finding.named and not _is_name(name, reply)):
        return reworded(interview, reply, context)
    screen = LISTED if finding.rule == WHOM else interview.screen
    return _then(interview, screen, {known_as(name): Verdict.NAMED}, Tell("name_known", {"name": name}))


def _words_in(finding: Finding, reply: Reply) -> str:
    """Return a few words as they stand in a highlight."""
    said = reply.text.strip(" .,")
    if finding.rule not in {SPOKEN, BARRED, WHOM} or reply.files or not said or len(said) > LONGEST:
        return ""
    found = re.search(rf"(?i){any_of([said])}", finding.words)
    few = len(said.split()) <= WORDS and said != finding.words.strip(" .,")
    return found[0] if found and few else ""


def _is_name(words: str, reply: Reply) -> bool:
    """Whether words have the shape of a name, where others are seen: a sentence is what may stand there instead."""
    capitals = all(word in PARTICLES or re.match(rf"{PREFIX}?{CAPITAL}", word) for word in words.split())
    return capitals and not (words[:1].islower() or reply.text.rstrip().endswith("."))


def _nobody(interview: Interview, rest: str, context: Context) -> Turn:
    """Take the word that no name stands in it; in another answer, that it is somebody or something else."""
    finding = finding_on(interview, interview.screen)
    if finding and finding.rule == BARRED and finding.elsewhere:
        return decided(interview, {replace(finding, rule=WHOM).id: Verdict.KEPT})
    if finding is None or finding.rule != WHOM:
        return again(interview, rest, context)
    return _then(interview, LISTED, {finding.id: Verdict.KEPT})


def _back(interview: Interview, _rest: str, _context: Context) -> Turn:
    return ask(interview, Screen(on=On.REVIEW))


ON_SPEAKERS: Mapping[tuple[On, Word], Handler] = {
    **{(On.FINDING, Word(how)): attribute(how) for how in Attribution},
    (On.FINDING, Word.NO_NAME): _nobody,
    (On.REVIEW, Word.ATTRIBUTION): to_list,
    (On.SPEAKERS, Word.ATTRIBUTION): to_list,
    (On.SPEAKERS, Word.CANCEL): _back,
}
